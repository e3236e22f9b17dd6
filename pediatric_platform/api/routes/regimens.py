"""/api/v1/: regimens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
