"""/api/v1/: agreements and what the data says of them."""

from django.urls import URLPattern, path

from meetings.api import agreements

ONE = "agreements/<slug:folio>/"

urlpatterns: list[URLPattern] = [
    # meetings/<n>/agreements/
    path("meetings/<int:pk>/agreements/", agreements.MeetingAgreements.as_view(), name="api-meeting-agreements"),
    # agreements/
    path("agreements/", agreements.AgreementList.as_view(), name="api-agreements"),
    path("agreements/board/", agreements.AgreementBoardOne.as_view(), name="api-agreement-board"),
    path(ONE, agreements.AgreementOne.as_view(), name="api-agreement"),
    path(f"{ONE}change/", agreements.AgreementChange.as_view(), name="api-agreement-change"),
    path(f"{ONE}progress/", agreements.AgreementProgress.as_view(), name="api-agreement-progress"),
    path(f"{ONE}fulfil/", agreements.AgreementFulfil.as_view(), name="api-agreement-fulfil"),
    path(f"{ONE}give/", agreements.AgreementGive.as_view(), name="api-agreement-give"),
    path(f"{ONE}due/", agreements.AgreementDue.as_view(), name="api-agreement-due"),
    path(f"{ONE}reopen/", agreements.AgreementReopen.as_view(), name="api-agreement-reopen"),
    path(f"{ONE}cancel/", agreements.AgreementCancel.as_view(), name="api-agreement-cancel"),
]
