"""A training in person: planned, its list, who came and what they scored, certificates when the list is closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person, Unit
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.errors.rollout import BadDay, FactMissing
from pediatric_platform.errors.trainings import (
    BadScore,
    ListEmpty,
    ListIncomplete,
    ListNotClosed,
    NotOnTheList,
    TrainingIsOver,
)
from pediatric_platform.folios import CERTIFICATE, new_folio
from pediatric_platform.models import Attendance, Trainee, Training
from pediatric_platform.rollout_notices import tell_called, tell_cancelled, tell_certified
from pediatric_platform.rollout_rights import must_manage

# Nobody guesses one of 22^12: who shows a folio was given it.
FOLIO_SIGNS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFacts:
    """When, how long, what and by whom."""

    on: date
    starts_at: time
    hours: Decimal
    topic: str
    trainer: str
    room: str = ""
    pass_mark: Decimal = Decimal(8)


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether somebody came, and the score of whoever was assessed."""

    came: bool | None
    score: Decimal | None = None


@transaction.atomic
def plan_training(*, unit: Unit, facts: TrainingFacts, by: Person | None) -> Training:
    """A training at a hospital. One that was already given may be written down too."""
    must_manage(by, unit)
    training = Training(unit=unit)
    _write(training, facts)
    training.save(force_insert=True)
    _note("rollout.training_planned", training, by, after=_told(training))
    return training


@transaction.atomic
def change_training(
    *, training: Training, facts: TrainingFacts, edition: int | None = None, by: Person | None
) -> Training:
    """Another day, hour, room or trainer: whoever is on the list and has an account is told of a new day or hour."""
    training = _open(training, by)
    check_edition(training, edition)
    before, when = _told(training), (training.on, training.starts_at)
    _write(training, facts)
    training.edition += 1
    training.save()
    _note("rollout.training_changed", training, by, before, _told(training))
    if when != (training.on, training.starts_at):
        tell_called(training, _accounts(training))
    return training


@transaction.atomic
def cancel_training(*, training: Training, reason: str, edition: int | None = None, by: Person | None) -> Training:
    """It will not be given; whoever is on the list is told why."""
    training = _open(training, by)
    check_edition(training, edition)
    reason = " ".join(reason.split())[:240]
    if not reason:
        raise FactMissing("reason", _("Falta el motivo."), _("Escriba por qué se cancela."))
    training.cancelled_reason = reason
    training.edition += 1
    training.save(update_fields=["cancelled_reason", "edition"])
    _note("rollout.training_cancelled", training, by, after={"reason": reason})
    tell_cancelled(training, _accounts(training))
    return training


@transaction.atomic
def enrol(*, training: Training, trainees: Iterable[Trainee], by: Person | None) -> int:
    """Put people on the list; those who are on it already stay. Who has an account is told when to come."""
    training = _open(training, by)
    rows = [row for row in trainees if row.left_on is None]
    known = set(Attendance.objects.filter(training=training).values_list("trainee_id", flat=True))
    new = [row for row in rows if row.pk not in known]
    if not new:
        return 0
    for row in new:
        must_manage(by, row.site.unit)
    Attendance.objects.bulk_create([Attendance(training=training, trainee=row) for row in new])
    _touch(training)
    _note("rollout.training_enrolled", training, by, after={"people": [row.pk for row in new]})
    if training.on >= training.unit.today():
        tell_called(training, [row.person for row in new if row.person is not None])
    return len(new)


@transaction.atomic
def drop(*, attendance: Attendance, by: Person | None) -> Training:
    """Take somebody off a list that is still open."""
    training = _open(attendance.training, by)
    Attendance.objects.filter(pk=attendance.pk, training=training).delete()
    _touch(training)
    _note("rollout.training_dropped", training, by, before={"trainee": attendance.trainee_id})
    return training


@transaction.atomic
def mark(*, training: Training, marks: Mapping[int, Mark], edition: int | None = None, by: Person | None) -> Training:
    """Who came and what they scored (`marks` by attendance). Whoever reached the pass mark has passed."""
    training = _open(training, by)
    check_edition(training, edition)
    if training.on > training.unit.today() and any(one.came is not None for one in marks.values()):
        raise BadDay(
            _("La capacitación aún no se da."), field="marks", remedy=_("Anote la asistencia el día que ocurra.")
        )
    rows = {row.pk: row for row in Attendance.objects.filter(training=training).select_related("trainee")}
    if marks.keys() - rows.keys():
        raise NotOnTheList
    for pk, one in marks.items():
        _set(rows[pk], one, training.pass_mark)
    Attendance.objects.bulk_update([rows[pk] for pk in marks], ["came", "score", "passed", "certificate"])
    _touch(training)
    after = {str(pk): [one.came, str(one.score) if one.score is not None else None] for pk, one in marks.items()}
    _note("rollout.training_marked", training, by, after={"marks": after})
    return training


