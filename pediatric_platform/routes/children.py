"""Addresses of the registry of children."""

from django.urls import URLPattern, path

from pediatric_platform.views.children import detail, listing, measures, moves, register

urlpatterns: list[URLPattern] = [
    # /ninos/
    path("ninos/", listing.ChildList.as_view(), name="child-list"),
    path("ninos/nuevo/", register.ChildRegister.as_view(), name="child-register"),
    path("ninos/<str:folio>/", detail.ChildDetail.as_view(), name="child"),
    path("ninos/<str:folio>/identificadores/", detail.ChildIdentifiers.as_view(), name="child-identifiers"),
    path("ninos/<str:folio>/corregir/", register.ChildCorrect.as_view(), name="child-correct"),
    path("ninos/<str:folio>/traslado/", moves.ChildTransfer.as_view(), name="child-transfer"),
    path("ninos/<str:folio>/estado/", moves.ChildChangeState.as_view(), name="child-state"),
    path("ninos/<str:folio>/medidas/", measures.ChildGrowth.as_view(), name="child-growth"),
    path("ninos/<str:folio>/alergias/", measures.ChildAllergies.as_view(), name="child-allergies"),
    path("ninos/<str:folio>/alergias/<int:pk>/", measures.AllergyRefute.as_view(), name="allergy-refute"),
]
