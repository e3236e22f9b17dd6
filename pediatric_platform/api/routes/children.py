"""/api/v1/: the registry of children."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
