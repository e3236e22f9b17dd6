from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent
from supply.actions.ledger import CountLine, count
from supply.actions.weeks import Correction, correct_week, draft_week, observe_week, sign_week, validate_week
from supply.errors import AlreadySigned, AlreadyValidated, ClosedWeek, NotSigned, ReasonMissing, WeekChanged
from supply.models import Lot, Movement, PlaceClosure, ReportState

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(at_pharmacy, vincristine, carried, draft):
    carried(vincristine)
    at_pharmacy.came(vincristine, 30, -10)
    at_pharmacy.given(vincristine, 4, 1)
    return draft()


def test_signing_closes_the_week_and_leaves_a_trace(report, ana, pharmacy, week) -> None:
    signed = sign_week(report=report, by=ana, seen_at=report.drafted_at)
    assert (signed.state, signed.signed_by) == (ReportState.SIGNED, ana)
    assert PlaceClosure.objects.get(place=pharmacy).closed_through == week.sunday
    assert AuditEvent.objects.get(type="week.signed").by_id == ana.pk
    lot = Lot.objects.get()
    with pytest.raises(ClosedWeek):
        count(place=pharmacy, lines=[CountLine(lot.pk, 1)], key="late", by=ana, occurred_on=week.sunday)


def test_a_week_is_signed_once(report, ana, beto) -> None:
    sign_week(report=report, by=ana)
    with pytest.raises(AlreadySigned):
        sign_week(report=report, by=beto)
    report.refresh_from_db()
    assert report.signed_by == ana


def test_nobody_signs_figures_they_have_not_seen(report, ana, draft, at_pharmacy, vincristine) -> None:
    seen = report.drafted_at
    at_pharmacy.given(vincristine, 1, 3)
    with pytest.raises(WeekChanged):
        sign_week(report=report, by=ana, seen_at=seen)
    again = draft()
    with pytest.raises(WeekChanged):
        sign_week(report=again, by=ana, seen_at=seen)
    assert sign_week(report=again, by=ana, seen_at=again.drafted_at).signed_at


def test_what_is_posted_for_the_week_after_does_not_spoil_the_draft(report, ana, at_pharmacy, vincristine) -> None:
    at_pharmacy.given(vincristine, 1, 7)
    assert not report.is_stale()
    sign_week(report=report, by=ana, seen_at=report.drafted_at)


def test_a_correction_is_a_count_as_of_sunday_with_its_reason(
    report, ana, pharmacy, week, at_pharmacy, vincristine
) -> None:
    at_pharmacy.given(vincristine, 2, 7)  # Monday's: the count of Sunday does not see it
    lot = Lot.objects.get()
    correction = Correction(pharmacy, [CountLine(lot.pk, 25)], "Se rompió un frasco sin asentarlo")
    signed = sign_week(report=report, by=ana, corrections=[correction], key="k1")
    movement = Movement.objects.get(reason="count_down")
    assert (movement.quantity, movement.occurred_on) == (-1, week.sunday)
    assert movement.document.note == "Se rompió un frasco sin asentarlo"
    line = signed.lines.get(place_kind="conjunto")
    assert (line.adjusted, line.closing) == (-1, 25)
    assert signed.state == ReportState.SIGNED


def test_a_correction_sent_twice_is_one_count(report, ana, pharmacy) -> None:
    lot = Lot.objects.get()
    for _ in range(2):
        correct_week(
            report=report, corrections=[Correction(pharmacy, [CountLine(lot.pk, 20)], "conteo")], key="k", by=ana
        )
    assert Movement.objects.filter(reason="count_down").count() == 1
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_a_correction_without_a_reason_changes_nothing(report, ana, pharmacy) -> None:
    lot = Lot.objects.get()
    with pytest.raises(ReasonMissing):
        sign_week(report=report, by=ana, corrections=[Correction(pharmacy, [CountLine(lot.pk, 20)], "  ")], key="k")
    assert not Movement.objects.filter(reason="count_down").exists()


def test_the_deadline_decides_what_is_on_time(report, ana) -> None:
    assert sign_week(report=report, by=ana, now=report.due_at).is_on_time
    report.signed_at = report.due_at + timedelta(seconds=1)
    assert not report.is_on_time


def test_the_delegation_validates_or_observes_what_is_signed(report, ana, beto) -> None:
    with pytest.raises(NotSigned):
        validate_week(report=report, by=beto)
    sign_week(report=report, by=ana)
    with pytest.raises(ReasonMissing):
        observe_week(report=report, by=beto, note=" ")
    observed = observe_week(report=report, by=beto, note="Faltan las recetas del martes.")
    assert (observed.state, observed.note) == (ReportState.OBSERVED, "Faltan las recetas del martes.")
    validated = validate_week(report=report, by=beto)
    assert (validated.state, validated.validated_by) == (ReportState.VALIDATED, beto)
    with pytest.raises(AlreadyValidated):
        observe_week(report=report, by=beto, note="tarde")


def test_what_was_signed_or_validated_is_added_up_after_commit(
    report, ana, beto, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    sent = []
    monkeypatch.setattr("supply.queue.current_app.send_task", lambda name, args, **_: sent.append((name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        sign_week(report=report, by=ana)
    with django_capture_on_commit_callbacks(execute=True):
        validate_week(report=report, by=beto)
    assert sent == [("supply.tasks.aggregate_delegation_week", (report.delegation_id, str(report.iso_week)))] * 2


def test_a_broker_that_is_away_does_not_undo_a_signature(
    report, ana, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    def away(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr("supply.queue.current_app.send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        sign_week(report=report, by=ana)
    report.refresh_from_db()
    assert report.state == ReportState.SIGNED


def test_the_draft_leaves_other_delegations_alone(report, other_hospital, other_pharmacy, week) -> None:
    drafted = draft_week(delegation=other_hospital.delegation, week=week, now=timezone.now())
    assert report.pk not in drafted
    assert len(drafted) == 1
