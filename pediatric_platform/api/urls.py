"""/api/v1/: for whom, one map per area, in pediatric_platform/api/routes/."""

from pediatric_platform.api.routes import children, coverage, family, guardians, mixing, plans, regimens

urlpatterns = [
    *regimens.urlpatterns,
    *guardians.urlpatterns,
    *plans.urlpatterns,
    *children.urlpatterns,
    *coverage.urlpatterns,
    *mixing.urlpatterns,
    *family.urlpatterns,
]
