"""What families reported, as the hospital's people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from delegations.models import Person
from delegations.selectors.holidays import rest_days
from pediatric_platform.clinical import may_see_relatives
from pediatric_platform.family.waiting import is_overdue, take_by
from pediatric_platform.models import Case, CaseFollower, FamilyReport


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report with until when it should be taken up, and whether that has passed; or the case that it became."""

    report: FamilyReport
    take_by: datetime
    is_overdue: bool
    case: Case | None = None


def reports_for(person: Person) -> QuerySet[FamilyReport]:
    """Of the children whom the person treats."""
    rows = FamilyReport.objects.visible_to(person)
    return rows.select_related("child", "unit", "told_by", "taken_by", "session", "follower__case")


def may_call(person: Person, report: FamilyReport) -> bool:
    """Whether the relative's own telephone is shown: to those who know them anyway, and to whoever took it."""
    return may_see_relatives(person, report.unit) or (
        report.taken_by_id is not None and report.taken_by_id == person.pk
    )


def rows_of(reports: Iterable[FamilyReport], now: datetime) -> list[ReportRow]:
    """Each with its limit, in its hospital's zone."""
    found = []
    reports = list(reports)
    first = min((report.told_at for report in reports), default=now)
    holidays = rest_days(first.date() - timedelta(days=1), now.date() + timedelta(days=30))
    for report in reports:
        told_at = report.told_at.astimezone(report.unit.zone)
        follower: CaseFollower | None = getattr(report, "follower", None)
        overdue = follower is None and is_overdue(report.kind, told_at, report.taken_at, now, holidays)
        case = follower.case if follower is not None else None
        found.append(ReportRow(report, take_by(report.kind, told_at, holidays), overdue, case))
    return found
