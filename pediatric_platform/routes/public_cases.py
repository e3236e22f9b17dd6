"""Addresses of cases of people without account."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
