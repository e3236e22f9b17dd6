"""/api/v1/: what families read of the meetings."""

from django.urls import URLPattern, path

from meetings.api import families

urlpatterns: list[URLPattern] = [
    path("family/meetings/", families.FamilyMeetings.as_view(), name="api-family-meetings"),
]
