"""Pages about what there is."""

from django.urls import URLPattern

app_name = "supply"

urlpatterns: list[URLPattern] = []
