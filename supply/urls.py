"""Pages about what there is."""

from django.urls import URLPattern, path

from supply.views.assortments import AssortmentList
from supply.views.drugs import DrugDetail, DrugList
from supply.views.presentations import PresentationList

app_name = "supply"

urlpatterns: list[URLPattern] = [
    # /medicamentos/
    path("medicamentos/", DrugList.as_view(), name="drug-list"),
    path("medicamentos/<int:pk>/", DrugDetail.as_view(), name="drug-detail"),
    # /presentaciones/
    path("presentaciones/", PresentationList.as_view(), name="presentation-list"),
    # /surtido/
    path("surtido/", AssortmentList.as_view(), name="assortment-list"),
]
