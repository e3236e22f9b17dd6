"""/api/v1/: guides."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
