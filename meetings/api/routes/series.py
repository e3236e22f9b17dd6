"""/api/v1/: series and meetings: called, moved, cancelled; their calendar."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
