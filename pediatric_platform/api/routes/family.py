"""/api/v1/: the family's pages."""

from django.urls import URLPattern, path

from pediatric_platform.api import family, family_cases

urlpatterns: list[URLPattern] = [
    # family/: a relative's own
    path("family/children/", family.FamilyChildren.as_view(), name="api-family-children"),
    path("family/children/<slug:folio>/sessions/", family.FamilySessions.as_view(), name="api-family-sessions"),
    path("family/children/<slug:folio>/reports/", family.FamilyReports.as_view(), name="api-family-reports"),
    path("family/children/<slug:folio>/cases/", family_cases.FamilyCases.as_view(), name="api-family-cases"),
    path(
        "family/children/<slug:folio>/cases/<slug:case>/", family_cases.FamilyCaseOne.as_view(), name="api-family-case"
    ),
    *(
        path(f"family/children/<slug:folio>/cases/<slug:case>/{act}/", view.as_view(), name=f"api-family-case-{act}")
        for act, view in (
            ("reply", family_cases.FamilyCaseReply),
            ("confirm", family_cases.FamilyCaseConfirm),
            ("dispute", family_cases.FamilyCaseDispute),
            ("reopen", family_cases.FamilyCaseReopen),
        )
    ),
    # promises/
    path("promises/", family.PromiseList.as_view(), name="api-promises"),
]
