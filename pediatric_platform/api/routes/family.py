"""/api/v1/: the family's pages."""

from django.urls import URLPattern, path

from pediatric_platform.api import family

urlpatterns: list[URLPattern] = [
    # family/: a relative's own
    path("family/children/", family.FamilyChildren.as_view(), name="api-family-children"),
    path("family/children/<slug:folio>/sessions/", family.FamilySessions.as_view(), name="api-family-sessions"),
    path("family/children/<slug:folio>/reports/", family.FamilyReports.as_view(), name="api-family-reports"),
    # promises/
    path("promises/", family.PromiseList.as_view(), name="api-promises"),
]
