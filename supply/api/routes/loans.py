"""/api/v1/: loans."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
