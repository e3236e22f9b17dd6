"""/api/v1/: mixing orders and the trace."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
