"""/api/v1/: recalls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
