"""Addresses of relatives, consents and the census."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
