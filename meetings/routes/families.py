"""Addresses of what families see of the sessions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
