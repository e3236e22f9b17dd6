from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person, Unit
from pediatric_platform.actions.fever.rights import must_stamp
from pediatric_platform.actions.fever.writing import (
    add_stamp,
    check_order,
    clean_key,
    clean_moment,
    clean_temperature,
    locked,
    locked_child,
    new_episode,
    replay_of,
    running_of,
    said,
    target,
    times_of,
)
from pediatric_platform.errors.fever import ChildDied, NotAFever, RunsElsewhere
from pediatric_platform.golden_hour import within_its_minute
from pediatric_platform.models import Child, ChildState, FamilyReport, FeverEpisode, FeverState, ReportKind


@transaction.atomic
def open_episode(
    *,
    child: Child,
    unit: Unit,
    by: Person | None,
    report: FamilyReport | None = None,
    temperature: Decimal | None = None,
    fever_at: datetime | None = None,
    arrived: bool = True,
    arrived_at: datetime | None = None,
    receive: bool = False,
    key: str,
) -> FeverEpisode:
    """A child with fever is at the door (`arrived`), or is announced by somebody of the hospital.

    One episode at a time: who was announced and arrives keeps theirs, at whichever door. A clock that runs at another
    hospital is taken over only with `receive`, and keeps counting from the first arrival.
    """
    must_stamp(by, unit)
    key, now = clean_key(key), timezone.now()
    child = locked_child(child)
    if (done := replay_of(f"{key}-arrived") or replay_of(f"{key}-prealert")) is not None:
        return locked(done)
    if child.state == ChildState.DECEASED:
        raise ChildDied
    if report is not None and (report.kind != ReportKind.FEVER or report.child_id != child.pk):
        raise NotAFever
    temperature = clean_temperature(temperature)
    fever_at = None if fever_at is None else clean_moment("fever", fever_at, now)
    at = clean_moment("arrived", arrived_at, now) if arrived else None
    row = running_of(child)
    before = {} if row is None else {"state": row.state, "unit": row.unit_id}
    if row is not None and row.unit_id != unit.pk and row.state == FeverState.HERE and not receive:
        raise RunsElsewhere(row)
    if row is None:
        row = new_episode(child=child, unit=unit, state=FeverState.COMING, opened_at=now, opened_by=by)
        row.unit, row.child = unit, child
    row.unit = unit
    row.temperature = temperature if temperature is not None else row.temperature
    if report is not None and row.report_id is None:
        row.report = report
    _set_moments(row, fever_at, at, key=key, by=by, announced=now if not arrived else None)
    row.edition += 1
    row.save()
    audit.record(
        type="fever.received" if before and before["unit"] != unit.pk else "fever.opened",
        by=by,
        target=row,
        before=before,
        after={"child": child.folio, "state": row.state, "unit": unit.pk, "arrived_at": said(row.arrived_at)},
        unit=unit.pk,
    )
    return row


def _set_moments(
    row: FeverEpisode,
    fever_at: datetime | None,
    at: datetime | None,
    *,
    key: str,
    by: Person | None,
    announced: datetime | None,
) -> None:
    """What is not set yet; what is set stays, a correction is another verb."""
    if row.arrived_at is None and at is not None:
        at = within_its_minute(times_of(row), "arrived", at)
        check_order(row, "arrived", at)
        row.arrived_at, row.deadline_at, row.state = at, at + target(), FeverState.HERE
        add_stamp(row, "arrived", at, key=f"{key}-arrived", by=by)
    if row.fever_at is None and fever_at is not None:
        check_order(row, "fever", fever_at)
        row.fever_at = fever_at
        add_stamp(row, "fever", fever_at, key=f"{key}-fever", by=by)
    if row.prealert_at is None and announced is not None:
        row.prealert_at = announced
        add_stamp(row, "prealert", announced, key=f"{key}-prealert", by=by)
