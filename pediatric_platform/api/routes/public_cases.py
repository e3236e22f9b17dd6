"""/api/v1/: cases of people without account."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
