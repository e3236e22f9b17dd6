"""Addresses of plans, sessions and doses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from delegations.roles import Role
from pediatric_platform.models import Child, Dose, Growth, Plan, Session
from tests.factories.two_sides import Side
from tests.project.route import CLINICAL, Route

PRESCRIBERS = frozenset({Role.CLINICIAN})


def _plan(side: Side) -> tuple[Any, ...]:
    return (side.plan.pk,)


def _session(side: Side) -> tuple[Any, ...]:
    """The side's day on which nothing is being mixed."""
    return (Session.objects.get(plan=side.plan, day=15).pk,)


def _dose(side: Side) -> tuple[Any, ...]:
    return (Dose.objects.get(session__plan=side.plan, session__day=15).pk,)


def _to(side: Side, days: int) -> str:
    return (side.hospital.today() + timedelta(days=days)).isoformat()


def _idle(side: Side) -> Child:
    """The side's other child, who has no plan yet."""
    return Child.objects.get(unit=side.hospital, given_names=f"Otra {side.delegation.code}")


def _begin(side: Side) -> dict[str, Any]:
    growth = Growth.objects.get(child=_idle(side))
    return {"esquema": side.regimen.pk, "fase": 1, "inicio": _to(side, 0), "medida": growth.pk}


def _of_session(reads: frozenset[Role] | None, **more: Any) -> Route:
    return Route(_session, seen=CLINICAL, reads=reads, **more)


def _act(body: Any, **more: Any) -> Route:
    """A form about the quiet session: whoever prescribes."""
    return _of_session(PRESCRIBERS, writes=PRESCRIBERS, body=body, **more)


def _api(args: Any, body: Any) -> Route:
    return Route(args, seen=CLINICAL, reads=None, writes=PRESCRIBERS, body=body, page=False)


ROUTES: dict[str, Route] = {
    "pediatric:plan-begin": Route(
        lambda side: (_idle(side).folio,), seen=CLINICAL, reads=PRESCRIBERS, writes=PRESCRIBERS, body=_begin
    ),
    "pediatric:plan": Route(_plan, seen=CLINICAL, reads=CLINICAL),
    "pediatric:plan-resize": Route(
        _plan,
        seen=CLINICAL,
        reads=PRESCRIBERS,
        writes=PRESCRIBERS,
        body=lambda side: {"growth": Plan.objects.get(pk=side.plan.pk).growth_id, "edition": 1},
    ),
    "pediatric:plan-stop": Route(
        _plan,
        seen=CLINICAL,
        reads=PRESCRIBERS,
        writes=PRESCRIBERS,
        body=lambda side: {"on": _to(side, 0), "reason": "Recaída", "edition": 1},
    ),
    "pediatric:plan-complete": Route(
        _plan,
        seen=CLINICAL,
        reads=PRESCRIBERS,
        writes=PRESCRIBERS,
    ),
    "pediatric:session": _of_session(CLINICAL),
    "pediatric:session-unrecorded": Route(reads=CLINICAL),
    "pediatric:session-move": _act(lambda side: {"to": _to(side, 10), "reason": "fever", "edition": 1}),
    "pediatric:session-move-preview": _of_session(PRESCRIBERS, asks=lambda side: {"to": _to(side, 10)}, page=False),
    "pediatric:session-give": _act(lambda side: {"given_on": _to(side, 0), "edition": 1}),
    "pediatric:session-cancel": _act(lambda side: {"reason": "fever", "edition": 1}),
    "pediatric:dose-change": Route(
        _dose,
        seen=CLINICAL,
        reads=PRESCRIBERS,
        writes=PRESCRIBERS,
        body=lambda side: {"amount": "1", "reason": "Toxicidad", "edition": 1},
    ),
    "pediatric:dose-confirm": Route(
        _dose, seen=CLINICAL, reads=None, writes=PRESCRIBERS, body=lambda side: {"edition": 1}, page=False
    ),
    "pediatric:dose-omit": Route(
        _dose,
        seen=CLINICAL,
        reads=PRESCRIBERS,
        writes=PRESCRIBERS,
        body=lambda side: {"reason": "Toxicidad", "edition": 1},
    ),
    "pediatric:calendar": Route(
        reads=CLINICAL, seen=CLINICAL, asks=lambda side: {"unidad": side.hospital.clues}, names_side=True
    ),
    "api-plans": Route(
        reads=CLINICAL,
        writes=PRESCRIBERS,
        body=lambda side: {
            "folio": _idle(side).folio,
            "regimen": side.regimen.pk,
            "growth": Growth.objects.get(child=_idle(side)).pk,
            "started_on": _to(side, 0),
        },
        page=False,
    ),
    "api-plan": Route(_plan, seen=CLINICAL, reads=CLINICAL, page=False),
    "api-plan-resize": _api(_plan, lambda side: {"growth": Plan.objects.get(pk=side.plan.pk).growth_id, "edition": 1}),
    "api-plan-stop": _api(_plan, lambda side: {"on": _to(side, 0), "reason": "Recaída", "edition": 1}),
    "api-plan-complete": _api(_plan, None),
    "api-sessions": Route(reads=CLINICAL, page=False),
    "api-session": Route(_session, seen=CLINICAL, reads=CLINICAL, page=False),
    "api-session-move": _api(_session, lambda side: {"to": _to(side, 10), "reason": "fever", "edition": 1}),
    "api-session-give": _api(_session, lambda side: {"given_on": _to(side, 0), "edition": 1}),
    "api-session-cancel": _api(_session, lambda side: {"reason": "fever", "edition": 1}),
    "api-dose-change": _api(_dose, lambda side: {"amount": "1", "reason": "Toxicidad", "edition": 1}),
    "api-dose-confirm": _api(_dose, lambda side: {"edition": 1}),
    "api-dose-omit": _api(_dose, lambda side: {"reason": "Toxicidad", "edition": 1}),
}
