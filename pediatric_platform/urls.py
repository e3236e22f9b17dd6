"""Pages about for whom: one map per area, in pediatric_platform/routes/."""

from pediatric_platform.routes import (
    case_evidence,
    cases,
    children,
    coverage,
    family,
    fever,
    fever_figures,
    fever_kit,
    guardians,
    guides,
    mixing,
    plans,
    public_cases,
    regimens,
    rollout,
)

app_name = "pediatric"

urlpatterns = [
    *regimens.urlpatterns,
    *guardians.urlpatterns,
    *plans.urlpatterns,
    *children.urlpatterns,
    *coverage.urlpatterns,
    *mixing.urlpatterns,
    *family.urlpatterns,
    *cases.urlpatterns,
    *case_evidence.urlpatterns,
    *public_cases.urlpatterns,
    *fever_figures.urlpatterns,
    *fever.urlpatterns,
    *fever_kit.urlpatterns,
    *rollout.urlpatterns,
    *guides.urlpatterns,
]
