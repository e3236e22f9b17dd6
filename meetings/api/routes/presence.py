"""/api/v1/: participants and who was there."""

from django.urls import URLPattern, path

from meetings.api import presence

MEETING = "meetings/<int:pk>/"
ROW = "attendance/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # meetings/<n>/
    path(f"{MEETING}attendance/", presence.MeetingAttendance.as_view(), name="api-meeting-attendance"),
    path(f"{MEETING}attendance/me/", presence.MeetingAttendanceOwn.as_view(), name="api-meeting-attendance-own"),
    path(f"{MEETING}quorum/", presence.MeetingQuorum.as_view(), name="api-meeting-quorum"),
    # attendance/
    path(ROW, presence.AttendanceOne.as_view(), name="api-attendance"),
    path(f"{ROW}presence/", presence.AttendancePresence.as_view(), name="api-attendance-presence"),
    path(f"{ROW}correction/", presence.AttendanceCorrection.as_view(), name="api-attendance-correction"),
    path(f"{ROW}naming/", presence.AttendanceNaming.as_view(), name="api-attendance-naming"),
    path(f"{ROW}strike/", presence.AttendanceStrike.as_view(), name="api-attendance-strike"),
]
