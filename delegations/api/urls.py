"""/api/v1/: who and where."""

from django.urls import path

from delegations.api import directory, notifications, tokens

urlpatterns = [
    # token/
    path("token/", tokens.OwnToken.as_view(), name="api-token"),
    # notifications/
    path("notifications/", notifications.NotificationList.as_view(), name="api-notifications"),
    # delegations/, units/, places/
    path("delegations/", directory.DelegationList.as_view(), name="api-delegations"),
    path("delegations/<slug:code>/", directory.DelegationDetail.as_view(), name="api-delegation"),
    path("units/", directory.UnitList.as_view(), name="api-units"),
    path("units/<slug:clues>/", directory.UnitDetail.as_view(), name="api-unit"),
    path("places/", directory.PlaceList.as_view(), name="api-places"),
    path("places/<slug:code>/", directory.PlaceDetail.as_view(), name="api-place"),
]
