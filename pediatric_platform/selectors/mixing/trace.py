"""From a lot to every child, and from a child to every lot: one statement each way, whatever the size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import scope_of
from pediatric_platform.models import Child
from supply.models import Lot

# What reached whom: a mixture's draws, and what the pharmacy handed out. A consumption that was taken back reached
# nobody. The day is the mixture's last step, or the day of the hand-out.
_REACHED = """
    SELECT d.lot, d.session_id, d.dose_id, d.mixture_id, d.state, d.amount, d.unit, d.pieces, d.day
      FROM (
        SELECT v.lot_id AS lot, o.session_id, m.dose_id, m.id AS mixture_id, m.state::text, sum(w.amount) AS amount,
               v.unit::text, NULL::bigint AS pieces, o.for_day AS day
          FROM pediatric_platform_draw AS w
          JOIN pediatric_platform_vial AS v ON v.id = w.vial_id
          JOIN pediatric_platform_mixture AS m ON m.id = w.mixture_id
          JOIN pediatric_platform_mixingorder AS o ON o.id = m.order_id
         WHERE {of_mixtures}
           AND NOT EXISTS (SELECT 1 FROM supply_document AS r WHERE r.reverses_id = v.document_id)
         GROUP BY v.lot_id, o.session_id, m.dose_id, m.id, m.state, v.unit, o.for_day
        UNION ALL
        SELECT mv.lot_id, q.session_id, q.id, NULL, 'handed_out', NULL, NULL, -sum(mv.quantity), mv.occurred_on
          FROM pediatric_platform_dose AS q
          JOIN supply_movement AS mv ON mv.document_id = q.document_id
         WHERE {of_doses}
           AND NOT EXISTS (SELECT 1 FROM supply_document AS r WHERE r.reverses_id = q.document_id)
         GROUP BY mv.lot_id, q.session_id, q.id, mv.occurred_on
      ) AS d
"""
_WHO = """
    SELECT r.*, s.unit_id, u.delegation_id, u.name AS unit_name, u.clues, c.id AS child_id, c.folio,
           concat_ws(' ', c.given_names, c.first_surname, nullif(c.second_surname, '')) AS name, q.name AS drug_name
      FROM reached AS r
      JOIN pediatric_platform_session AS s ON s.id = r.session_id
      JOIN pediatric_platform_plan AS p ON p.id = s.plan_id
      JOIN pediatric_platform_child AS c ON c.id = p.child_id
      JOIN pediatric_platform_dose AS q ON q.id = r.dose_id
      JOIN delegations_unit AS u ON u.id = s.unit_id
"""
# The last column says what a row is: one of the person's own, or children of a unit counted.
_OF_LOTS = f"""
WITH reached AS MATERIALIZED ({
    _REACHED.format(of_mixtures="v.lot_id = ANY(%(lots)s)", of_doses="mv.lot_id = ANY(%(lots)s)")
}),
     who AS ({_WHO}),
     told AS (
       SELECT w.*, (%(clinical_all)s OR w.unit_id = ANY(%(clinical_units)s)
                    OR w.delegation_id = ANY(%(clinical_delegations)s)) AS own,
              (%(stock_all)s OR w.unit_id = ANY(%(stock_units)s)
               OR w.delegation_id = ANY(%(stock_delegations)s)) AS named
         FROM who AS w)
SELECT 'row' AS kind, unit_name, clues, folio, name, drug_name, mixture_id, dose_id, state, amount, unit, pieces, day,
       NULL::bigint AS children, NULL::bigint AS given, lot
  FROM told WHERE own
UNION ALL
SELECT 'count', CASE WHEN named THEN unit_name END, CASE WHEN named THEN clues END, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, count(DISTINCT child_id),
       count(DISTINCT child_id) FILTER (WHERE state IN ('administered', 'handed_out')), NULL
  FROM told WHERE NOT own
 GROUP BY CASE WHEN named THEN unit_name END, CASE WHEN named THEN clues END
 ORDER BY kind DESC, day DESC NULLS LAST, folio, unit_name
