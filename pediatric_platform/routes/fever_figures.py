"""Addresses of the golden hour's figures; read before those of the boards, whose second part is a hospital's."""

from django.urls import URLPattern, path

from pediatric_platform.views.fever import figures

urlpatterns: list[URLPattern] = [
    path("hora-dorada/cifras/", figures.FeverFigures.as_view(), name="fever-figures"),
]
