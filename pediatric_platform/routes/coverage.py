"""Addresses of coverage boards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
