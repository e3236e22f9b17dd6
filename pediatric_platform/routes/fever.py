"""Addresses of the golden hour."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
