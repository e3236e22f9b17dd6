"""Pages about who and where."""

from django.urls import URLPattern, path

from delegations.views.delegations import DelegationDetail, DelegationList
from delegations.views.gallery import Gallery
from delegations.views.places import PlaceList
from delegations.views.units import UnitDetail, UnitList

app_name = "delegations"

urlpatterns: list[URLPattern] = [
    # /delegaciones/
    path("delegaciones/", DelegationList.as_view(), name="delegation-list"),
    path("delegaciones/<slug:code>/", DelegationDetail.as_view(), name="delegation-detail"),
    # /unidades/
    path("unidades/", UnitList.as_view(), name="unit-list"),
    path("unidades/<slug:clues>/", UnitDetail.as_view(), name="unit-detail"),
    # /lugares/
    path("lugares/", PlaceList.as_view(), name="place-list"),
    # /componentes/
    path("componentes/", Gallery.as_view(), name="gallery"),
]
