"""Addresses of mixing orders and the trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import CLINICAL, NOBODY, STAFF, Route

PHARMACIST = frozenset({Role.PHARMACIST})
PREPARERS = frozenset({Role.PHARMACIST, Role.MIXING_CENTRE_STAFF})
PRESCRIBERS = frozenset({Role.CLINICIAN})
BEDSIDE = PREPARERS | PRESCRIBERS
CHECKS = ["dose", "cap", "stability", "label", "allergy"]


def _mixture(side: Side) -> tuple[Any, ...]:
    return (side.mixture.pk,)


def _order(side: Side) -> tuple[Any, ...]:
    return (side.order.folio,)


def _review(side: Side) -> dict[str, Any]:
    return {"checks": CHECKS, "hours": 24, "edition": side.mixture.edition}


def _why(side: Side) -> dict[str, Any]:
    return {"note": "Prueba"}


def _act(
    args: Callable[[Side], tuple[Any, ...]],
    writes: frozenset[Role],
    body: Callable[[Side], dict[str, Any]] | None = None,
) -> Route:
    return Route(args, seen=CLINICAL, reads=None, writes=writes, body=body, page=False)


ROUTES: dict[str, Route] = {
    "pediatric:mixing-day": Route(reads=CLINICAL),
    "pediatric:mixtures-prepare": Route(reads=None, writes=PREPARERS, page=False),
    "pediatric:mixing-labels": Route(reads=CLINICAL, page=False, may_redirect=True),
    "pediatric:vial-list": Route(reads=CLINICAL),
    "pediatric:vial-discard": Route(
        lambda side: (0,), names_side=False, seen=NOBODY, reads=None, writes=NOBODY, page=False
    ),
    "pediatric:mixture-scan": Route(lambda side: (side.mixture.label,), seen=CLINICAL, reads=CLINICAL),
    "pediatric:mixing-request": Route(
        lambda side: (side.session.pk,), seen=CLINICAL, reads=CLINICAL, writes=PHARMACIST | PRESCRIBERS
    ),
    "pediatric:mixing-order": Route(_order, seen=CLINICAL, reads=CLINICAL),
    "pediatric:mixing-order-cancel": _act(_order, BEDSIDE, _why),
    "pediatric:mixing-order-follow": _act(_order, BEDSIDE),
    "pediatric:mixture": Route(_mixture, seen=CLINICAL, reads=CLINICAL),
    "pediatric:mixture-validate": Route(_mixture, seen=CLINICAL, reads=PHARMACIST, writes=PHARMACIST, body=_review),
    "pediatric:mixture-prepare": _act(_mixture, PREPARERS),
    "pediatric:mixture-dispatch": _act(_mixture, PREPARERS),
    "pediatric:mixture-receive": _act(_mixture, BEDSIDE),
    "pediatric:mixture-administer": _act(_mixture, PRESCRIBERS),
    "pediatric:mixture-reject": _act(_mixture, PREPARERS, _why),
    "pediatric:mixture-return": _act(_mixture, BEDSIDE),
    "pediatric:mixture-undo": _act(_mixture, PREPARERS),
    "pediatric:mixture-label": Route(_mixture, seen=CLINICAL, reads=CLINICAL, page=False),
    "pediatric:mixture-record": Route(_mixture, seen=CLINICAL, reads=CLINICAL, page=False),
    "pediatric:dose-hand-out": Route(lambda side: (side.dose.pk,), seen=CLINICAL, reads=PREPARERS, writes=PREPARERS),
    "pediatric:dose-take-back": _act(lambda side: (side.dose.pk,), PREPARERS),
    # A lot is no secret among staff; whom it reached is told by name only to who treats them.
    "pediatric:trace-lot": Route(lambda side: (side.lot.pk,), names_side=False, seen=STAFF, reads=STAFF),
    "pediatric:trace-child": Route(lambda side: (side.child.folio,), seen=CLINICAL, reads=CLINICAL),
    "api-mixing-orders": Route(
        reads=CLINICAL,
        writes=PHARMACIST | PRESCRIBERS,
        page=False,
    ),
    "api-mixtures": Route(reads=CLINICAL, page=False),
    "api-mixture": Route(_mixture, seen=CLINICAL, reads=CLINICAL, page=False),
    "api-mixture-validation": _act(_mixture, PHARMACIST, _review),
    "api-mixture-preparation": _act(_mixture, PREPARERS),
    "api-mixture-dispatch": _act(_mixture, PREPARERS),
    "api-mixture-reception": _act(_mixture, BEDSIDE),
    "api-mixture-administration": _act(_mixture, PRESCRIBERS),
    "api-mixture-rejection": _act(_mixture, PREPARERS, lambda side: {"reason": "Prueba"}),
    "api-mixture-return": _act(_mixture, BEDSIDE),
    "api-vials": Route(reads=CLINICAL, page=False),
    "api-lot-trace": Route(lambda side: (side.lot.pk,), names_side=False, seen=STAFF, reads=STAFF, page=False),
}
