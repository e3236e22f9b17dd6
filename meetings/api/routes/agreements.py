"""/api/v1/: agreements and what the data says of them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
