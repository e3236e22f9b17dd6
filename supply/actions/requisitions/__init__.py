"""Requisitions: the only writers of their rows."""

from supply.actions.requisitions.asking import AskedLine, change_requisition, draft_requisition
from supply.actions.requisitions.deciding import Approval, approve_requisition, escalate_requisition, refuse_requisition
from supply.actions.requisitions.ending import cancel_requisition, fulfil_requisition
from supply.actions.requisitions.sending import send_requisition, take_back_requisition
from supply.actions.requisitions.supplying import supply_rest

__all__ = [
    "Approval",
    "AskedLine",
    "approve_requisition",
    "cancel_requisition",
    "change_requisition",
    "draft_requisition",
    "escalate_requisition",
    "fulfil_requisition",
    "refuse_requisition",
    "send_requisition",
    "supply_rest",
    "take_back_requisition",
]
