"""Pages of performance."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
