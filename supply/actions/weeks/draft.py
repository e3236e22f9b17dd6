"""Draft weekly reports from the ledger: a handful of statements, whatever the number of units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from delegations.audit import record
from delegations.models import Delegation, Person, Unit
from supply.coverage import CATEGORIES, DEFAULT_THRESHOLDS
from supply.demand import DAYS_PER_MONTH, MIN_WEEKS_IN_STOCK, WINDOW_DAYS, WINDOW_WEEKS
from supply.mixing import MIXED_CLASSES, MIXED_FORMS
from supply.models import CoverageThreshold, Source, WeeklyReport
from supply.reasons import COLUMN_OF, Column
from supply.sql import statement
from supply.weeks import DUE_HOUR, IsoWeek


def draft_week(
    *,
    delegation: Delegation,
    week: IsoWeek,
    now: datetime,
    units: Iterable[Unit] | None = None,
    source: Source = Source.COMMAND,
) -> list[int]:
    """Draft the week of a delegation's units (all, or those named) and of its own warehouse; ids of what was drafted.

    The warehouse comes along always: what it must cover is its units' demand.
    A report still in draft is made anew from the ledger as it stands; a signed one is never touched. A unit whose week
    is not over in its own time zone is left for later.
    """
    return _draft([delegation.pk], week, now, [unit.pk for unit in units] if units is not None else None, source)


def draft_country_week(*, week: IsoWeek, now: datetime, source: Source = Source.COMMAND) -> list[int]:
    """Draft the week of every delegation in one go (for loaders: workers take one delegation each)."""
    return _draft(list(Delegation.objects.values_list("pk", flat=True)), week, now, None, source)


@transaction.atomic
def redraft(*, report: WeeklyReport, now: datetime, by: Person | None = None) -> WeeklyReport:
    """Draft one report anew from the ledger as it stands; a signed one is returned as it is.

    `by` is whoever asked for it; None where it is part of another act, which leaves its own trace.
    """
    units = [report.unit_id] if report.unit_id is not None else []
    _draft([report.delegation_id], report.iso_week, now, units, Source.COMMAND)
    before = report.drafted_at
    report.refresh_from_db(fields=["drafted_at", "due_at", "state", "source"])
    if by is not None and report.drafted_at != before:
        record(
            type="week.redrafted",
            by=by,
            target=report,
            before={"drafted_at": before.isoformat()},
            after={"drafted_at": report.drafted_at.isoformat()},
        )
    return report


@transaction.atomic
def _draft(
    delegation_ids: Sequence[int], week: IsoWeek, now: datetime, unit_ids: Sequence[int] | None, source: Source
) -> list[int]:
    bounds: dict[str, Any] = {"monday": week.monday, "sunday": week.sunday, "delegations": list(delegation_ids)}
    rows = CoverageThreshold.objects.order_by("from_days").values_list("category", "from_days")
    thresholds: list[tuple[str, float | Decimal]] = [*rows] or [*DEFAULT_THRESHOLDS]
    with connection.cursor() as cursor:
        # A delegation fits in the server's own allowance; the whole country would spill to disk.
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(
            statement("draft_reports"),
            {
                **bounds,
                "units": list(unit_ids) if unit_ids is not None else None,
                "now": now,
                "due_hour": DUE_HOUR.isoformat(),
                "source": source,
            },
        )
        reports = [pk for (pk,) in cursor.fetchall()]
        if not reports:
            return []
        cursor.execute("DELETE FROM supply_weeklyline WHERE report_id = ANY(%s)", [reports])
        cursor.execute(
            statement("draft_lines"),
            {
                **bounds,
                **_reasons(),
                "reports": reports,
                "window_start": week.sunday - timedelta(days=WINDOW_DAYS - 1),
                "window_days": WINDOW_DAYS,
                "window_weeks": WINDOW_WEEKS,
                "min_weeks_in_stock": MIN_WEEKS_IN_STOCK,
                "month": DAYS_PER_MONTH,
                "mixed_classes": list(MIXED_CLASSES),
                "mixed_forms": MIXED_FORMS,
                "categories": [name for name, _ in thresholds],
                "from_days": [from_days for _, from_days in thresholds],
                "no_demand": CATEGORIES[-1],
            },
        )
    return reports


def _reasons() -> dict[str, list[str]]:
    """The reasons of each column; `adjusted` takes whatever has no column of its own."""
    by_column: dict[str, list[str]] = {column.value: [] for column in Column if column is not Column.ADJUSTED}
    for reason, column in COLUMN_OF.items():
        by_column[column.value].append(str(reason))
    return {**by_column, "in_a_column": [str(reason) for reason in COLUMN_OF]}
