"""Pages of requisitions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
