"""What a hospital's kit must hold: its items, what each is for, and how many there must be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from delegations.audit import record
from delegations.models import Person, Unit
from pediatric_platform.actions.fever_kit.rights import must_stock
from pediatric_platform.actions.fever_kit.sweep import sweep_kits
from pediatric_platform.errors.fever_kit import (
    DrugNeeded,
    DrugNotNeeded,
    ItemNamed,
    MinimumNeeded,
    NameNeeded,
    NothingCounted,
    NotOfThisKit,
)
from pediatric_platform.models import KitItem, KitRole
from supply.models import Drug

NAME_LENGTH = 120


@transaction.atomic
def add_item(
    *, unit: Unit, role: str, minimum: int, by: Person | None, name: str = "", drug: Drug | None = None
) -> KitItem:
    """The kit must hold something more. An antibiotic is a drug of the catalogue, counted by the ledger."""
    must_stock(by, unit)
    unit = _locked(unit)
    if role == KitRole.SUPPLY and drug is not None:
        raise DrugNotNeeded
    if role != KitRole.SUPPLY and drug is None:
        raise DrugNeeded
    if minimum < 1:
        raise MinimumNeeded
    name = " ".join(name.split())[:NAME_LENGTH] or (drug.label[:NAME_LENGTH] if drug else "")
    if not name:
        raise NameNeeded
    rows = KitItem.objects.filter(unit=unit)
    if rows.filter(name=name).exists():
        raise ItemNamed(name)
    if drug is not None and rows.filter(drug=drug).exists():
        raise ItemNamed(str(drug), "drug")
    last = rows.aggregate(last=Max("position"))["last"] or 0
    item: KitItem = KitItem.objects.create(
        unit=unit, role=role, name=name, drug=drug, minimum=minimum, position=last + 1
    )
    record(type="kit_item.added", by=by, target=item, after=_facts(item), unit=unit.pk)
    sweep_kits(unit_ids=[unit.pk])
    return item


@transaction.atomic
def change_item(
    *, item: KitItem, minimum: int, by: Person | None, name: str = "", is_active: bool = True, role: str = ""
) -> KitItem:
    """Another minimum, another name, out of use or in use again."""
    must_stock(by, item.unit)
    _locked(item.unit)
    row = KitItem.objects.select_for_update(of=("self",)).select_related("unit", "drug").get(pk=item.pk)
    if minimum < 1:
        raise MinimumNeeded
    name = " ".join(name.split())[:NAME_LENGTH] or row.name
    if KitItem.objects.filter(unit=row.unit_id, name=name).exclude(pk=row.pk).exists():
        raise ItemNamed(name)
    role = role or row.role
    if (role == KitRole.SUPPLY) != (row.drug_id is None):
        raise DrugNeeded if row.drug_id is None else DrugNotNeeded
    before = _facts(row)
    row.minimum, row.name, row.is_active, row.role = minimum, name, is_active, role
    if _facts(row) != before:
        row.save(update_fields=["minimum", "name", "is_active", "role"])
        record(type="kit_item.changed", by=by, target=row, before=before, after=_facts(row), unit=row.unit_id)
        sweep_kits(unit_ids=[row.unit_id])
    return row


@transaction.atomic
def count_items(
    *, unit: Unit, counts: Mapping[int, int], by: Person | None, now: datetime | None = None
) -> list[KitItem]:
    """Somebody looked: so many pieces of each of these supplies. What was not counted stays as it was."""
    must_stock(by, unit)
    if not counts:
        raise NothingCounted
    _locked(unit)
    rows = list(
        KitItem.objects.active()
        .select_for_update(of=("self",))
        .filter(unit=unit, pk__in=list(counts), role=KitRole.SUPPLY)
        .order_by("pk")
    )
    if len(rows) != len(counts) or any(pieces < 0 for pieces in counts.values()):
        raise NotOfThisKit
    moment = now or timezone.now()
    before = {row.pk: row.counted for row in rows}
    for row in rows:
        row.counted, row.counted_at, row.counted_by = counts[row.pk], moment, by
    KitItem.objects.bulk_update(rows, ["counted", "counted_at", "counted_by"])
    record(
        type="kit.counted",
        by=by,
        target=unit,
        before={str(pk): pieces for pk, pieces in before.items()},
        after={str(row.pk): row.counted for row in rows},
    )
    sweep_kits(now=moment, unit_ids=[unit.pk])
    return rows


def _locked(unit: Unit) -> Unit:
    """One hand at a time in a hospital's kit."""
    return Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _facts(item: KitItem) -> dict[str, Any]:
    return {
        "name": item.name,
        "role": str(item.role),
        "minimum": item.minimum,
        "drug": item.drug.code or item.drug.generic_name if item.drug else "",
        "in_use": item.is_active,
    }
