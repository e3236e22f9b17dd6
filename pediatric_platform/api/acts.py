"""The one place where a refusal of this floor's actions becomes an answer of the API."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.errors import NotAllowed, Refusal
from pediatric_platform.errors.case_evidence import AlreadyRemoved, CaseTakesNoFiles
from pediatric_platform.errors.cases import AlreadyLeft, CaseIsOver, CaseNotOver, MergedElsewhere, NotSolved, NotWaiting
from pediatric_platform.errors.children import (
    AllergyTaken,
    AlreadyRefuted,
    AlreadyRegistered,
    LooksRegistered,
    SameState,
)
from pediatric_platform.errors.doses import DoseIsOver
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.fever import AlreadyStamped, EpisodeEnded, TooLateToCorrect
from pediatric_platform.errors.mixing import LotOnHold, OrderIsOpen, WrongStep
from pediatric_platform.errors.plans import PlanAlreadyActive, PlanIsOver, SessionsStillPlanned
from pediatric_platform.errors.sessions import MixturesUnderWay, SessionIsOver
from supply.errors import KeyReused

# What somebody else has already decided, or what is on record: 409. The rest was understood: 422.
CONFLICTS: tuple[type[Refusal], ...] = (
    AllergyTaken,
    AlreadyLeft,
    AlreadyRefuted,
    AlreadyRegistered,
    AlreadyRemoved,
    AlreadyStamped,
    CaseTakesNoFiles,
    CaseIsOver,
    CaseNotOver,
    DoseIsOver,
    EpisodeEnded,
    KeyReused,
    LooksRegistered,
    LotOnHold,
    MergedElsewhere,
    MixturesUnderWay,
    NotSolved,
    NotWaiting,
    OrderIsOpen,
    PlanAlreadyActive,
    PlanIsOver,
    SameState,
    SessionIsOver,
    SessionsStillPlanned,
    StaleEdition,
    TooLateToCorrect,
    WrongStep,
)
# The mixing centre and the plan may each refuse under one code, in their own words: the same code answers the same.
CONFLICT_CODES = frozenset(refusal.code for refusal in CONFLICTS)


def answered(refusal: Refusal) -> RefusedRequest:
    """The refusal as an error of the API, with its field."""
    if isinstance(refusal, NotAllowed):
        return RefusedRequest(403, refusal.code, refusal.message, remedy=refusal.remedy)
    faults = [fault(refusal.field, refusal.code, refusal.message, remedy=refusal.remedy)] if refusal.field else []
    if isinstance(refusal, LooksRegistered):
        faults += [
            fault(
                "another_because", f"alike_{alike.why}", alike.child.folio if alike.in_reach else alike.child.unit.name
            )
            for alike in refusal.alike
        ]
    status = 409 if refusal.is_conflict or refusal.code in CONFLICT_CODES else 422
    return RefusedRequest(status, refusal.code, refusal.message, remedy=refusal.remedy, faults=faults)


class Acts(GenericAPIView):
    """A view that calls an action: whatever it refuses is told in the one shape."""

    refuses: tuple[int, ...] = (409, 422)

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(answered(exc) if isinstance(exc, Refusal) else exc)


class Act(Acts):
    """One act on something of the caller's reach: whether they may is asked before what they wrote is looked at."""

    answers: ClassVar[dict[int, Any]]

    def allow(self, row: Any) -> None:
        raise NotImplementedError

    def act(self, row: Any, told: dict[str, Any]) -> Any:
        raise NotImplementedError

    def told(self, row: Any) -> Any:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        self.allow(row)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(self.told(self.act(row, dict(asked.validated_data))))
