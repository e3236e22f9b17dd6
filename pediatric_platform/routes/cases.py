"""Addresses of the cases' pages of the staff."""

from django.urls import URLPattern, path

from pediatric_platform.views.cases import acts, board, detail, listing, opening

ONE = "casos/<str:folio>/"

urlpatterns: list[URLPattern] = [
    # /casos/
    path("casos/", listing.CaseList.as_view(), name="case-list"),
    path("casos/tablero/", board.CaseBoardPage.as_view(), name="case-board"),
    path("casos/agenda/", listing.CaseAgenda.as_view(), name="case-agenda"),
    path("casos/nuevo/", opening.CaseOpen.as_view(), name="case-open"),
    path("casos/nuevo/parecidos/", opening.CaseOpenAlike.as_view(), name="case-open-alike"),
    # /casos/<folio>/
    path(ONE, detail.CaseDetail.as_view(), name="case"),
    path(f"{ONE}tomar/", acts.CaseTake.as_view(), name="case-take"),
    path(f"{ONE}contacto/", acts.CaseContact.as_view(), name="case-contact"),
    path(f"{ONE}nota/", acts.CaseNote.as_view(), name="case-note"),
    path(f"{ONE}espera/", acts.CaseWait.as_view(), name="case-wait"),
    path(f"{ONE}seguir/", acts.CaseResume.as_view(), name="case-resume"),
    path(f"{ONE}resuelto/", acts.CaseSolve.as_view(), name="case-solve"),
    path(f"{ONE}confirmar/", acts.CaseConfirm.as_view(), name="case-confirm"),
    path(f"{ONE}pasar/", acts.CaseHand.as_view(), name="case-hand"),
    path(f"{ONE}corregir/", acts.CaseCorrect.as_view(), name="case-correct"),
    path(f"{ONE}unir/", acts.CaseMerge.as_view(), name="case-merge"),
    path(f"{ONE}quitar/", acts.CaseLeave.as_view(), name="case-leave"),
    path(f"{ONE}reabrir/", acts.CaseReopen.as_view(), name="case-reopen"),
    path(f"{ONE}cerrar/", acts.CaseClose.as_view(), name="case-close"),
]
