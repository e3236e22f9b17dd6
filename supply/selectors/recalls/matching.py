"""Which lots a recall means: by their keys, in one statement whatever the number of recalls and lots."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, QuerySet, Sum, TextField
from django.db.models.functions import Coalesce

from supply.lot_numbers import looks_like, lot_keys
from supply.models import Drug, Lot, Recall, RecallKind, RecallState

# More than these resemble it: no list to read.
SHOWN_ALIKE = 20

_IN_FORCE = (RecallState.WATCHED, RecallState.OPEN, RecallState.CLOSED)
_GRAVEST = (RecallKind.FALSIFIED, RecallKind.QUALITY, RecallKind.PREVENTIVE)
_MEANT = """
SELECT DISTINCT r.id, l.id
  FROM supply_recall AS r
  JOIN supply_recalllot AS n ON n.recall_id = r.id
  JOIN supply_lot AS l ON l.drug_id = r.drug_id AND supply_lot_keys(l.number) && supply_lot_keys(n.number)
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a notice would stop: the lots that it means, and those that a person should look at."""

    same: Sequence[Lot]
    alike: Sequence[Lot] = field(default=())
    elsewhere: Sequence[Lot] = field(default=())

    @property
    def lot_ids(self) -> list[int]:
        return [lot.pk for lot in self.same]


def lots_of(recall: Recall) -> list[int]:
    """Every lot that the recall names, with or without pieces left."""
    return [lot_id for _recall_id, lot_id in _pairs("WHERE r.id = %(recall)s", recall=recall.pk)]


def meant_in_force() -> list[tuple[int, int]]:
    """(recall, lot) of every recall in force."""
    return _pairs("WHERE r.state = ANY(%(states)s)", states=[str(state) for state in _IN_FORCE])


def recalls_naming(lot_ids: Collection[int]) -> dict[int, Recall]:
    """Lot → the gravest recall in force that names it, of those the oldest; lots that none names are left out."""
    if not lot_ids:
        return {}
    where = "WHERE r.state = ANY(%(states)s) AND l.id = ANY(%(lots)s)"
    found = _pairs(where, states=[str(state) for state in _IN_FORCE], lots=list(lot_ids))
    rows = Recall.objects.in_bulk({recall_id for recall_id, _lot_id in found})
    named: dict[int, Recall] = {}
    for recall_id, lot_id in sorted(found, key=lambda pair: (_GRAVEST.index(RecallKind(rows[pair[0]].kind)), pair)):
        named.setdefault(lot_id, rows[recall_id])
    return named


def hit_by(drug: Drug | None, numbers: Iterable[str]) -> Hit:
    """What the numbers would stop. A drug that the catalogue does not know stops nothing: what has the number of
    another drug is only shown.
    """
    keys = sorted({key for number in numbers for key in lot_keys(number)})
    if not keys:
        return Hit(())
    named = list(_named(keys))
    same = [lot for lot in named if drug is not None and lot.drug_id == drug.pk]
    elsewhere = [lot for lot in named if drug is None or lot.drug_id != drug.pk]
    known = {lot.pk for lot in same}
    alike = [lot for lot in _lots_held(drug, keys) if lot.pk not in known] if drug is not None else []
    return Hit(same, alike[:SHOWN_ALIKE], elsewhere[:SHOWN_ALIKE])


def named_already(drug: Drug | None, numbers: Sequence[str], *, kind: str) -> list[tuple[str, Recall]]:
    """(number, recall) of those that a recall in force of the same drug names, and that one of this kind adds nothing
    to: what is only held while it is looked into may turn out to be bad, and need not be let go for that first.
    """
    if drug is None:
        return []
    rows = Recall.objects.in_force().filter(drug=drug).prefetch_related("lots").order_by("pk")
    if kind != RecallKind.PREVENTIVE:
        rows = rows.exclude(kind=RecallKind.PREVENTIVE)
    taken: dict[str, Recall] = {}
    for recall in rows:
        for lot in recall.lots.all():
            for key in lot_keys(lot.number):
                taken.setdefault(key, recall)
    found = []
    for number in numbers:
        if known := [taken[key] for key in lot_keys(number) if key in taken]:
            found.append((number, min(known, key=lambda recall: recall.pk)))
    return found


def keys_of(number: str) -> Func:
    """The database's keys of a lot's number, by which lots are indexed."""
    return Func(F(number), function="supply_lot_keys", output_field=ArrayField(TextField()))


def _named(keys: list[str]) -> Iterable[Lot]:
    return _with_pieces(Lot.objects.alias(keys=keys_of("number")).filter(keys__overlap=keys))


def _lots_held(drug: Drug, keys: Collection[str]) -> list[Lot]:
    """Lots of the drug with pieces somewhere whose number resembles one of these."""
    rows = Lot.objects.filter(drug=drug, balances__on_hand__gt=0).distinct()
    alike = [pk for pk, number in rows.values_list("pk", "number") if looks_like(number, keys)]
    return list(_with_pieces(Lot.objects.filter(pk__in=alike)))


def _with_pieces(rows: QuerySet[Lot]) -> list[Lot]:
    summed = rows.select_related("drug").annotate(pieces=Coalesce(Sum("balances__on_hand"), 0))
    return list(summed.order_by("drug__generic_name", "number", "expires_on"))


def _pairs(where: str, **values: Any) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_MEANT} {where}", values)
        return cursor.fetchall()
