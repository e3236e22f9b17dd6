"""/api/v1/: coverage boards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
