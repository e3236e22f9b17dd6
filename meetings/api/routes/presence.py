"""/api/v1/: participants and who was there."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
