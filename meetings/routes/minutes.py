"""Addresses of minutes, signed and corrected by addenda."""

from django.urls import URLPattern, path

from meetings.models import PaperKind
from meetings.views.minutes import check, detail, edit, listing, papers, sign

ONE = "minutas/<slug:folio>/"

urlpatterns: list[URLPattern] = [
    # reuniones/<n>/minuta/
    path("reuniones/<int:pk>/minuta/", listing.MeetingMinutes.as_view(), name="meeting-minutes"),
    # minutas/
    path("minutas/", listing.MinutesList.as_view(), name="minutes-list"),
    # minutas/comprobar/: open to anybody
    path("minutas/comprobar/", check.MinutesSearch.as_view(), name="minutes-search"),
    path("minutas/comprobar/<slug:folio>/", check.MinutesCheck.as_view(), name="minutes-check"),
    # minutas/<folio>/
    path(ONE, detail.MinutesDetail.as_view(), name="minutes"),
    path(f"{ONE}anexos/<slug:key>/", detail.MinutesAnnex.as_view(), name="minutes-annex"),
    path(f"{ONE}editar/", edit.MinutesEdit.as_view(), name="minutes-edit"),
    path(f"{ONE}guardar/", edit.MinutesSave.as_view(), name="minutes-save"),
    path(f"{ONE}actualizar/", edit.MinutesRefresh.as_view(), name="minutes-refresh"),
    path(f"{ONE}firmar/", sign.MinutesSign.as_view(), name="minutes-sign"),
    path(f"{ONE}firmas/", sign.MinutesCountersign.as_view(), name="minutes-countersign"),
    path(f"{ONE}adendas/nueva/", sign.AddendumAdd.as_view(), name="addendum-add"),
    path(f"{ONE}pdf/", papers.PaperState.as_view(), name="minutes-paper-state"),
    path(f"{ONE}minuta.pdf", papers.MinutesPdf.as_view(), name="minutes-pdf"),
    path(f"{ONE}familias.pdf", papers.MinutesPdf.as_view(kind=PaperKind.FAMILIES), name="minutes-family-pdf"),
]
