"""The map of /api/v1/: each app's part, and the schema that describes them all."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

urlpatterns = [
    path("esquema/", SpectacularAPIView.as_view(), name="api-schema"),
    # The split view keeps its script in a file of its own, as the content security policy asks.
    path("documentacion/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
]
