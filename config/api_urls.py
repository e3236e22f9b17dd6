"""The map of /api/v1/: each app's part, and the schema that describes them all."""

from django.urls import include, path, re_path

from delegations.api.description import Description
from delegations.api.views import Documentation, Nowhere

urlpatterns = [
    # What there is to ask, for programs and for people.
    path("schema/", Description.as_view(), name="api-schema"),
    path("docs/", Documentation.as_view(), name="api-docs"),
    # Each app's own map.
    path("", include("delegations.api.urls")),
    path("", include("supply.api.urls")),
    path("", include("pediatric_platform.api.urls")),
    path("", include("meetings.api.urls")),
    # An address that is none of these is told in the API's own shape, not as a page.
    re_path(r"[\s\S]*/$", Nowhere.as_view()),
]
