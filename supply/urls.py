"""Pages about what there is."""

from django.urls import URLPattern, path

from supply.views import boards
from supply.views.assortments import AssortmentList
from supply.views.drugs import DrugDetail, DrugList
from supply.views.presentations import PresentationList

app_name = "supply"

urlpatterns: list[URLPattern] = [
    # /tablero/
    path("tablero/delegacion/<slug:code>/", boards.DelegationBoard.as_view(), name="board-delegation"),
    path("tablero/unidad/<slug:clues>/", boards.UnitWorkbench.as_view(), name="board-unit"),
    path("tablero/medicamento/<str:code>/", boards.DrugBoard.as_view(), name="board-drug"),
    # /medicamentos/
    path("medicamentos/", DrugList.as_view(), name="drug-list"),
    path("medicamentos/<int:pk>/", DrugDetail.as_view(), name="drug-detail"),
    # /presentaciones/
    path("presentaciones/", PresentationList.as_view(), name="presentation-list"),
    # /surtido/
    path("surtido/", AssortmentList.as_view(), name="assortment-list"),
]
