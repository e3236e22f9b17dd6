"""What people are told about the roll-out of the electronic record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Pace, Person
from delegations.notify import NoticeKind, tell
from delegations.notify.telling import Notice
from delegations.roles import Role
from pediatric_platform.models import Attendance, Finding, Milestone, Training, Visit
from pediatric_platform.rollout_rights import managers_of

_OWNER = _("Recibe este correo porque usted es responsable de un paso del expediente electrónico.")
_LEADS = _("Recibe este correo porque lleva el despliegue del expediente electrónico.")
_LEARNS = _("Recibe este correo porque está en la lista de una capacitación.")
_LEADERS = frozenset({Role.HEAD_OF_MEDICAL_SERVICES, Role.CENTRAL_OFFICE, Role.ADMINISTRATOR})


def _kind(name: str, label: object, why: object, button: object, **more: object) -> NoticeKind:
    return NoticeKind(name, label, app="pediatric_platform", why=why, button=button, **more)  # type: ignore[arg-type]


KINDS: tuple[NoticeKind, ...] = (
    _kind("rollout.milestone_assigned", _("Pasos del expediente a su cargo"), _OWNER, _("Ver el hospital")),
    _kind(
        "rollout.milestone_blocked",
        _("Hospitales detenidos en el expediente"),
        _LEADS,
        _("Ver qué lo detiene"),
        audience=_LEADERS,
    ),
    _kind("rollout.reminder", _("Pasos del expediente por vencer"), _OWNER, _("Ver el hospital"), email=Pace.DIGEST),
    _kind(
        "rollout.overdue",
        _("Pasos del expediente vencidos hace dos semanas"),
        _LEADS,
        _("Ver el hospital"),
        email=Pace.DIGEST,
        audience=_LEADERS,
    ),
    _kind("rollout.training_called", _("Capacitaciones a las que se le espera"), _LEARNS, _("Ver la capacitación")),
    _kind("rollout.training_cancelled", _("Capacitaciones canceladas"), _LEARNS, _("Ver la capacitación")),
    _kind("rollout.certificate", _("Constancias de capacitación"), _LEARNS, _("Comprobar la constancia")),
    _kind("rollout.visit_planned", _("Visitas que usted encabeza"), _OWNER, _("Ver la visita")),
    _kind("rollout.finding_assigned", _("Hallazgos a su cargo"), _OWNER, _("Ver el hallazgo")),
)


def site_path(milestone: Milestone) -> str:
    return reverse("pediatric:rollout-site", args=[milestone.site.unit.clues])


def visit_path(visit: Visit) -> str:
    return reverse("pediatric:rollout-visit", args=[visit.pk])


def training_path(training: Training) -> str:
    return reverse("pediatric:training", args=[training.pk])


def tell_assigned(milestone: Milestone) -> None:
    """Its owner, once for each owner and day."""
    tell(
        kind="rollout.milestone_assigned",
        to=[milestone.owner],
        key=f"{milestone.pk}-{milestone.owner_id}-{milestone.due_on}",
        context=_about(milestone),
        path=site_path(milestone),
    )


def tell_blocked(milestone: Milestone, *, by: Person | None) -> None:
    """Whoever leads the roll-out there, but not who wrote it."""
    people = [person for person in managers_of(milestone.site.unit, milestone.site.unit.today()) if person != by]
    since = milestone.blocked_since
    assert since is not None
    tell(
        kind="rollout.milestone_blocked",
        to=people,
        key=f"{milestone.pk}-{milestone.edition}",
        context=_about(milestone)
        | {"why": milestone.blocked_by, "since": since, "note": milestone.blocked_note, "owner": str(milestone.owner)},
        path=site_path(milestone),
    )


def milestone_reminder(milestone: Milestone, *, today: date) -> Notice:
    return Notice(
        "rollout.reminder",
        [milestone.owner],
        f"m{milestone.pk}-{today}",
        _about(milestone) | {"text": "", "is_late": milestone.due_on < today},
        site_path(milestone),
    )


def finding_reminder(finding: Finding, *, today: date) -> Notice:
    return Notice(
        "rollout.reminder",
        [finding.owner],
        f"f{finding.pk}-{today}",
        {
            "unit": finding.visit.site.unit.name,
            "kind": "",
            "text": finding.text,
            "due_on": finding.due_on,
            "is_late": finding.due_on < today,
        },
        visit_path(finding.visit),
    )


def overdue_above(milestone: Milestone, people: Iterable[Person]) -> Notice:
    """Once for each day it was due on: whoever leads the roll-out hears of it."""
    return Notice(
        "rollout.overdue",
        list(people),
        f"{milestone.pk}-{milestone.due_on}",
        _about(milestone) | {"owner": str(milestone.owner)},
        site_path(milestone),
    )


def tell_called(training: Training, people: Iterable[Person]) -> None:
    tell(
        kind="rollout.training_called",
        to=people,
        key=f"{training.pk}-{training.on}-{training.starts_at:%H%M}",
        context=_of(training),
        path=training_path(training),
    )


def tell_cancelled(training: Training, people: Iterable[Person]) -> None:
    tell(
        kind="rollout.training_cancelled",
        to=people,
        key=str(training.pk),
        context=_of(training) | {"reason": training.cancelled_reason},
        path=training_path(training),
    )


def tell_certified(attendance: Attendance) -> None:
    person = attendance.trainee.person
    if person is None:
        return
    tell(
        kind="rollout.certificate",
        to=[person],
        key=attendance.certificate,
        context=_of(attendance.training) | {"folio": attendance.certificate},
        path=reverse("pediatric:certificate", args=[attendance.certificate]),
    )


def tell_visit(visit: Visit) -> None:
    tell(
        kind="rollout.visit_planned",
        to=[visit.lead],
        key=f"{visit.pk}-{visit.on}-{visit.lead_id}",
        context={"unit": visit.site.unit.name, "on": visit.on},
        path=visit_path(visit),
    )


def tell_finding(finding: Finding) -> None:
    tell(
        kind="rollout.finding_assigned",
        to=[finding.owner],
        key=f"{finding.pk}-{finding.owner_id}-{finding.due_on}",
        context={"unit": finding.visit.site.unit.name, "text": finding.text, "due_on": finding.due_on},
        path=visit_path(finding.visit),
    )


def _about(milestone: Milestone) -> dict[str, object]:
    return {"unit": milestone.site.unit.name, "kind": milestone.kind, "due_on": milestone.due_on}


def _of(training: Training) -> dict[str, object]:
    return {
        "unit": training.unit.name,
        "topic": training.topic,
        "on": training.on,
        "at": f"{training.starts_at:%H:%M}",
        "room": training.room,
    }
