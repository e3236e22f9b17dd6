"""When each open order is expected, and how sure that is, from the record of its supplier and clave."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from supply.actions.coverage_changes import AWAITED, awaited_from, note_pairs
from supply.models import PlanningKind, SupplyOrder
from supply.performance.arrival import Record
from supply.performance.expectation import Expectation, expect
from supply.planning import Rules
from supply.selectors.performance.records import order_records
from supply.selectors.planning import all_rules


@dataclass(frozen=True, slots=True)
class _Open:
    pk: int
    supplier_id: int
    presentation_id: int
    drug_id: int
    place_id: int
    unit_id: int | None
    delegation_id: int
    deadline_on: date
    promised_on: date | None
    said: tuple[date | None, dict[str, Any]]


@transaction.atomic
def expect_orders(*, order_ids: Collection[int] | None = None, now: datetime | None = None) -> int:
    """Say anew of the open orders (of all, or of those) when they are expected; how many are told otherwise now.

    Units that await something of a drug whose order is expected on another day than before count anew.
    """
    today = timezone.localdate(now or timezone.now())
    rows = _open(order_ids)
    if not rows:
        return 0
    record, rules = Record(order_records(today), today), all_rules(PlanningKind.ARRIVAL_PROBABILITY)
    told = [(row, _expect(row, record, rules, today)) for row in rows]
    other = [(row, one) for row, one in told if (one.expected_on, one.facts) != row.said]
    _write(other)
    _note([row for row, one in other if one.expected_on != row.said[0]])
    return len(other)


def _open(order_ids: Collection[int] | None) -> list[_Open]:
    orders = SupplyOrder.objects.open().order_by("pk").select_for_update(of=("self",))
    if order_ids is not None:
        orders = orders.filter(pk__in=order_ids)
    found = orders.values_list(
        "pk",
        "line__contract__supplier_id",
        "line__presentation_id",
        "line__presentation__drug_id",
        "place_id",
        "place__unit_id",
        "place__delegation_id",
        "deadline_on",
        "promised_on",
        "expected_on",
        "expectation",
    )
    return [_Open(*row[:-2], said=(row[-2], row[-1])) for row in found]


def _expect(row: _Open, record: Record, rules: Rules, today: date) -> Expectation:
    # A warehouse has no unit; no rule is of unit 0.
    percent = rules.value(
        PlanningKind.ARRIVAL_PROBABILITY,
        unit_id=row.unit_id or 0,
        delegation_id=row.delegation_id,
        drug_id=row.drug_id,
    )
    return expect(
        record.of(row.supplier_id, row.presentation_id),
        deadline_on=row.deadline_on,
        promised_on=row.promised_on,
        threshold=float(percent) / 100,
        today=today,
    )


def _write(told: list[tuple[_Open, Expectation]]) -> None:
    """Not an edit of anybody's: the edition stays, so that nobody's form is refused for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE supply_supplyorder AS o
               SET expected_on = told.expected_on, arrival_probability = told.probability, expectation = told.facts
              FROM unnest(%s::bigint[], %s::date[], %s::numeric[], %s::jsonb[])
                AS told (id, expected_on, probability, facts)
             WHERE o.id = told.id
            """,
            [
                [row.pk for row, _one in told],
                [one.expected_on for _row, one in told],
                [one.probability for _row, one in told],
                [json.dumps(one.facts) for _row, one in told],
            ],
        )


def _note(rows: list[_Open]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(AWAITED, awaited_from(row.place_id for row in rows))
        units = dict(cursor.fetchall())
    if pairs := {(units[row.place_id], row.drug_id) for row in rows if row.place_id in units}:
        note_pairs(pairs)
