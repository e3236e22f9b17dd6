"""Addresses of relatives, consents and the census."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import CLINICAL, FAULTS_TOKEN, Route

CLINICIANS = frozenset({Role.CLINICIAN})
# Who only prepares or hands out medicines needs no relative's address.
TREATING = frozenset({Role.CLINICIAN, Role.HEAD_OF_MEDICAL_SERVICES})


def _child(side: Side) -> tuple[Any, ...]:
    return (side.child.folio,)


def _guardian(side: Side) -> tuple[Any, ...]:
    return (side.child.folio, side.guardian.pk)


def _form(args: Any, body: Any) -> Route:
    return Route(args, seen=CLINICAL, reads=CLINICIANS, writes=CLINICIANS, body=body)


def _press(body: Any = lambda side: {}) -> Route:
    return Route(_guardian, seen=CLINICAL, reads=None, writes=CLINICIANS, body=body, page=False)


ROUTES: dict[str, Route] = {
    "pediatric:census-import": Route(reads=CLINICIANS, writes=CLINICIANS),
    "pediatric:census-template": Route(reads=CLINICIANS, page=False),
    "pediatric:census-faults": Route(lambda side: (FAULTS_TOKEN,), names_side=False, reads=CLINICIANS, page=False),
    "pediatric:consent-sheet": Route(reads=CLINICIANS),
    "pediatric:guardian-history": Route(_child, seen=CLINICAL, reads=TREATING),
    "pediatric:guardian-invite": _form(
        _child,
        lambda side: {
            "full_name": "Papá de Prueba",
            "email": f"papa.{side.delegation.code}@example.org",
            "relation": "father",
            "phone": "",
            "method": "screen",
            "given_on": "",
        },
    ),
    "pediatric:guardian-correct": _form(_guardian, lambda side: {"relation": "father", "phone": "33 1234 5678"}),
    "pediatric:guardian-consent": _form(_guardian, None),  # she has agreed to this text already
    "pediatric:guardian-withdraw": _form(_guardian, lambda side: {"reason": "Lo pidió"}),
    "pediatric:guardian-end": _form(_guardian, lambda side: {"reason": "Ya no lo cuida"}),
    "pediatric:guardian-invite-again": _press(),
    "pediatric:guardian-retract": _press(),
    # Of one relative alone, who is none of the sweep's people: tests/pediatric_platform/views/test_family_consent.py.
    "pediatric:family-consent": Route(
        lambda side: (side.guardian.pk,),
        seen=frozenset(),
        reads=frozenset(),
        writes=frozenset(),
        body=lambda side: {"decision": "retirar"},
        page=False,
    ),
    "api-guardians": Route(
        _child,
        seen=CLINICAL,
        reads=TREATING,
        writes=CLINICIANS,
        body=lambda side: {
            "full_name": "Papá de Prueba",
            "email": f"papa.{side.delegation.code}@example.org",
            "relation": "father",
            "method": "screen",
        },
        page=False,
    ),
    "api-consents": Route(_guardian, seen=CLINICAL, reads=TREATING, writes=CLINICIANS, page=False),
    "api-consent-withdraw": Route(
        _guardian, seen=CLINICAL, reads=None, writes=CLINICIANS, body=lambda side: {"reason": "x"}, page=False
    ),
    "api-guardian-end": Route(
        _guardian, seen=CLINICAL, reads=None, writes=CLINICIANS, body=lambda side: {"reason": "x"}, page=False
    ),
}
