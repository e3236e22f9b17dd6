"""Addresses of the review of each delegation."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
