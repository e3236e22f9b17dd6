"""/api/v1/: forecasting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
