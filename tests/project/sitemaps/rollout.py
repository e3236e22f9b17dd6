"""Addresses of the roll-out of the electronic record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from delegations.models import Posting
from delegations.roles import Role
from pediatric_platform.models import Attendance, Trainee
from tests.factories.two_sides import Side
from tests.project.route import NOBODY, STAFF, Route

LEADERS = frozenset({Role.CENTRAL_OFFICE, Role.ADMINISTRATOR, Role.HEAD_OF_MEDICAL_SERVICES})
FOLIO = "K-CCCCCCCCCCCC"


def _clues(side: Side) -> tuple[Any, ...]:
    return (side.hospital.clues,)


def _step(side: Side) -> tuple[Any, ...]:
    return (side.hospital.clues, side.milestone.kind)


def _training(side: Side) -> tuple[Any, ...]:
    return (side.training.pk,)


def _seat(side: Side) -> tuple[Any, ...]:
    return (side.training.pk, Attendance.objects.filter(training=side.training).order_by("pk")[0].pk)


def _trainee(side: Side) -> tuple[Any, ...]:
    return (Trainee.objects.filter(site=side.milestone.site).order_by("pk")[0].pk,)


def _visit(side: Side) -> tuple[Any, ...]:
    return (side.visit.pk,)


def _finding(side: Side) -> tuple[Any, ...]:
    return (side.finding.pk,)


def _led(args: Any, **more: Any) -> Route:
    """A form of whoever leads the roll-out there; the rest of the staff that sees the hospital may not."""
    return Route(args, seen=STAFF, reads=LEADERS, writes=LEADERS, **more)


def _pressed(args: Any, **more: Any) -> Route:
    return Route(args, seen=STAFF, reads=None, writes=LEADERS, **more)


def _acts(args: Any, body: Any = None) -> Route:
    """An act of the API."""
    return Route(args, seen=STAFF, reads=None, writes=LEADERS, body=body, page=False)


def _seen(args: Any, **more: Any) -> Route:
    return Route(args, seen=STAFF, reads=STAFF, **more)


def _facts(side: Side) -> dict[str, Any]:
    on = (side.hospital.today() + timedelta(days=9)).isoformat()
    return {
        "topic": "Prueba", "on": on, "starts_at": "10:00", "hours": "2", "trainer": "Prueba", "pass_mark": "8",
        "edition": 1,
    }  # fmt: skip


def _owner(side: Side) -> int:
    """Somebody with a posting at the side's hospital."""
    return Posting.objects.filter(unit=side.hospital, role=Role.UNIT_SUPPLY_MANAGER).order_by("pk")[0].person_id


def _soon(side: Side) -> str:
    return (side.hospital.today() + timedelta(days=20)).isoformat()


def _today(side: Side) -> str:
    return side.hospital.today().isoformat()


def _why(side: Side) -> dict[str, Any]:
    return {"reason": "Prueba", "edition": 1}


def _finding_form(side: Side) -> dict[str, Any]:
    return {"text": "Falta algo", "owner": _owner(side), "due_on": _soon(side)}


