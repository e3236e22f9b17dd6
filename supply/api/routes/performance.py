"""/api/v1/: performance."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
