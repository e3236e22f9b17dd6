"""/api/v1/: levels."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
