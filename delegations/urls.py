"""Pages about who and where."""

from django.urls import URLPattern, path

from delegations.views.gallery import Gallery

app_name = "delegations"

urlpatterns: list[URLPattern] = [
    # /componentes/
    path("componentes/", Gallery.as_view(), name="gallery"),
]
