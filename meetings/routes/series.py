"""Addresses of series and meetings: `reuniones/`, because `sesiones/` are children's days of chemotherapy."""

from django.urls import URLPattern, path

from meetings.views.series import acts, feed, listing, meeting, members, series

ONE = "reuniones/<int:pk>/"
SERIES = "reuniones/series/"

urlpatterns: list[URLPattern] = [
    # reuniones/
    path("reuniones/", listing.MeetingList.as_view(), name="meeting-list"),
    path("reuniones/calendario/", feed.MeetingFeedPage.as_view(), name="meeting-feed"),
    path("reuniones/calendario/<slug:token>.ics", feed.MeetingFeedFile.as_view(), name="meeting-feed-file"),
    # reuniones/series/
    path(SERIES, series.SeriesList.as_view(), name="series-list"),
    path(f"{SERIES}nueva/", series.SeriesNew.as_view(), name="series-new"),
    path(f"{SERIES}<slug:slug>/", series.SeriesDetail.as_view(), name="series"),
    path(f"{SERIES}<slug:slug>/cambiar/", series.SeriesChange.as_view(), name="series-change"),
    path(f"{SERIES}<slug:slug>/retirar/", series.SeriesRetire.as_view(), name="series-retire"),
    path(f"{SERIES}<slug:slug>/usar/", series.SeriesRetire.as_view(is_active=True), name="series-resume"),
    path(f"{SERIES}<slug:slug>/agregar/", members.MemberAdd.as_view(), name="member-add"),
    path(f"{SERIES}<slug:slug>/integrantes/<int:pk>/", members.MemberChange.as_view(), name="member"),
    path(f"{SERIES}<slug:slug>/integrantes/<int:pk>/quitar/", members.MemberDrop.as_view(), name="member-drop"),
    # reuniones/<n>/
    path(ONE, meeting.MeetingDetail.as_view(), name="meeting"),
    path(f"{ONE}sesion.ics", feed.MeetingFile.as_view(), name="meeting-file"),
    path(f"{ONE}convocar/", acts.MeetingCall.as_view(), name="meeting-call"),
    path(f"{ONE}mover/", acts.MeetingMove.as_view(), name="meeting-move"),
    path(f"{ONE}cancelar/", acts.MeetingCancel.as_view(), name="meeting-cancel"),
    path(f"{ONE}mesa/", acts.MeetingOfficers.as_view(), name="meeting-officers"),
    path(f"{ONE}abrir/", acts.MeetingOpen.as_view(), name="meeting-open"),
    path(f"{ONE}cerrar/", acts.MeetingClose.as_view(), name="meeting-close"),
    path(f"{ONE}reabrir/", acts.MeetingReopen.as_view(), name="meeting-reopen"),
]
