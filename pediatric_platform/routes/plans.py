"""Addresses of plans, sessions and doses."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
