"""Addresses of minutes, signed and corrected by addenda."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
