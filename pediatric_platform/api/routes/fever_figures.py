"""/api/v1/: the golden hour's figures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