ROUTES: dict[str, Route] = {
    "pediatric:certificate-search": Route(public=True),
    "pediatric:certificate": Route(lambda side: (FOLIO,), names_side=False, public=True),
    "pediatric:rollout": Route(reads=STAFF),
    "pediatric:rollout-add": Route(reads=LEADERS, writes=LEADERS),
    "pediatric:rollout-add-all": Route(reads=None, writes=LEADERS, page=False),
    "pediatric:rollout-site": _seen(_clues),
    "pediatric:rollout-expected": _led(_clues, body=lambda side: {"expected": 12, "source": "Censo de prueba"}),
    "pediatric:rollout-plan": _led(
        _clues, body=lambda side: {"owner": _owner(side), "finish_on": (side.hospital.today() + timedelta(days=90))}
    ),
    "pediatric:milestone": _led(_step, body=lambda side: {"owner": _owner(side), "due_on": _soon(side), "edition": 1}),
    "pediatric:milestone-block": _led(
        _step, body=lambda side: {"why": "network", "since": _today(side), "note": "Sin internet", "edition": 1}
    ),
    "pediatric:milestone-unblock": _pressed(_step, page=False),
    "pediatric:milestone-reach": _led(_step, body=lambda side: {"on": _today(side), "edition": 1}),
    "pediatric:milestone-reopen": _led(_step),
    "pediatric:trainee-list": _seen(_clues),
    "pediatric:trainee-add": _led(_clues, body=lambda side: {"names": "Persona de prueba", "role": "nurse"}),
    "pediatric:trainee-accounts": _pressed(_clues, page=False),
    "pediatric:trainee": _led(_trainee, body=lambda side: {"full_name": "Otra persona", "role": "clerk"}),
    "pediatric:training-list": Route(reads=STAFF),
    "pediatric:training": _seen(_training),
    "pediatric:training-plan": _led(_clues, body=_facts),
    "pediatric:training-change": _led(_training, body=_facts),
    "pediatric:training-cancel": _led(_training, body=_why),
    "pediatric:training-enrol": _led(_training),
    "pediatric:training-drop": _pressed(_seat, page=False),
    "pediatric:training-marks": _led(_training),
    "pediatric:training-close": _pressed(_training, page=False),
    "pediatric:training-reopen": _led(_training),
    "pediatric:certificate-papers": Route(_training, seen=STAFF, reads=LEADERS, page=False, may_redirect=True),
    # Nobody has passed yet.
    "pediatric:certificate-paper": Route(
        lambda side: (_seat(side)[1],), names_side=False, seen=NOBODY, reads=NOBODY, page=False
    ),
    "pediatric:rollout-visit-list": Route(reads=STAFF),
    "pediatric:rollout-visit": _seen(_visit),
    "pediatric:rollout-visit-plan": _led(_clues, body=lambda side: {"on": _soon(side), "lead": _owner(side)}),
    "pediatric:rollout-visit-change": _led(
        _visit, body=lambda side: {"on": _soon(side), "lead": _owner(side), "edition": 1}
    ),
    "pediatric:rollout-visit-cancel": _led(_visit, body=_why),
    "pediatric:rollout-visit-answers": _led(_visit, body=lambda side: {"summary": "Todo bien", "edition": 1}),
    "pediatric:rollout-visit-sign": _pressed(_visit, page=False),
    "pediatric:rollout-visit-report": _seen(_visit, page=False),
    "pediatric:finding-add": _led(_visit, body=_finding_form),
    "pediatric:finding-list": Route(reads=STAFF),
    "pediatric:finding-resolve": _led(_finding, body=lambda side: {"on": _today(side), "note": "Se compró"}),
    "pediatric:finding-reassign": _led(_finding, body=lambda side: {"owner": _owner(side), "due_on": _soon(side)}),
    "pediatric:finding-remove": _pressed(_finding, page=False),
    "api-rollout-sites": Route(reads=STAFF, writes=LEADERS, page=False),
    "api-rollout-site": _seen(_clues, page=False),
    "api-rollout-expected": _acts(_clues, lambda side: {"expected": 12, "source": "Censo de prueba"}),
    "api-milestone": _acts(_step, lambda side: {"owner": _owner(side), "due_on": _soon(side), "edition": 1}),
    "api-milestone-block": _acts(
        _step, lambda side: {"why": "network", "since": _today(side), "note": "Sin internet", "edition": 1}
    ),
    "api-milestone-unblock": _acts(_step),
    "api-milestone-reach": _acts(_step, lambda side: {"on": _today(side), "edition": 1}),
    "api-milestone-reopen": _acts(_step),
    "api-trainees": Route(
        reads=STAFF,
        writes=LEADERS,
        body=lambda side: {"clues": side.hospital.clues, "names": ["Persona de prueba"], "role": "nurse"},
        page=False,
    ),
    "api-trainings": Route(
        reads=STAFF,
        writes=LEADERS,
        body=lambda side: {"clues": side.hospital.clues} | _facts(side),
        page=False,
    ),
    "api-training": _seen(_training, page=False),
    "api-training-enrol": _acts(_training),
    "api-training-marks": _acts(_training),
    "api-training-close": _acts(_training),
    "api-training-reopen": _acts(_training),
    "api-training-cancel": _acts(_training, _why),
    "api-visit-items": Route(reads=STAFF, page=False),
    "api-verification-visits": Route(
        reads=STAFF,
        writes=LEADERS,
        body=lambda side: {"clues": side.hospital.clues, "on": _soon(side), "lead": _owner(side)},
        page=False,
    ),
    "api-verification-visit": _seen(_visit, page=False),
    "api-visit-answers": _acts(
        _visit, lambda side: {"answers": [{"item": "equipo", "answer": "yes"}], "summary": "Bien", "edition": 1}
    ),
    "api-visit-findings": _acts(_visit, _finding_form),
    "api-visit-sign": _acts(_visit),
    "api-visit-cancel": _acts(_visit, _why),
    "api-findings": Route(reads=STAFF, page=False),
    "api-finding-resolve": _acts(_finding, lambda side: {"on": _today(side), "note": "Se compró"}),
    "api-finding-reassign": _acts(_finding, lambda side: {"owner": _owner(side), "due_on": _soon(side)}),
}
