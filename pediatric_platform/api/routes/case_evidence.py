"""/api/v1/: a case's checklist and files."""

from django.urls import URLPattern, path

from pediatric_platform.api import case_evidence

HERE = "cases/<slug:folio>/"

urlpatterns: list[URLPattern] = [
    path(f"{HERE}checks/", case_evidence.CaseChecks.as_view(), name="api-case-checks"),
    path(f"{HERE}attachments/", case_evidence.CaseAttachments.as_view(), name="api-case-attachments"),
    path(f"{HERE}attachments/<int:pk>/", case_evidence.CaseAttachmentFile.as_view(), name="api-case-attachment"),
    path(
        f"{HERE}attachments/<int:pk>/removal/",
        case_evidence.CaseAttachmentRemoval.as_view(),
        name="api-case-attachment-removal",
    ),
]
