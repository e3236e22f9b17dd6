"""/api/v1/: the cases' pages of the staff."""

from django.urls import URLPattern, path

from pediatric_platform.api import case_acts, cases

ONE = "cases/<slug:folio>/"

urlpatterns: list[URLPattern] = [
    # cases/
    path("cases/", cases.CaseList.as_view(), name="api-cases"),
    path("case-figures/", cases.CaseFigures.as_view(), name="api-case-figures"),
    path(ONE, cases.CaseDetail.as_view(), name="api-case"),
    path(f"{ONE}take/", case_acts.CaseTake.as_view(), name="api-case-take"),
    path(f"{ONE}hand/", case_acts.CaseHand.as_view(), name="api-case-hand"),
    path(f"{ONE}contact/", case_acts.CaseContact.as_view(), name="api-case-contact"),
    path(f"{ONE}note/", case_acts.CaseNote.as_view(), name="api-case-note"),
    path(f"{ONE}wait/", case_acts.CaseWait.as_view(), name="api-case-wait"),
    path(f"{ONE}resume/", case_acts.CaseResume.as_view(), name="api-case-resume"),
    path(f"{ONE}solve/", case_acts.CaseSolve.as_view(), name="api-case-solve"),
    path(f"{ONE}confirm/", case_acts.CaseConfirm.as_view(), name="api-case-confirm"),
    path(f"{ONE}reopen/", case_acts.CaseReopen.as_view(), name="api-case-reopen"),
    path(f"{ONE}close/", case_acts.CaseClose.as_view(), name="api-case-close"),
    path(f"{ONE}merge/", case_acts.CaseMerge.as_view(), name="api-case-merge"),
    path(f"{ONE}leave/", case_acts.CaseLeave.as_view(), name="api-case-leave"),
    path(f"{ONE}correct/", case_acts.CaseCorrect.as_view(), name="api-case-correct"),
]
