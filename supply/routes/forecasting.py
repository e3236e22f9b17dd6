"""Pages of forecasting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
