"""Pages about who and where."""

from django.urls import URLPattern

app_name = "delegations"

urlpatterns: list[URLPattern] = []
