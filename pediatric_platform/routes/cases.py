"""Addresses of the cases' pages of the staff."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
