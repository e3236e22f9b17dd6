"""Addresses of agreements and what the data says of them."""

from django.urls import URLPattern, path

from meetings.views.agreements import acts, board, detail, listing, new

ONE = "acuerdos/<slug:folio>/"

urlpatterns: list[URLPattern] = [
    # reuniones/<n>/acuerdos/
    path("reuniones/<int:pk>/acuerdos/nuevo/", new.AgreementNew.as_view(), name="agreement-new"),
    # acuerdos/
    path("acuerdos/", listing.AgreementList.as_view(), name="agreement-list"),
    path("acuerdos/tablero/", board.AgreementBoard.as_view(), name="agreement-board"),
    path(ONE, detail.AgreementDetail.as_view(), name="agreement"),
    path(f"{ONE}corregir/", acts.AgreementChange.as_view(), name="agreement-change"),
    path(f"{ONE}avance/", acts.AgreementProgress.as_view(), name="agreement-progress"),
    path(f"{ONE}fecha/", acts.AgreementDue.as_view(), name="agreement-due"),
    path(f"{ONE}responsable/", acts.AgreementGive.as_view(), name="agreement-give"),
    path(f"{ONE}cumplido/", acts.AgreementFulfil.as_view(), name="agreement-fulfil"),
    path(f"{ONE}reabrir/", acts.AgreementReopen.as_view(), name="agreement-reopen"),
    path(f"{ONE}sin-efecto/", acts.AgreementCancel.as_view(), name="agreement-cancel"),
]
