"""What every writer of requisitions does: hold the row, check its step, keep its history and the trace."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from delegations import audit
from delegations.errors.editing import check_edition
from delegations.models import Person
from supply.models import Requisition, RequisitionState, Step
from supply.refusals.requisitions import RequisitionIsElsewhere, WhyMissing


def tidy(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]


def why(text: str, field: str = "reason") -> str:
    """The reason without blanks around it; a refusal where nothing is left."""
    said = tidy(text, 400)
    if not said:
        raise WhyMissing(field)
    return said


def held(requisition: Requisition, edition: int | None, *states: RequisitionState) -> Requisition:
    """The row as it is stored now, locked and in one of the states; refused where it moved on or was changed."""
    rows = Requisition.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("place__unit", "place__delegation", "giver").get(pk=requisition.pk)
    if row.state not in states:
        raise RequisitionIsElsewhere(row.folio, row.get_state_display())
    check_edition(row, edition)
    return row


def step(row: Requisition, what: str, *, by: Person | None, note: str = "", at: datetime | None = None) -> None:
    values: dict[str, Any] = {"at": at} if at is not None else {}
    Step.objects.create(requisition=row, what=what, note=note[:400], by=by, **values)


def trace(
    type: str,
    row: Requisition,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    audit.record(
        type=type,
        by=by,
        target=row,
        before=before,
        after=after,
        delegation=row.place.delegation_id,
        unit=row.place.unit_id,
    )


def turn(row: Requisition, state: RequisitionState, **values: Any) -> str:
    """Into the state, with its next edition; the state it had."""
    former = row.state
    row.state, row.edition = state, row.edition + 1
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "edition", *values])
    return former
