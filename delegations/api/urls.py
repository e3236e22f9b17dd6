"""/api/v1/: who and where."""

from django.urls import path

from delegations.api import audit, directory, network, notifications, tokens

urlpatterns = [
    # token/
    path("token/", tokens.OwnToken.as_view(), name="api-token"),
    # notifications/
    path("notifications/", notifications.NotificationList.as_view(), name="api-notifications"),
    # audit/
    path("audit/", audit.EventList.as_view(), name="api-audit"),
    # delegations/, units/, places/
    path("delegations/", directory.DelegationList.as_view(), name="api-delegations"),
    path("delegations/<slug:code>/", directory.DelegationDetail.as_view(), name="api-delegation"),
    path("units/", directory.UnitList.as_view(), name="api-units"),
    path("units/<slug:clues>/", directory.UnitDetail.as_view(), name="api-unit"),
    path("places/", directory.PlaceList.as_view(), name="api-places"),
    path("places/<slug:code>/", directory.PlaceDetail.as_view(), name="api-place"),
    # network/, gaps/
    path("network/", network.Network.as_view(), name="api-network"),
    path("gaps/", network.Gaps.as_view(), name="api-gaps"),
    # postings/, handovers/
    path("postings/", network.PostingList.as_view(), name="api-postings"),
    path("postings/<int:pk>/", network.PostingDetail.as_view(), name="api-posting"),
    path("postings/<int:pk>/end/", network.End.as_view(), name="api-posting-end"),
    path("postings/<int:pk>/substitution/", network.Substitute.as_view(), name="api-posting-substitute"),
    path("postings/<int:pk>/handover/", network.HandOver.as_view(), name="api-posting-hand-over"),
    path("postings/<int:pk>/contact/", network.ChangeContact.as_view(), name="api-posting-contact"),
    path("handovers/<int:pk>/acknowledgement/", network.Acknowledge.as_view(), name="api-handover-acknowledge"),
]
