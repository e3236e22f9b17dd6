"""Addresses of agreements and what the data says of them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
