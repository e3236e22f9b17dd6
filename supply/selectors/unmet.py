"""Demand that was not met: each need once, whether a counter tallied it, an upper floor noted it, or both did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from delegations.models import Person, Unit
from supply.models import UnmetDemand, UnmetSource
from supply.models.drug import label_of


@dataclass(frozen=True, slots=True)
class UnmetAsked:
    """Of which days (both included), and of where and what; empty: of all that the person sees."""

    first: date
    last: date
    delegation_id: int | None = None
    clues: str = ""
    drug_code: str = ""


@dataclass(frozen=True, slots=True)
class UnmetCount:
    """A unit and a drug. `counted` = of each day the larger of `denied` (tallied at the counter) and `linked` (noted
    with a prescription of that day), and what was noted without one (`apart`)."""

    unit_id: int
    clues: str
    unit: str
    delegation_code: str
    delegation: str
    drug_id: int
    drug_code: str | None
    drug: str
    counted: int
    denied: int
    linked: int
    apart: int
    pieces: int
    last_on: date


@dataclass(frozen=True, slots=True)
class UnmetTotals:
    counted: int
    denied: int
    noted: int
    pairs: int
    units: int


def unmet_counts(person: Person, asked: UnmetAsked) -> list[UnmetCount]:
    """Units and drugs with any, the most first. One statement beside the person's scope."""
    units = Unit.objects.visible_to(person)
    if asked.delegation_id is not None:
        units = units.filter(delegation=asked.delegation_id)
    if asked.clues:
        units = units.filter(clues__iexact=asked.clues)
    return counts_at(list(units.order_by().values_list("pk", flat=True)), asked)


def counts_at(units: Sequence[int], asked: UnmetAsked) -> list[UnmetCount]:
    """The same at these units, whoever asks; of `asked` only the days and the drug are looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS, {"units": list(units), "first": asked.first, "last": asked.last, "code": asked.drug_code}
        )
        return [UnmetCount(*[*row[:7], label_of(*row[7:11]), *row[11:]]) for row in cursor.fetchall()]


def totals_of(rows: Sequence[UnmetCount]) -> UnmetTotals:
    return UnmetTotals(
        counted=sum(row.counted for row in rows),
        denied=sum(row.denied for row in rows),
        noted=sum(row.linked + row.apart for row in rows),
        pairs=len(rows),
        units=len({row.unit_id for row in rows}),
    )


def unmet_records(person: Person, asked: UnmetAsked) -> QuerySet[UnmetDemand]:
    """What upper floors noted, the newest day first, with how it was noticed each time; voided ones too."""
    rows = UnmetDemand.objects.visible_to(person).filter(Q(day__gte=asked.first, day__lte=asked.last))
    if asked.delegation_id is not None:
        rows = rows.filter(unit__delegation=asked.delegation_id)
    if asked.clues:
        rows = rows.filter(unit__clues__iexact=asked.clues)
    if asked.drug_code:
        rows = rows.filter(drug__code=asked.drug_code)
    return joined(rows).order_by("-day", "-pk")


def joined(rows: QuerySet[UnmetDemand]) -> QuerySet[UnmetDemand]:
    """With what a line of a list shows."""
    sources = Prefetch("sources", UnmetSource.objects.order_by("at", "pk"))
    return rows.select_related("unit__delegation", "drug").prefetch_related(sources)


_COUNTS = """
WITH told AS (
    SELECT unit_id, drug_id, day, denied, 0 AS linked, 0 AS apart, 0 AS pieces
      FROM supply_prescriptiontally
     WHERE unit_id = ANY(%(units)s) AND day BETWEEN %(first)s AND %(last)s AND denied > 0
    UNION ALL
    SELECT unit_id, drug_id, coalesce(prescription_on, day), 0,
           (prescription_on IS NOT NULL)::int, (prescription_on IS NULL)::int, coalesce(pieces, 0)
      FROM supply_unmetdemand
     WHERE unit_id = ANY(%(units)s) AND voided_at IS NULL
       AND coalesce(prescription_on, day) BETWEEN %(first)s AND %(last)s
), each_day AS (
    SELECT unit_id, drug_id, day, greatest(sum(denied), sum(linked)) + sum(apart) AS counted,
           sum(denied) AS denied, sum(linked) AS linked, sum(apart) AS apart, sum(pieces) AS pieces
      FROM told GROUP BY unit_id, drug_id, day
)
SELECT u.id, u.clues, u.name, d.code, d.name, g.id, g.code, g.generic_name, g.strength, g.strength_unit, g.form,
       sum(e.counted)::int, sum(e.denied)::int, sum(e.linked)::int, sum(e.apart)::int, sum(e.pieces)::int, max(e.day)
  FROM each_day AS e
  JOIN delegations_unit AS u ON u.id = e.unit_id
  JOIN delegations_delegation AS d ON d.id = u.delegation_id
  JOIN supply_drug AS g ON g.id = e.drug_id AND (%(code)s = '' OR g.code = %(code)s)
 GROUP BY u.id, d.id, g.id
 ORDER BY sum(e.counted) DESC, max(e.day) DESC, u.clues, g.generic_name, g.id
"""
