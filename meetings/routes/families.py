"""Addresses of what families read of the meetings."""

from django.urls import URLPattern, path

from meetings.views import families

urlpatterns: list[URLPattern] = [
    # familia/sesiones/
    path("familia/sesiones/", families.FamilyMeetingsPage.as_view(), name="family-meetings"),
    path("familia/sesiones/tema/", families.FamilyPropose.as_view(), name="family-propose"),
    path("familia/sesiones/nombre/", families.FamilyNaming.as_view(), name="family-naming"),
    path("familia/sesiones/<slug:folio>/parte.pdf", families.FamilyPart.as_view(), name="family-part"),
]
