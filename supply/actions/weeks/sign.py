"""The unit's word on its week: read and sign, or correct with a count and sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person, Place
from supply.actions.closing import close_week, keep_postings_out
from supply.actions.ledger import CountLine, count
from supply.actions.weeks.draft import redraft
from supply.errors import AlreadySigned, ReasonMissing, WeekChanged
from supply.models import ReportState, Source, WeeklyReport
from supply.models._sums import FLOW_COLUMNS, PRESCRIPTION_COLUMNS, STOCK_COLUMNS
from supply.queue import aggregate_later


@dataclass(frozen=True)
class Correction:
    """What was counted at one place as of the week's Sunday, and why it differs from the ledger."""

    place: Place
    lines: Sequence[CountLine]
    reason: str


@transaction.atomic
def correct_week(
    *,
    report: WeeklyReport,
    corrections: Sequence[Correction],
    key: str,
    by: Person,
    now: datetime | None = None,
    source: str = Source.PAGE,
) -> WeeklyReport:
    """Post the counts as of the week's Sunday and draft the report anew; the week stays unsigned.

    `key`: idempotency key, one per sending of the form. Refuses a signed week and a correction without its reason.
    """
    report = _unsigned(report)
    for correction in corrections:
        if not correction.reason.strip():
            raise ReasonMissing
        count(
            place=correction.place,
            lines=correction.lines,
            key=f"{key}:{correction.place.pk}",
            by=by,
            occurred_on=report.closes_on,
            reference=str(report.iso_week),
            note=correction.reason.strip(),
            source=source,
        )
    return redraft(report=report, now=now or timezone.now())


@transaction.atomic
def sign_week(
    *,
    report: WeeklyReport,
    by: Person,
    corrections: Sequence[Correction] = (),
    key: str = "",
    seen_at: datetime | None = None,
    now: datetime | None = None,
) -> WeeklyReport:
    """Sign the week and close its places' ledger through Sunday.

    `seen_at`: when the draft that the person read was made; another draft since, or a ledger that tells other figures
    by now, is refused (`WeekChanged`), because nobody signs figures they have not seen. With `corrections` the counts
    are posted and the week drafted anew first.
    """
    now = now or timezone.now()
    report = _unsigned(report)
    if corrections:
        report = correct_week(report=report, corrections=corrections, key=key, by=by, now=now)
    elif seen_at is not None and seen_at != report.drafted_at:
        raise WeekChanged
    read = _figures(report)
    close_week(places=list(report.places()), week=report.iso_week)
    # Nobody posts by now: what was posted after the draft shows here.
    report = redraft(report=report, now=now)
    if _figures(report) != read:
        raise WeekChanged
    before = {"state": report.state}
    report.state = ReportState.SIGNED
    report.signed_at = now
    report.signed_by = by
    report.save(update_fields=["state", "signed_at", "signed_by"])
    audit.record(
        type="week.signed",
        by=by,
        target=report,
        before=before,
        after={"state": report.state, "corrected": bool(corrections), "on_time": report.is_on_time},
    )
    aggregate_later(report.delegation_id, report.iso_week)
    return report


def _figures(report: WeeklyReport) -> set[tuple[object, ...]]:
    """What the lines tell of the week's pieces and prescriptions."""
    columns = (*FLOW_COLUMNS, *STOCK_COLUMNS, *PRESCRIPTION_COLUMNS)
    return set(report.lines.values_list("drug_id", "place_kind", *columns))


def _unsigned(report: WeeklyReport) -> WeeklyReport:
    """The report locked and its places without postings; refuses a signed one. Of two at once the second is told."""
    # Postings first, then the report's row: an upload posts, then drafts the report anew.
    keep_postings_out(report.places().values_list("pk", flat=True))
    locked = WeeklyReport.objects.select_for_update(of=("self",)).select_related("delegation", "unit").get(pk=report.pk)
    if locked.state != ReportState.DRAFT:
        raise AlreadySigned
    return locked
