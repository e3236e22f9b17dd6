"""A requisition goes to whoever decides it, and comes back while nobody has."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Person, Place
from supply.actions.requisition_writing import held, step, trace, turn
from supply.actions.requisitions.asking import AskedLine, filled
from supply.models import Requisition, RequisitionLine, RequisitionState
from supply.refusals.requisitions import AskedThisWeek
from supply.requisition_notices import tell_sent
from supply.requisition_rights import answers_to_central, must_ask
from supply.selectors.requisitions.limits import emergencies_left
from supply.weeks import IsoWeek


@transaction.atomic
def send_requisition(
    *, requisition: Requisition, by: Person | None, edition: int | None = None, now: datetime | None = None
) -> Requisition:
    """To the delegation; straight to central office of what answers to it, and of an emergency beyond the month's.

    What the levels suggest is looked at again: a draft may be days old.
    """
    row = held(requisition, edition, RequisitionState.DRAFT)
    must_ask(by, row.place)
    now = now or timezone.now()
    # Two that are sent at once look at the week one after the other.
    Place.objects.select_for_update(no_key=True).get(pk=row.place_id)
    cycle = IsoWeek.of(row.place.today()).monday
    _look_again(row)
    note, beyond = "", False
    if row.is_emergency:
        sent, allowed = emergencies_left(row.place)
        beyond = sent >= allowed
        if beyond:
            note = _("Rebasa las %(allowed)d urgentes al mes de este lugar: la decide oficina central.") % {
                "allowed": allowed
            }
    else:
        _must_be_first(row, cycle)
    above = beyond or answers_to_central(row.place)
    state = RequisitionState.ESCALATED if above else RequisitionState.SENT
    former = turn(row, state, sent_at=now, cycle=cycle)
    step(row, state, by=by, note=note, at=now)
    trace("requisition.sent", row, by, {"state": former}, {"state": state, "note": note})
    tell_sent(row, besides=by)
    return row


@transaction.atomic
def take_back_requisition(
    *, requisition: Requisition, by: Person | None, edition: int | None = None, now: datetime | None = None
) -> Requisition:
    """A draft again, to add or correct: while nobody has decided."""
    row = held(requisition, edition, RequisitionState.SENT, RequisitionState.ESCALATED)
    must_ask(by, row.place)
    former = turn(row, RequisitionState.DRAFT, sent_at=None)
    step(row, "taken_back", by=by, at=now)
    trace("requisition.taken_back", row, by, {"state": former}, {"state": row.state})
    return row


def _look_again(row: Requisition) -> None:
    lines = list(row.lines.order_by("pk"))
    asked = [AskedLine(line.drug_id, line.asked, line.explanation) for line in lines]
    for line, fresh in zip(lines, filled(row.place, asked, is_emergency=row.is_emergency, besides=row.pk), strict=True):
        line.suggested, line.explanation, line.facts = fresh.suggested, fresh.explanation, fresh.facts
    RequisitionLine.objects.bulk_update(lines, ["suggested", "explanation", "facts"])


def _must_be_first(row: Requisition, cycle: date) -> None:
    standing = Requisition.objects.filter(place=row.place_id, cycle=cycle, is_emergency=False).exclude(pk=row.pk)
    closed = (RequisitionState.DRAFT, RequisitionState.CANCELLED, RequisitionState.REFUSED)
    first = standing.exclude(state__in=closed).order_by("pk").first()
    if first is not None:
        raise AskedThisWeek(first.folio)
