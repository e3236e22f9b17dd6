"""/api/v1/: redistribution."""

from django.urls import URLPattern, path

from supply.api.views import redistribution, transfer_orders
from supply.transfer_order_rights import GIVER, TAKER

RUN = "redistributions/<int:pk>/"
ONE = "proposals/<int:pk>/"
ORDER = "transfer-orders/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("redistributions/", redistribution.RunList.as_view(), name="api-redistributions"),
    path(RUN, redistribution.RunOne.as_view(), name="api-redistribution"),
    path(f"{RUN}cancellation/", redistribution.RunCancel.as_view(), name="api-redistribution-cancel"),
    path(f"{RUN}acceptance/", redistribution.RunAcceptAll.as_view(), name="api-redistribution-accept"),
    path("proposals/", redistribution.ProposalList.as_view(), name="api-proposals"),
    path(ONE, redistribution.ProposalOne.as_view(), name="api-proposal"),
    path(f"{ONE}acceptance/", redistribution.ProposalAccept.as_view(), name="api-proposal-accept"),
    path(f"{ONE}rejection/", redistribution.ProposalReject.as_view(), name="api-proposal-reject"),
    path("transfer-orders/", transfer_orders.OrderList.as_view(), name="api-transfer-orders"),
    path(ORDER, transfer_orders.OrderOne.as_view(), name="api-transfer-order"),
    path(
        f"{ORDER}giver-confirmation/",
        transfer_orders.Confirm.as_view(),
        {"side": GIVER},
        name="api-transfer-order-give",
    ),
    path(
        f"{ORDER}taker-confirmation/",
        transfer_orders.Confirm.as_view(),
        {"side": TAKER},
        name="api-transfer-order-take",
    ),
    path(f"{ORDER}dispatch/", transfer_orders.Send.as_view(), name="api-transfer-order-send"),
    path(f"{ORDER}refusal/", transfer_orders.Refuse.as_view(), name="api-transfer-order-refuse"),
    path(f"{ORDER}cancellation/", transfer_orders.Cancel.as_view(), name="api-transfer-order-cancel"),
]
