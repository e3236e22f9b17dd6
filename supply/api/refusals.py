"""The one place where an action's refusal becomes an answer of the API."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.utils.translation import gettext as _
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.errors import NotAllowed
from delegations.errors.editing import StaleEdition
from supply.errors import (
    AlreadyReversed,
    AlreadySigned,
    AlreadyValidated,
    ClosedWeek,
    KeyReused,
    LedgerConflict,
    NotSigned,
    Refusal,
    TransferNotInTransit,
    WeekChanged,
)
from supply.refusals.purchasing import (
    AlreadyVoided,
    OrderIsOver,
    OverIsSettled,
    ReceivedOutsideOrders,
    RemissionSaidOtherwise,
    SettledMeanwhile,
)

KEY_HEADER = "Idempotency-Key"

# What another sending, or a newer look at the data, has already decided: 409. The rest was understood: 422.
CONFLICTS = (
    AlreadyReversed,
    AlreadyVoided,
    OrderIsOver,
    OverIsSettled,
    ReceivedOutsideOrders,
    RemissionSaidOtherwise,
    SettledMeanwhile,
    AlreadySigned,
    AlreadyValidated,
    ClosedWeek,
    KeyReused,
    LedgerConflict,
    NotSigned,
    StaleEdition,
    TransferNotInTransit,
    WeekChanged,
)


def answered(refusal: Refusal, line_of: Callable[[int], int] = lambda line: line) -> RefusedRequest:
    """The refusal as an error of the API, with its field; `line_of` maps the action's line to the body's.

    A refusal that says `is_conflict = True` (somebody else has decided it already) is 409 as well; who may not, 403.
    """
    if isinstance(refusal, NotAllowed):
        return RefusedRequest(403, refusal.code, refusal.message, remedy=refusal.remedy)
    line = None if refusal.line is None else line_of(refusal.line)
    field = KEY_HEADER if refusal.field == "key" else refusal.field
    path = field if line is None else f"lines.{line}.{field}".rstrip(".")
    faults = [fault(path, refusal.code, refusal.message, line=line, remedy=refusal.remedy)] if path else []
    decided = isinstance(refusal, CONFLICTS) or getattr(refusal, "is_conflict", False)
    status = 409 if decided else 422
    return RefusedRequest(status, refusal.code, refusal.message, remedy=refusal.remedy, faults=faults)


class Acts(GenericAPIView):
    """A view that calls an action: whatever the action refuses is told in the one shape."""

    refuses: tuple[int, ...] = (409, 422)

    def body_line(self, line: int) -> int:
        """The line of the request's body that a line of the action came from."""
        return line

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Refusal):
            exc = answered(exc, self.body_line)
        elif isinstance(exc, DataError):  # sums beyond what a column holds
            exc = RefusedRequest(
                422,
                "bad_quantity",
                _("Las piezas suman más de lo que un lugar puede tener."),
                remedy=_("Revise las cantidades."),
            )
        return super().handle_exception(exc)
