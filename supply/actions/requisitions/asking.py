"""A place writes down what it needs: what the levels suggest, or another number and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Person, Place, PlaceKind
from supply.actions.requisition_writing import held, step, tidy, trace
from supply.models import Drug, Requisition, RequisitionLine, RequisitionState
from supply.refusals.requisitions import (
    BadAsked,
    BadGiver,
    BeyondTheEmergency,
    EmergencyUnexplained,
    NeededInThePast,
    NothingAsked,
    OtherQuantityUnexplained,
    SameDrugTwice,
    UnknownAskedDrug,
)
from supply.requisition_rights import CHANGED, must_ask
from supply.selectors.requisitions.limits import ceilings
from supply.selectors.requisitions.stands import NOWHERE, stands_of
from supply.weeks import IsoWeek

MOST_PIECES = 9_999_999


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Pieces of a drug; `explanation` where it is not the number suggested."""

    drug_id: int
    asked: int
    explanation: str = ""


@transaction.atomic
def draft_requisition(
    *,
    place: Place,
    lines: Sequence[AskedLine],
    by: Person | None,
    giver: Place | None = None,
    is_emergency: bool = False,
    needed_on: date | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Requisition:
    """A draft: nobody is asked yet. The suggestion is taken from the levels of this moment, not from the caller."""
    must_ask(by, place)
    now = now or timezone.now()
    head = _head(place, giver, is_emergency, needed_on, note)
    told = filled(place, lines, is_emergency=is_emergency)
    row = Requisition.objects.create(
        place=place, cycle=IsoWeek.of(place.today()).monday, made_by=by, made_at=now, **head
    )
    _write(row, told)
    step(row, "draft", by=by, at=now)
    trace("requisition.drafted", row, by, after=_told(row, told))
    return row


@transaction.atomic
def change_requisition(
    *,
    requisition: Requisition,
    lines: Sequence[AskedLine],
    by: Person | None,
    giver: Place | None = None,
    is_emergency: bool = False,
    needed_on: date | None = None,
    note: str = "",
    edition: int | None = None,
) -> Requisition:
    """Write a draft anew."""
    row = held(requisition, edition, RequisitionState.DRAFT)
    must_ask(by, row.place)
    head = _head(row.place, giver, is_emergency, needed_on, note)
    told = filled(row.place, lines, is_emergency=is_emergency, besides=row.pk)
    before = _told(row, list(row.lines.all()))
    for name, value in head.items():
        setattr(row, name, value)
    row.edition += 1
    row.save(update_fields=[*head, "edition"])
    row.lines.all().delete()
    _write(row, told)
    step(row, CHANGED, by=by)
    trace("requisition.changed", row, by, before=before, after=_told(row, told))
    return row


def filled(
    place: Place, lines: Sequence[AskedLine], *, is_emergency: bool, besides: int | None = None
) -> list[RequisitionLine]:
    """The lines with what is suggested now and how the place stands; refused, by line, where one cannot be asked."""
    if not lines:
        raise NothingAsked
    ids = [line.drug_id for line in lines]
    drugs = {drug.pk: drug for drug in Drug.objects.active().filter(pk__in=ids)}
    for index, line in enumerate(lines):
        if line.drug_id not in drugs:
            raise UnknownAskedDrug(index)
        if line.drug_id in ids[:index]:
            raise SameDrugTwice(index)
        if type(line.asked) is not int or not 0 < line.asked <= MOST_PIECES:
            raise BadAsked(index)
    stands = stands_of(place, ids, besides=besides)
    limits = ceilings(place, ids) if is_emergency else {}
    rows = []
    for index, line in enumerate(lines):
        stand, limit = stands.get(line.drug_id, NOWHERE), limits.get(line.drug_id)
        explanation = tidy(line.explanation, 240)
        label = drugs[line.drug_id].label
        if limit is not None and limit.most is not None and line.asked > limit.most:
            raise BeyondTheEmergency(index, drug=label, asked=line.asked, most=limit.most, days=limit.days)
        if line.asked != stand.suggested and not explanation:
            raise OtherQuantityUnexplained(index, asked=line.asked, suggested=stand.suggested, drug=label)
        rows.append(
            RequisitionLine(
                drug=drugs[line.drug_id],
                suggested=stand.suggested,
                asked=line.asked,
                explanation="" if line.asked == stand.suggested else explanation,
                facts=stand.told(),
            )
        )
    return rows


def _head(place: Place, giver: Place | None, is_emergency: bool, needed_on: date | None, note: str) -> dict[str, Any]:
    note = tidy(note, 400)
    if is_emergency and not note:
        raise EmergencyUnexplained
    if needed_on is not None and needed_on < place.today():
        raise NeededInThePast
    if giver is not None:
        must_give(giver, place)
    return {"giver": giver, "is_emergency": is_emergency, "needed_on": needed_on, "note": note}


def must_give(giver: Place, place: Place) -> None:
    """Whether the place could be asked at all."""
    if giver.pk == place.pk:
        raise BadGiver(_("Un lugar no se pide a sí mismo."))
    if giver.kind == PlaceKind.TRANSIT or not giver.is_active:
        raise BadGiver(_("Ese lugar no guarda existencias o ya no funciona."))


def _write(row: Requisition, lines: list[RequisitionLine]) -> None:
    for line in lines:
        line.requisition = row
    RequisitionLine.objects.bulk_create(lines)


def _told(row: Requisition, lines: Sequence[RequisitionLine]) -> dict[str, Any]:
    return {
        "place": row.place.code,
        "giver": row.giver.code if row.giver else "",
        "is_emergency": row.is_emergency,
        "lines": [[line.drug_id, line.suggested, line.asked] for line in lines],
    }
