"""/api/v1/: redistribution."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
