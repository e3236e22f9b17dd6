"""/api/v1/: the registry of children."""

from django.urls import URLPattern, path

from pediatric_platform.api import children

urlpatterns: list[URLPattern] = [
    # children/
    path("children/", children.ChildList.as_view(), name="api-children"),
    path("children/<slug:folio>/", children.ChildDetail.as_view(), name="api-child"),
    path("children/<slug:folio>/growth/", children.ChildGrowth.as_view(), name="api-child-growth"),
    path("children/<slug:folio>/allergies/", children.ChildAllergies.as_view(), name="api-child-allergies"),
    path("children/<slug:folio>/transfer/", children.ChildTransfer.as_view(), name="api-child-transfer"),
    path("children/<slug:folio>/state/", children.ChildState.as_view(), name="api-child-state"),
]
