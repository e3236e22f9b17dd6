"""Addresses of the registry of children."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from delegations.models import Unit
from delegations.roles import Role
from pediatric_platform.models import Allergy, Child
from tests.factories.two_sides import Side
from tests.project.route import CLINICAL, Route

CLINICIANS = frozenset({Role.CLINICIAN})
NOTERS = frozenset({Role.CLINICIAN, Role.PHARMACIST})


def _child(side: Side) -> tuple[Any, ...]:
    return (side.child.folio,)


def _allergy(side: Side) -> tuple[Any, ...]:
    return (side.child.folio, Allergy.objects.get(child=side.child, substance="Látex").pk)


def _facts(side: Side) -> dict[str, Any]:
    return {
        "given_names": "Otra",
        "first_surname": "Distinta",
        "birth_date": "2020-02-29",
        "sex": "M",
        "without_curp": "En trámite",
        "diagnosis": side.child.diagnosis.code,
        "unit": side.hospital.clues,
    }


def _corrected(side: Side) -> dict[str, Any]:
    facts = {name: value for name, value in _facts(side).items() if name != "unit"}
    return facts | {"edition": side.child.edition}


def _day(side: Side, days: int = 0) -> str:
    return (side.hospital.today() + timedelta(days=days)).isoformat()


def _idle(side: Side) -> tuple[Any, ...]:
    """The side's other child, for whom nothing is being prepared."""
    return (Child.objects.get(unit=side.hospital, given_names=f"Otra {side.delegation.code}").folio,)


def _elsewhere(side: Side) -> str:
    """A hospital of the other side: a child may be handed over to any of the country."""
    return Unit.objects.exclude(pk=side.hospital.pk).values_list("clues", flat=True)[0]


def _of_child(reads: frozenset[Role] | None, **more: Any) -> Route:
    return Route(_child, seen=CLINICAL, reads=reads, **more)


ROUTES: dict[str, Route] = {
    "pediatric:child-list": Route(reads=CLINICAL),
    "pediatric:child-register": Route(reads=CLINICIANS, writes=CLINICIANS, body=_facts),
    "pediatric:child": _of_child(CLINICAL),
    "pediatric:child-identifiers": Route(_child, seen=CLINICAL, reads=None, writes=CLINICAL, page=False),
    "pediatric:child-correct": _of_child(CLINICIANS, writes=CLINICIANS, body=_corrected),
    "pediatric:child-transfer": Route(
        _idle,
        seen=CLINICAL,
        reads=CLINICIANS,
        writes=CLINICIANS,
        body=lambda side: {"to": _elsewhere(side), "on": _day(side), "reason": "x", "edition": 1},
    ),
    "pediatric:child-state": _of_child(
        CLINICIANS,
        writes=CLINICIANS,
        body=lambda side: {"state": "finished", "on": _day(side), "reason": "x", "sure": "on", "edition": 1},
    ),
    "pediatric:child-growth": _of_child(
        CLINICIANS,
        writes=CLINICIANS,
        body=lambda side: {"measured_on": _day(side), "weight_kg": "20.5", "height_cm": "115.5"},
    ),
    "pediatric:child-allergies": _of_child(
        NOTERS,
        writes=NOTERS,
        body=lambda side: {"substance": "Penicilina", "severity": "severe", "noted_on": _day(side)},
    ),
    "pediatric:allergy-refute": Route(
        _allergy, seen=CLINICAL, reads=CLINICIANS, writes=CLINICIANS, body=lambda side: {"reason": "x"}
    ),
    "api-children": Route(reads=CLINICAL, writes=CLINICIANS, body=_facts, page=False),
    "api-child": _of_child(CLINICAL, page=False),
    "api-child-growth": _of_child(
        None,
        writes=CLINICIANS,
        body=lambda side: {"measured_on": _day(side), "weight_kg": "20.5", "height_cm": "115.5"},
        page=False,
    ),
    "api-child-allergies": _of_child(
        None,
        writes=NOTERS,
        body=lambda side: {"substance": "Penicilina", "severity": "severe", "noted_on": _day(side)},
        page=False,
    ),
    "api-child-transfer": Route(
        _idle,
        seen=CLINICAL,
        reads=None,
        writes=CLINICIANS,
        body=lambda side: {"to": _elsewhere(side), "on": _day(side), "reason": "x", "edition": 1},
        page=False,
    ),
    "api-child-state": _of_child(
        None,
        writes=CLINICIANS,
        body=lambda side: {"state": "finished", "on": _day(side), "reason": "x", "edition": 1},
        page=False,
    ),
}
