"""/api/v1/: plans, sessions and doses."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
