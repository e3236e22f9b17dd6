"""Addresses of the golden hour."""

from django.urls import URLPattern, path

from pediatric_platform.views.fever import board, tap

urlpatterns: list[URLPattern] = [
    # /hora-dorada/
    path("hora-dorada/", board.Fever.as_view(), name="fever"),
    # /hora-dorada/<clues>/: the live board of an emergency room
    path("hora-dorada/<str:clues>/", board.FeverBoard.as_view(), name="fever-board"),
    path("hora-dorada/<str:clues>/vivo/", board.FeverLive.as_view(), name="fever-live"),
    path("hora-dorada/<str:clues>/existencia/", board.FeverKitBeside.as_view(), name="fever-beside"),
    path("hora-dorada/<str:clues>/tocar/", tap.FeverTap.as_view(), name="fever-tap"),
]
