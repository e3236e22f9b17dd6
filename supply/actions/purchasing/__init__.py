"""Purchases: the only writers of suppliers, procedures, contracts, supply orders and deliveries."""

from supply.actions.purchasing.contracts import change_contract, end_contract, register_contract, set_contract_line
from supply.actions.purchasing.import_orders import ImportedOrders, import_orders
from supply.actions.purchasing.orders import change_order, end_order, issue_order, note_promise
from supply.actions.purchasing.receive import Received, receive_delivery
from supply.actions.purchasing.settle import send_back_over, take_over
from supply.actions.purchasing.suppliers import change_supplier, register_supplier
from supply.actions.purchasing.sweep import watch_orders
from supply.actions.purchasing.tenders import change_tender, register_tender, set_bid, set_tender_line
from supply.actions.purchasing.void import void_delivery

__all__ = [
    "ImportedOrders",
    "Received",
    "change_contract",
    "change_order",
    "change_supplier",
    "change_tender",
    "end_contract",
    "end_order",
    "import_orders",
    "issue_order",
    "note_promise",
    "receive_delivery",
    "register_contract",
    "register_supplier",
    "register_tender",
    "send_back_over",
    "set_bid",
    "set_contract_line",
    "set_tender_line",
    "take_over",
    "void_delivery",
    "watch_orders",
]
