"""Pages about for whom: one map per area, in pediatric_platform/routes/."""

from pediatric_platform.routes import children, coverage, family, guardians, mixing, plans, regimens

app_name = "pediatric"

urlpatterns = [
    *regimens.urlpatterns,
    *guardians.urlpatterns,
    *plans.urlpatterns,
    *children.urlpatterns,
    *coverage.urlpatterns,
    *mixing.urlpatterns,
    *family.urlpatterns,
]
