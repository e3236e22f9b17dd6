"""The one place where a refusal of this floor's actions becomes an answer of the API."""

from __future__ import annotations

from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.errors import (
    AlreadyEnded,
    AlreadyHolds,
    NotAllowed,
    NotHandedOver,
    PartOfAHandover,
    PostTaken,
    Refusal,
)

# What somebody else has already decided: 409. Beyond the caller's postings: 403. The rest was understood: 422.
CONFLICTS = (AlreadyEnded, AlreadyHolds, NotHandedOver, PartOfAHandover, PostTaken)


def answered(refusal: Refusal) -> RefusedRequest:
    """The refusal as an error of the API, with its field."""
    faults = (
        [fault(refusal.field, refusal.code, refusal.message, remedy=refusal.remedy)]
        if refusal.field and not isinstance(refusal, NotAllowed)
        else []
    )
    status = 403 if isinstance(refusal, NotAllowed) else 409 if isinstance(refusal, CONFLICTS) else 422
    return RefusedRequest(status, refusal.code, refusal.message, remedy=refusal.remedy, faults=faults)


class ActsOnNetwork(GenericAPIView):
    """A view that calls an action of the network: whatever it refuses is told in the one shape."""

    refuses: tuple[int, ...] = (409, 422)

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(answered(exc) if isinstance(exc, Refusal) else exc)
