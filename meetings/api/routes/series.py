"""/api/v1/: series and meetings: called, moved, cancelled; their calendar."""

from django.urls import URLPattern, path

from meetings.api import series

ONE = "meetings/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("meeting-series/", series.SeriesList.as_view(), name="api-meeting-series-list"),
    path("meeting-series/<slug:slug>/", series.SeriesDetail.as_view(), name="api-meeting-series"),
    path("meeting-series/<slug:slug>/plan/", series.SeriesPlan.as_view(), name="api-meeting-series-plan"),
    path("meetings/", series.MeetingList.as_view(), name="api-meetings"),
    path(ONE, series.MeetingDetail.as_view(), name="api-meeting"),
    path(f"{ONE}call/", series.MeetingCall.as_view(), name="api-meeting-call"),
    path(f"{ONE}move/", series.MeetingMove.as_view(), name="api-meeting-move"),
    path(f"{ONE}cancel/", series.MeetingCancel.as_view(), name="api-meeting-cancel"),
    path(f"{ONE}open/", series.MeetingOpen.as_view(), name="api-meeting-open"),
    path(f"{ONE}close/", series.MeetingClose.as_view(), name="api-meeting-close"),
    path(f"{ONE}reopen/", series.MeetingReopen.as_view(), name="api-meeting-reopen"),
]
