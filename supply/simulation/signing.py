"""Signs and validates the drafts of a simulated week: all units in a handful of statements, through `close_week`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from django.db import connection, transaction

from delegations.audit import record
from delegations.models import Place
from supply.actions.closing import close_week
from supply.models import ReportState, WeeklyReport
from supply.simulation.directory import Reading
from supply.simulation.people import DEMO_UNIT, Managers
from supply.simulation.plan import lateness_rates, reporting_rates
from supply.weeks import IsoWeek

# Weeks that the delegations have not looked at yet.
NOT_YET_VALIDATED = 2


class Signer:
    """Who signs which week, when, and what the delegation says to it; the same for the same seed."""

    def __init__(self, reading: Reading, managers: Managers, weeks: list[IsoWeek], seed: int) -> None:
        self.reading, self.managers, self.weeks, self.seed = reading, managers, weeks, seed
        self.reporting, self.lateness = reporting_rates(len(weeks)), lateness_rates(len(weeks))
        self.rank = {unit.pk: index for index, unit in enumerate(reading.units)}
        self.places: dict[tuple[int, int | None], list[Place]] = {}
        for place in reading.places:
            if place.unit_id or place.kind == "almacen":
                self.places.setdefault((place.delegation_id, place.unit_id), []).append(place)

    @transaction.atomic
    def sign(self, index: int, now: datetime) -> int:
        """Sign, close and (older weeks) validate the drafts of the week at `index`; how many were signed."""
        week = self.weeks[index]
        rng = np.random.default_rng([self.seed, 5, week.year, week.number])
        units = len(self.reading.units)
        silent = self._silent(index, rng.random(units))
        late = rng.random(units) < self.lateness[index]
        hours = rng.exponential(20, units) + 0.5
        early = rng.uniform(0.5, 6.5, units)
        observed = rng.random(units) < 0.03
        rows = []
        closing: list[Place] = []
        for report in WeeklyReport.objects.filter(week=week.monday, state=ReportState.DRAFT).order_by("id"):
            rank = self.rank.get(report.unit_id) if report.unit_id else None
            if rank is not None and silent[rank]:
                continue
            after = hours[rank] if rank is not None and late[rank] else -early[rank or 0]
            signed_at = min(report.due_at + timedelta(hours=float(after)), now)
            day = signed_at.date()
            signer = self.managers.of_unit(report.unit_id, day)
            manager = self.managers.of_delegation(report.delegation_id, day)
            looked_at = signed_at + timedelta(days=1 + float(early[rank or 0]) / 3)
            validated = index < len(self.weeks) - NOT_YET_VALIDATED and looked_at < now
            is_observed = validated and rank is not None and bool(observed[rank]) and index > len(self.weeks) - 6
            state = ReportState.OBSERVED if is_observed else ReportState.VALIDATED if validated else ReportState.SIGNED
            note = "Observación simulada: aclarar el ajuste de conteo." if is_observed else ""
            checked = (looked_at, manager) if state == ReportState.VALIDATED else (None, None)
            rows.append((report.pk, state.value, signed_at, signer or manager, *checked, note))
            closing.extend(self.places.get((report.delegation_id, report.unit_id), []))
        _update(rows)
        if closing:
            close_week(places=closing, week=week)
        if rows:
            record(type="simulation.week_signed", by=None, after={"week": str(week), "reports": len(rows)})
        return len(rows)

    def _silent(self, index: int, luck: np.ndarray) -> np.ndarray:
        """The units that never signed that week; in the newest, the demo's own unit is still to sign."""
        last = index == len(self.weeks) - 1
        out = luck > self.reporting[index]
        if last:
            # As many as the rate says, neither more nor fewer: the newest week is what everyone looks at.
            out[:] = False
            out[np.argsort(luck)[-max(round(len(luck) * (1 - self.reporting[index])) - 1, 0) :]] = len(luck) > 20
        for unit, rank in self.rank.items():
            if self.reading.units[rank].clues == DEMO_UNIT and unit:
                out[rank] = last
        return out


def _update(rows: list[tuple[object, ...]]) -> None:
    if not rows:
        return
    columns = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE supply_weeklyreport AS report
               SET state = line.state, signed_at = line.signed_at, signed_by_id = line.signed_by,
                   validated_at = line.validated_at, validated_by_id = line.validated_by, note = line.note
              FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::bigint[], %s::timestamptz[], %s::bigint[],
                          %s::text[]) AS line (id, state, signed_at, signed_by, validated_at, validated_by, note)
             WHERE report.id = line.id
            """,
            columns,
        )


def drafted_at(week: IsoWeek) -> datetime:
    """When the week's drafts are made: the Monday after it, once it is over in the westernmost zone."""
    return datetime.combine(week.next().monday, datetime.min.time(), UTC) + timedelta(hours=9)
