"""Unsigned weeks are chased: a reminder before the deadline, a notice after it, the delegation a day later.

The deadline is a column and the sweep claims each notice by inserting its row first, so that running it twice, or in
two workers at once, sends nothing twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from supply import notices
from supply.models import ChaseKind, ReportChase, WeeklyReport

REMIND_BEFORE = timedelta(hours=5)
ESCALATE_AFTER = timedelta(hours=24)
# Older weeks are seen on the board; nobody is written to about them.
FORGET_AFTER = timedelta(days=14)


def kinds_due(report: WeeklyReport, now: datetime) -> list[ChaseKind]:
    """The notices a report's state calls for now; a reminder makes no sense once it is late."""
    if now < report.due_at - REMIND_BEFORE or now > report.due_at + FORGET_AFTER:
        return []
    if now < report.due_at:
        return [ChaseKind.REMINDER]
    if now < report.due_at + ESCALATE_AFTER:
        return [ChaseKind.LATE]
    return [ChaseKind.LATE, ChaseKind.ESCALATED]


@transaction.atomic
def chase_reports(*, now: datetime) -> int:
    """Tell what is due and was not told; how many notices were claimed. Claimed and told together: all or nothing."""
    unsigned = (
        WeeklyReport.objects.unsigned()
        .filter(due_at__lte=now + REMIND_BEFORE, due_at__gte=now - FORGET_AFTER)
        .select_related("delegation", "unit")
        .order_by("delegation_id", "unit_id")
    )
    claimed = _claim([(report, kind) for report in unsigned for kind in kinds_due(report, now)], now)
    by_kind: dict[str, list[ReportChase]] = defaultdict(list)
    for chase in claimed:
        by_kind[chase.kind].append(chase)
    escalated = by_kind.pop(ChaseKind.ESCALATED, [])
    told = notices.write_to_units([chase for chases in by_kind.values() for chase in chases])
    told |= notices.write_to_delegations(escalated)
    for chase in claimed:
        chase.recipients = told.get(chase.pk, 0)
    ReportChase.objects.bulk_update(claimed, ["recipients"])
    return len(claimed)


def _claim(wanted: Sequence[tuple[WeeklyReport, ChaseKind]], now: datetime) -> list[ReportChase]:
    """Rows for the notices nobody has sent yet; another sweep waits for our commit and then finds them taken."""
    reports = {report.pk: report for report, _ in wanted}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO supply_reportchase (report_id, kind, sent_at, recipients)
            SELECT report, kind, %s, 0 FROM unnest(%s::bigint[], %s::text[]) AS wanted (report, kind)
             ORDER BY report, kind
                ON CONFLICT (report_id, kind) DO NOTHING RETURNING id, report_id, kind
            """,
            [now, [report.pk for report, _ in wanted], [kind.value for _, kind in wanted]],
        )
        rows = cursor.fetchall()
    return [ReportChase(pk=pk, report=reports[report_id], kind=kind, sent_at=now) for pk, report_id, kind in rows]
