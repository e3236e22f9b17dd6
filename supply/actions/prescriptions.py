"""Prescriptions of a day, as the unit counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from delegations import audit
from delegations.models import Person, Unit
from supply.errors import ClosedWeek, FutureDate
from supply.models import WeeklyReport
from supply.weeks import IsoWeek


@dataclass(frozen=True)
class Tally:
    """Prescriptions of one drug: presented is the sum of the three."""

    drug_id: int
    filled: int = 0
    partly_filled: int = 0
    denied: int = 0


@transaction.atomic
def record(*, unit: Unit, day: date, tallies: Sequence[Tally], by: Person | None) -> int:
    """Set the day's prescriptions of each drug named (drugs not named stay as they are); how many rows were set.

    The same tallies twice are one effect. A drug named twice counts once, as the last one says. A day to come and a day
    of a signed week are refused.
    """
    if day > unit.today():
        raise FutureDate(day)
    if WeeklyReport.objects.of_week(IsoWeek.of(day)).filter(unit=unit).signed().exists():
        raise ClosedWeek
    rows = {tally.drug_id: tally for tally in tallies}
    if not rows:
        return 0
    kept = [rows[drug_id] for drug_id in sorted(rows)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO supply_prescriptiontally AS t (unit_id, drug_id, day, presented, filled, partly_filled, denied)
            SELECT %s, drug, %s, filled + partly + denied, filled, partly, denied
              FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[]) AS line (drug, filled, partly, denied)
                ON CONFLICT (unit_id, day, drug_id)
                DO UPDATE SET presented = excluded.presented, filled = excluded.filled,
                              partly_filled = excluded.partly_filled, denied = excluded.denied
            """,
            [
                unit.pk,
                day,
                [tally.drug_id for tally in kept],
                [tally.filled for tally in kept],
                [tally.partly_filled for tally in kept],
                [tally.denied for tally in kept],
            ],
        )
    audit.record(
        type="prescriptions.recorded",
        by=by,
        target=unit,
        after={"day": day.isoformat(), "drugs": len(kept), "denied": sum(tally.denied for tally in kept)},
    )
    return len(kept)
