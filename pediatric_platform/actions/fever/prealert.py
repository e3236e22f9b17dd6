from __future__ import annotations

from django.db import transaction

from delegations import audit
from delegations.models import Unit
from pediatric_platform.actions.fever.writing import add_stamp, locked_child, new_episode, running_of, said
from pediatric_platform.errors.fever import NotAFever
from pediatric_platform.fever_notices import tell_of_prealert
from pediatric_platform.golden_hour import clash_of
from pediatric_platform.models import FamilyReport, FeverEpisode, FeverState, ReportKind


@transaction.atomic
def prealert(*, report: FamilyReport, unit: Unit) -> FeverEpisode:
    """A family said fever and goes to `unit`: its emergency room has the episode before the child is there.

    Told again, or through another door, it is the same episode; whoever has arrived stays where they are. The trail
    says who told it: `family_report.told` of the same transaction.
    """
    if report.kind != ReportKind.FEVER:
        raise NotAFever
    child = locked_child(report.child)
    told = FeverEpisode.objects.filter(report=report).first()
    row = running_of(child)
    if told is not None and (row is None or row.pk != told.pk):
        return told
    moved = row is not None and row.state == FeverState.COMING and row.unit_id != unit.pk
    if row is None:
        row = new_episode(child=child, unit=unit, state=FeverState.COMING, opened_at=report.told_at)
        row.child = child
    elif told is not None and not moved:
        return row
    before = {"unit": row.unit_id} if moved else {}
    if row.state == FeverState.COMING:
        row.unit = unit
    if row.report_id is None:
        row.report = report
    if report.temperature is not None:
        row.temperature = report.temperature
    _set_moments(row, report)
    row.edition += 1
    row.save()
    audit.record(
        type="fever.prealerted",
        by=report.told_by,
        target=row,
        before=before,
        after={"child": child.folio, "report": report.folio, "unit": row.unit_id, "at": said(row.prealert_at)},
        unit=row.unit_id,
    )
    tell_of_prealert(row, report.told_at)
    return row


def _set_moments(row: FeverEpisode, report: FamilyReport) -> None:
    """What the family told, where nothing is set; an hour that does not fit with the arrival stays in their words."""
    began = report.began_at
    if row.fever_at is None and began is not None and clash_of({"arrived": row.arrived_at}, "fever", began) is None:
        row.fever_at = began
        add_stamp(row, "fever", began, key=f"{report.folio}-fever", by=report.told_by)
    if row.prealert_at is None:
        row.prealert_at = report.told_at
        add_stamp(row, "prealert", report.told_at, key=f"{report.folio}-prealert", by=report.told_by)
