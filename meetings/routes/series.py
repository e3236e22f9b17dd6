"""Addresses of series and meetings (`reuniones/`: `sesiones/` are children's): called, moved, cancelled; their calendar."""

from django.urls import URLPattern, path

from meetings.views.series import listing, meeting

urlpatterns: list[URLPattern] = [
    # reuniones/
    path("reuniones/", listing.MeetingList.as_view(), name="meeting-list"),
    # reuniones/<n>/
    path("reuniones/<int:pk>/", meeting.MeetingDetail.as_view(), name="meeting"),
]
