"""Which door a child with fever takes at a hospital, and whom its family calls on the way."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from delegations.audit import record
from delegations.models import Person, Unit
from pediatric_platform.actions.fever_kit.rights import must_stock
from pediatric_platform.errors.fever_kit import DoorUnreachable, NameNeeded
from pediatric_platform.models import FeverDoor

FIELDS = ("name", "directions", "phone", "hours", "is_open")


@transaction.atomic
def set_door(
    *,
    unit: Unit,
    name: str,
    by: Person | None,
    directions: str = "",
    phone: str = "",
    hours: str = "",
    is_open: bool = True,
) -> FeverDoor:
    """The hospital's one door for fever, in the words its families read. An open one has a telephone."""
    must_stock(by, unit)
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    told = {
        "name": _clean(name, 120),
        "directions": _clean(directions, 240),
        "phone": _clean(phone, 20),
        "hours": _clean(hours, 80),
        "is_open": is_open,
    }
    if not told["name"]:
        raise NameNeeded
    if is_open and not told["phone"]:
        raise DoorUnreachable
    door = FeverDoor.objects.filter(unit=unit).first() or FeverDoor(unit=unit)
    before = _facts(door) if door.pk else {}
    for field in FIELDS:
        setattr(door, field, told[field])
    if _facts(door) != before:
        door.save()
        record(type="fever_door.set", by=by, target=door, before=before, after=_facts(door), unit=unit.pk)
    return door


def _facts(door: FeverDoor) -> dict[str, Any]:
    return {field: getattr(door, field) for field in FIELDS}


def _clean(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]
