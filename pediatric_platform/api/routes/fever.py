"""/api/v1/: the golden hour."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
