"""The delegation's word on a signed week."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from supply.errors import AlreadyValidated, NotSigned, ReasonMissing
from supply.models import ReportState, WeeklyReport
from supply.queue import aggregate_later


@transaction.atomic
def validate_week(*, report: WeeklyReport, by: Person) -> WeeklyReport:
    """The delegation accepts the week as signed. Refuses an unsigned one; a validated one stays as it is."""
    report = _locked(report)
    if report.state == ReportState.VALIDATED:
        return report
    before = {"state": report.state}
    report.state = ReportState.VALIDATED
    report.validated_at = timezone.now()
    report.validated_by = by
    report.save(update_fields=["state", "validated_at", "validated_by"])
    audit.record(type="week.validated", by=by, target=report, before=before, after={"state": report.state})
    aggregate_later(report.delegation_id, report.iso_week)
    return report


@transaction.atomic
def observe_week(*, report: WeeklyReport, by: Person, note: str) -> WeeklyReport:
    """The delegation sends the week back with what it saw; the figures stay, the note says what to look into."""
    note = note.strip()
    if not note:
        raise ReasonMissing
    report = _locked(report)
    if report.state == ReportState.VALIDATED:
        raise AlreadyValidated
    before = {"state": report.state, "note": report.note}
    report.state = ReportState.OBSERVED
    report.note = note
    report.save(update_fields=["state", "note"])
    audit.record(type="week.observed", by=by, target=report, before=before, after={"state": report.state, "note": note})
    aggregate_later(report.delegation_id, report.iso_week)
    return report


def _locked(report: WeeklyReport) -> WeeklyReport:
    locked = WeeklyReport.objects.select_for_update(of=("self",)).select_related("delegation", "unit").get(pk=report.pk)
    if locked.state == ReportState.DRAFT:
        raise NotSigned
    return locked
