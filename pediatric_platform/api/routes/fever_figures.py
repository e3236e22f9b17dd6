"""/api/v1/: the golden hour's episodes and figures."""

from django.urls import URLPattern, path

from pediatric_platform.api import fever, fever_figures

urlpatterns: list[URLPattern] = [
    path("fever-figures/", fever_figures.FeverFigures.as_view(), name="api-fever-figures"),
    path("fever-episodes/", fever.FeverEpisodes.as_view(), name="api-fever-episodes"),
    path("fever-episodes/<slug:folio>/", fever.FeverEpisodeOne.as_view(), name="api-fever-episode"),
    path("fever-episodes/<slug:folio>/stamps/", fever.FeverStamp.as_view(), name="api-fever-stamp"),
]
