"""/api/v1/: relatives, consents and the census."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
