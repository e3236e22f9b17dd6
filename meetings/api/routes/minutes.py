"""/api/v1/: minutes, signed and corrected by addenda."""

from django.urls import URLPattern, path

from meetings.api import minutes, minutes_papers
from meetings.models import PaperKind

ONE = "minutes/<str:folio>/"

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/minutes/", minutes.MinutesDraft.as_view(), name="api-minutes-draft"),
    path("minutes/", minutes.MinutesList.as_view(), name="api-minutes-list"),
    path(ONE, minutes.MinutesDetail.as_view(), name="api-minutes"),
    path(f"{ONE}paper/", minutes_papers.MinutesPaperFile.as_view(), name="api-minutes-paper"),
    path(
        f"{ONE}family-paper/",
        minutes_papers.MinutesPaperFile.as_view(kind=PaperKind.FAMILIES),
        name="api-minutes-family-paper",
    ),
    path(f"{ONE}write/", minutes.MinutesWrite.as_view(), name="api-minutes-write"),
    path(f"{ONE}sign/", minutes.MinutesSign.as_view(), name="api-minutes-sign"),
    path(f"{ONE}countersign/", minutes.MinutesCountersign.as_view(), name="api-minutes-countersign"),
    path(f"{ONE}addenda/", minutes.MinutesAddenda.as_view(), name="api-minutes-addenda"),
]
