"""What every writer of purchases does: hold the row, compare, keep the trace, tell the order's history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from delegations import audit
from delegations.errors.editing import check_edition
from delegations.models import Person
from supply.models import Step, SupplyOrder
from supply.refusals.purchasing import FactMissing, NothingChanges

Row = TypeVar("Row", bound=models.Model)


def tidy(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest]


def must_say(text: str, field: str, longest: int, message: str, remedy: str = "") -> str:
    """The text without blanks around it; a refusal where nothing is left."""
    said = tidy(text, longest)
    if not said:
        raise FactMissing(field, message, remedy)
    return said


def reason_given(text: str) -> str:
    return must_say(text, "reason", 240, _("Falta el motivo."), _("Escriba por qué."))


def held(row: Row, edition: int | None = None) -> Row:
    """The row as it is stored now, locked; refused where somebody changed it since it was read."""
    found = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    check_edition(found, edition)
    return found


def change(row: models.Model, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set what differs, with the next edition; {field: (before, after)}. Refused where nothing differs."""
    changed = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        raise NothingChanges
    for name, (_before, after) in changed.items():
        setattr(row, name, after)
    if hasattr(row, "edition"):
        row.edition += 1
        row.save(update_fields=[*changed, "edition"])
    else:
        row.save(update_fields=list(changed))
    return changed


def trace_change(type: str, row: models.Model, by: Person | None, changed: Mapping[str, tuple[Any, Any]]) -> None:
    before = {name: plain(pair[0]) for name, pair in changed.items()}
    after = {name: plain(pair[1]) for name, pair in changed.items()}
    audit.record(type=type, by=by, target=row, before=before, after=after, **whose(row))


def whose(row: models.Model) -> dict[str, Any]:
    """Whose data an order or a delivery is: the place's, which the trail cannot read off the row."""
    place = getattr(row, "place", None)
    return {} if place is None else {"delegation": place.delegation_id, "unit": place.unit_id}


def plain(value: Any) -> Any:
    """A value as the trail keeps it."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def told(orders: Iterable[SupplyOrder], what: str, *, by: Person | None, note: str = "") -> None:
    """A step in the history of each order."""
    Step.objects.bulk_create([Step(supply_order=order, what=what, note=note[:400], by=by) for order in orders])
