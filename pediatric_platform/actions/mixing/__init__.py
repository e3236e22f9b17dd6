"""From the request to the child: the only writers of mixing orders, mixtures, vials and draws."""

from pediatric_platform.actions.mixing.discard import discard_vial
from pediatric_platform.actions.mixing.hand_out import hand_out, take_back
from pediatric_platform.actions.mixing.order import cancel_order, follow_session
from pediatric_platform.actions.mixing.prepare import prepare
from pediatric_platform.actions.mixing.request import request_mixtures
from pediatric_platform.actions.mixing.travel import administer, dispatch_, receive, reject, return_
from pediatric_platform.actions.mixing.undo import undo_preparation
from pediatric_platform.actions.mixing.validate import validate

__all__ = [
    "administer",
    "cancel_order",
    "discard_vial",
    "dispatch_",
    "follow_session",
    "hand_out",
    "prepare",
    "receive",
    "reject",
    "request_mixtures",
    "return_",
    "take_back",
    "undo_preparation",
    "validate",
]
