"""Addresses of the agenda of a meeting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