@transaction.atomic
def close_list(*, training: Training, edition: int | None = None, by: Person | None) -> Training:
    """Nothing changes any more, and whoever passed has a certificate with a folio."""
    training = _open(training, by)
    check_edition(training, edition)
    rows = list(Attendance.objects.filter(training=training).select_related("trainee__person", "training__unit"))
    if not rows:
        raise ListEmpty
    left = [row.trainee.full_name for row in rows if row.came is None or (row.came and row.score is None)]
    if left:
        raise ListIncomplete(left)
    certified = []
    for row in rows:
        if row.passed and not row.certificate:
            row.certificate = _unused_folio()
            certified.append(row)
    Attendance.objects.bulk_update(certified, ["certificate"])
    training.closed_at, training.closed_by = timezone.now(), by
    training.edition += 1
    training.save(update_fields=["closed_at", "closed_by", "edition"])
    after = {"people": len(rows), "passed": sum(bool(row.passed) for row in rows), "certificates": len(certified)}
    _note("rollout.training_closed", training, by, after=after)
    for row in certified:
        tell_certified(row)
    return training


@transaction.atomic
def reopen_list(*, training: Training, reason: str, edition: int | None = None, by: Person | None) -> Training:
    """A mark was wrong. Certificates hold again when the list is closed; those of whoever no longer passes are gone."""
    training = _locked(training)
    must_manage(by, training.unit)
    check_edition(training, edition)
    if training.closed_at is None:
        raise ListNotClosed
    reason = " ".join(reason.split())[:240]
    if not reason:
        raise FactMissing("reason", _("Falta el motivo."), _("Escriba qué hay que corregir."))
    training.closed_at, training.closed_by = None, None
    training.edition += 1
    training.save(update_fields=["closed_at", "closed_by", "edition"])
    _note("rollout.training_reopened", training, by, after={"reason": reason})
    return training


def _set(row: Attendance, one: Mark, pass_mark: Decimal) -> None:
    if one.score is not None:
        if not one.came:
            raise BadScore(row.trainee.full_name, _("no asistió, así que no lleva calificación."))
        if not 0 <= one.score <= 10 or one.score != round(one.score, 1):
            raise BadScore(row.trainee.full_name, _("la calificación no es válida."))
    row.came, row.score = one.came, one.score
    row.passed = None if one.came is None or (one.came and one.score is None) else _passes(one, pass_mark)
    if not row.passed:
        row.certificate = ""


def _passes(one: Mark, pass_mark: Decimal) -> bool:
    return bool(one.came) and one.score is not None and one.score >= pass_mark


def _write(training: Training, facts: TrainingFacts) -> None:
    topic, trainer = " ".join(facts.topic.split())[:160], " ".join(facts.trainer.split())[:160]
    if not topic:
        raise FactMissing("topic", _("Falta el tema."), _("Escriba qué se enseña: sale en la constancia."))
    if not trainer:
        raise FactMissing("trainer", _("Falta quién la da."), _("Escriba su nombre: sale en la constancia."))
    if not 0 < facts.hours <= 40:
        raise FactMissing("hours", _("Las horas deben ser más de cero y hasta 40."), _("Por ejemplo: 2 o 2.5."))
    if not 0 <= facts.pass_mark <= 10:
        raise FactMissing("pass_mark", _("La calificación para aprobar va de 0 a 10."), _("Por ejemplo: 8."))
    training.on, training.starts_at, training.hours = facts.on, facts.starts_at, facts.hours
    training.topic, training.trainer, training.room = topic, trainer, " ".join(facts.room.split())[:120]
    if training.pk and training.pass_mark != facts.pass_mark:
        _pass_again(training, facts.pass_mark)
    training.pass_mark = facts.pass_mark


def _pass_again(training: Training, pass_mark: Decimal) -> None:
    """With another mark to reach, who has passed is another question."""
    rows = list(Attendance.objects.filter(training=training, came__isnull=False).select_related("trainee"))
    for row in rows:
        _set(row, Mark(row.came, row.score), pass_mark)
    Attendance.objects.bulk_update(rows, ["came", "score", "passed", "certificate"])


def _unused_folio() -> str:
    while Attendance.objects.filter(certificate=(folio := new_folio(CERTIFICATE, FOLIO_SIGNS))).exists():
        pass
    return folio


def _locked(training: Training) -> Training:
    return Training.objects.select_for_update(of=("self",)).select_related("unit").get(pk=training.pk)


def _open(training: Training, by: Person | None) -> Training:
    """The training, locked, while its list may still change."""
    training = _locked(training)
    must_manage(by, training.unit)
    if training.cancelled_reason or training.closed_at is not None:
        raise TrainingIsOver(cancelled=bool(training.cancelled_reason))
    return training


def _touch(training: Training) -> None:
    training.edition += 1
    training.save(update_fields=["edition"])


def _accounts(training: Training) -> list[Person]:
    return list(Person.objects.filter(pk__in=training.attendances.values("trainee__person")))


def _told(training: Training) -> dict[str, Any]:
    return {
        "on": training.on.isoformat(),
        "starts_at": f"{training.starts_at:%H:%M}",
        "hours": str(training.hours),
        "topic": training.topic,
        "pass_mark": str(training.pass_mark),
    }


def _note(
    kind: str,
    training: Training,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    audit.record(type=kind, by=by, target=training, before=before, after=after)
