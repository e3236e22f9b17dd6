"""/api/v1/: the fever kit and the golden hour's figures."""

from django.urls import URLPattern, path

from pediatric_platform.api import fever_kit

urlpatterns: list[URLPattern] = [
    path("fever-rules/", fever_kit.FeverRules.as_view(), name="api-fever-rules"),
    path("fever-doors/", fever_kit.FeverDoors.as_view(), name="api-fever-doors"),
    path("fever-doors/<slug:clues>/", fever_kit.FeverDoorOne.as_view(), name="api-fever-door"),
    path("fever-kit-alerts/", fever_kit.KitAlerts.as_view(), name="api-fever-kit-alerts"),
    path("fever-kits/<slug:clues>/", fever_kit.FeverKit.as_view(), name="api-fever-kit"),
    path("fever-kits/<slug:clues>/count/", fever_kit.FeverKitCount.as_view(), name="api-fever-kit-count"),
    path("fever-kits/<slug:clues>/items/<int:pk>/", fever_kit.FeverKitItem.as_view(), name="api-fever-kit-item"),
]
