"""/api/v1/: the roll-out of the electronic record."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
