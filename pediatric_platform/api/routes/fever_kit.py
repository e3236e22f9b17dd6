"""/api/v1/: the fever kit and the golden hour's figures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
