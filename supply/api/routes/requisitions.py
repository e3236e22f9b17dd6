"""/api/v1/: requisitions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
