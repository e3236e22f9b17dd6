"""Rules that the database keeps of the roll-out, each broken on purpose (see test_constraints_sweep)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from pediatric_platform.models import Attendance, RolloutSite, Trainee, VisitAnswer
from tests.factories.rollout import AttendanceFactory, TraineeFactory
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter

DAY = date(2026, 11, 16)


def _site(side: Side) -> RolloutSite:
    return side.milestone.site


def _seat(side: Side) -> Attendance:
    return Attendance.objects.get(training=side.training)


def _trainee(side: Side) -> Trainee:
    return _seat(side).trainee


def _same_account(side: Side) -> None:
    alter(_trainee(side), person=side.milestone.owner)
    again(Trainee.objects.get(pk=_trainee(side).pk), full_name="Otro nombre")


def _same_folio(side: Side) -> None:
    told = {"came": True, "passed": True, "certificate": "K-222222222222"}
    alter(_seat(side), **told)
    AttendanceFactory(training=side.training, trainee=TraineeFactory(site=_site(side)), **told)


def _signed_changed(side: Side) -> None:
    alter(side.visit, summary="Bien", signed_at=timezone.now(), signed_by=side.visit.lead)
    alter(side.visit, summary="Otra cosa")


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "expected_children_have_a_source": lambda side: alter(_site(side), expected_source=""),
    "one_milestone_per_site_and_kind": lambda side: again(side.milestone),
    "blocked_milestone_says_since_when": lambda side: alter(side.milestone, blocked_by="network"),
    "one_trainee_per_site_and_name": lambda side: again(_trainee(side)),
    "one_trainee_per_site_and_account": _same_account,
    "trainee_has_a_name": lambda side: alter(_trainee(side), full_name=""),
    "training_lasts_some_hours": lambda side: alter(side.training, hours=0),
    "pass_mark_is_0_to_10": lambda side: alter(side.training, pass_mark=11),
    "cancelled_training_was_not_held": lambda side: alter(
        side.training, cancelled_reason="Sin luz", closed_at=timezone.now()
    ),
    "one_attendance_per_training_and_person": lambda side: again(_seat(side)),
    "one_certificate_per_folio": _same_folio,
    "only_who_came_has_a_score": lambda side: alter(_seat(side), came=False, score=9),
    "only_who_passed_has_a_certificate": lambda side: alter(
        _seat(side), came=True, passed=False, certificate="K-222222222222"
    ),
    "one_visit_per_site_and_day": lambda side: again(side.visit),
    "signed_visit_says_who_and_what": lambda side: alter(side.visit, signed_at=timezone.now()),
    "signed_visit_is_read_only": _signed_changed,
    "one_answer_per_visit_and_item": lambda side: again(VisitAnswer.objects.get(visit=side.visit)),
    "finding_has_words": lambda side: alter(side.finding, text=""),
    "done_finding_says_what_was_done": lambda side: alter(side.finding, done_on=DAY),
}
