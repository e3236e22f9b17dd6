"""/api/v1/: purchasing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
