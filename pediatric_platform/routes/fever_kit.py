"""Addresses of the fever kit and the golden hour's figures."""

from django.urls import URLPattern, path

from pediatric_platform.views.fever_kit import keeping, reading

HERE = "hora-dorada/<slug:clues>/"

urlpatterns: list[URLPattern] = [
    # botiquines/
    path("botiquines/", reading.KitList.as_view(), name="fever-kit-list"),
    path("botiquines/reglas/", reading.FeverRules.as_view(), name="fever-rules"),
    # hora-dorada/<clues>/
    path(f"{HERE}botiquin/", keeping.FeverKit.as_view(), name="fever-kit"),
    path(f"{HERE}botiquin/nuevo/", keeping.KitItemAdd.as_view(), name="fever-kit-add"),
    path(f"{HERE}botiquin/<int:pk>/", keeping.KitItemChange.as_view(), name="fever-kit-item"),
    path(f"{HERE}puerta/", keeping.Door.as_view(), name="fever-door"),
]
