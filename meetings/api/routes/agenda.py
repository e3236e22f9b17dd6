"""/api/v1/: the agenda of a meeting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
