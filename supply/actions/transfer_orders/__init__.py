"""A transfer that somebody wants: drafted, confirmed by both ends, sent into the ledger; or refused, or cancelled."""

from supply.actions.transfer_orders.by_hand import order_by_hand
from supply.actions.transfer_orders.confirm import confirm_transfer_order
from supply.actions.transfer_orders.draft import OrderLine, draft_transfer_order
from supply.actions.transfer_orders.ending import cancel_transfer_order, refuse_transfer_order
from supply.actions.transfer_orders.send import send_transfer_order

__all__ = [
    "OrderLine",
    "cancel_transfer_order",
    "confirm_transfer_order",
    "draft_transfer_order",
    "order_by_hand",
    "refuse_transfer_order",
    "send_transfer_order",
]
