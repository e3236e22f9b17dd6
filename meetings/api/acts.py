"""The one place where a refusal of this floor's actions becomes an answer of the API."""

from __future__ import annotations

from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.errors import NotAllowed, Refusal
from pediatric_platform.api import acts


class Acts(acts.Acts):
    """A view that calls an action. A refusal that says `is_conflict = True` (somebody else has decided it already) is
    409, as are those of the floor below; the rest was understood: 422.
    """

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Refusal) and not isinstance(exc, NotAllowed) and getattr(exc, "is_conflict", False):
            faults = [fault(exc.field, exc.code, exc.message, remedy=exc.remedy)] if exc.field else []
            return super().handle_exception(
                RefusedRequest(409, exc.code, exc.message, remedy=exc.remedy, faults=faults)
            )
        return super().handle_exception(exc)
