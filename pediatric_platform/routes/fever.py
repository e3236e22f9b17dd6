"""Addresses of the golden hour."""

from django.urls import URLPattern, path

from pediatric_platform.views.fever import board, episode, opening, tap

urlpatterns: list[URLPattern] = [
    # /hora-dorada/
    path("hora-dorada/", board.Fever.as_view(), name="fever"),
    # /hora-dorada/episodio/<folio>/: one episode and what is done about it
    path("hora-dorada/episodio/<str:folio>/", episode.FeverEpisodeDetail.as_view(), name="fever-episode"),
    path("hora-dorada/episodio/<str:folio>/sello/", episode.FeverStamp.as_view(), name="fever-stamp"),
    path("hora-dorada/episodio/<str:folio>/quitar/", episode.FeverTakeBack.as_view(), name="fever-take-back"),
    path("hora-dorada/episodio/<str:folio>/medida/", episode.FeverMeasure.as_view(), name="fever-measure"),
    path("hora-dorada/episodio/<str:folio>/tardanza/", episode.FeverWhyLate.as_view(), name="fever-late"),
    path("hora-dorada/episodio/<str:folio>/cerrar/", episode.FeverClose.as_view(), name="fever-close"),
    # /hora-dorada/<clues>/: the live board of an emergency room
    path("hora-dorada/<str:clues>/", board.FeverBoard.as_view(), name="fever-board"),
    path("hora-dorada/<str:clues>/vivo/", board.FeverLive.as_view(), name="fever-live"),
    path("hora-dorada/<str:clues>/existencia/", board.FeverKitBeside.as_view(), name="fever-beside"),
    path("hora-dorada/<str:clues>/tocar/", tap.FeverTap.as_view(), name="fever-tap"),
    path("hora-dorada/<str:clues>/abrir/", opening.FeverOpen.as_view(), name="fever-open"),
]