"""  # noqa: S608 — put together from constants above
_OF_CHILD = f"""
WITH own_sessions AS MATERIALIZED (
       SELECT s.id FROM pediatric_platform_session AS s JOIN pediatric_platform_plan AS p ON p.id = s.plan_id
        WHERE p.child_id = %(child)s),
     reached AS ({
    _REACHED.format(
        of_mixtures="o.session_id IN (SELECT id FROM own_sessions)",
        of_doses="q.session_id IN (SELECT id FROM own_sessions)",
    )
})
SELECT r.lot, l.number, l.expires_on, l.state, l.state_reason, l.maker, g.generic_name, g.strength, g.strength_unit,
       q.name, r.mixture_id, r.dose_id, r.state, r.amount, r.unit, r.pieces, r.day
  FROM reached AS r
  JOIN supply_lot AS l ON l.id = r.lot
  JOIN supply_drug AS g ON g.id = l.drug_id
  JOIN pediatric_platform_dose AS q ON q.id = r.dose_id
 ORDER BY r.day DESC, q.name, l.number, r.mixture_id
"""  # noqa: S608 — put together from constants above
REACHED_CHILD = ("administered", "handed_out")


@dataclass(frozen=True, slots=True)
class LotReached:
    """A child of one's own units that a lot was prepared for, or reached."""

    unit_name: str
    clues: str
    folio: str
    name: str
    drug_name: str
    mixture_id: int | None
    dose_id: int
    state: str
    amount: Any
    unit: str | None
    pieces: int | None
    day: date
    lot_id: int

    @property
    def was_given(self) -> bool:
        return self.state in REACHED_CHILD


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Elsewhere: how many children, and of them how many were given some of it. Without a name: outside one's view."""

    unit_name: str | None
    clues: str | None
    children: int
    given: int


@dataclass(frozen=True, slots=True)
class LotTrace:
    rows: tuple[LotReached, ...]
    elsewhere: tuple[UnitCount, ...]

    @property
    def own_children(self) -> int:
        return len({row.folio for row in self.rows})

    @property
    def own_given(self) -> int:
        return len({row.folio for row in self.rows if row.was_given})

    @property
    def other_children(self) -> int:
        return sum(count.children for count in self.elsewhere)

    @property
    def other_given(self) -> int:
        return sum(count.given for count in self.elsewhere)


@dataclass(frozen=True, slots=True)
class ChildReached:
    """A lot that was prepared for a child, or reached it."""

    lot_id: int
    number: str
    expires_on: date
    lot_state: str
    lot_reason: str
    maker: str
    generic_name: str
    strength: str
    strength_unit: str
    drug_name: str
    mixture_id: int | None
    dose_id: int
    state: str
    amount: Any
    unit: str | None
    pieces: int | None
    day: date

    @property
    def was_given(self) -> bool:
        return self.state in REACHED_CHILD


def trace_lot(lot: Lot, person: Person) -> LotTrace:
    """Every child of the person's own units by name, and those of others counted by unit. One statement."""
    return trace_lots([lot.pk], person)


def trace_lots(lot_ids: Sequence[int], person: Person) -> LotTrace:
    """The same of several lots, as a recall names them: a child that got two of them is one child. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_LOTS, {"lots": list(lot_ids), **_reach(person)})
        found = cursor.fetchall()
    rows = tuple(LotReached(*(*row[1:13], row[15])) for row in found if row[0] == "row")
    counts = tuple(UnitCount(row[1], row[2], row[13], row[14]) for row in found if row[0] == "count")
    return LotTrace(rows, counts)


def trace_child(child: Child) -> tuple[ChildReached, ...]:
    """Every lot that was prepared for the child or handed out to it, newest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_CHILD, {"child": child.pk})
        return tuple(ChildReached(*row) for row in cursor.fetchall())


def _reach(person: Person) -> dict[str, Any]:
    """Where the person treats children, and which units they see at all, as the statement asks it."""
    scope = scope_of(person)
    treats = [grant for grant in scope.grants if Permission.VIEW_CHILDREN in grant.permissions]
    return {
        "clinical_all": any(grant.is_national for grant in treats),
        "clinical_units": [grant.unit_id for grant in treats if grant.unit_id is not None],
        "clinical_delegations": [grant.delegation_id for grant in treats if grant.delegation_id is not None],
        "stock_all": scope.is_national,
        "stock_units": sorted(scope.unit_ids),
        "stock_delegations": sorted(scope.whole_delegation_ids),
    }
