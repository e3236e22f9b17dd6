"""Addresses of the golden hour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import CLINICAL, Route

STAMPERS = frozenset({Role.CLINICIAN, Role.PHARMACIST})


def _unit(side: Side) -> tuple[Any, ...]:
    return (side.hospital.clues,)


def _episode(side: Side) -> tuple[Any, ...]:
    return (side.episode.folio,)


def _act(body: Callable[[Side], dict[str, Any]] | None) -> Route:
    return Route(_episode, seen=CLINICAL, reads=None, writes=STAMPERS, body=body, page=False)


ROUTES: dict[str, Route] = {
    "pediatric:fever": Route(reads=CLINICAL, may_redirect=True),
    "pediatric:fever-board": Route(_unit, seen=CLINICAL, reads=CLINICAL),
    "pediatric:fever-live": Route(_unit, seen=CLINICAL, reads=CLINICAL, page=False),
    "pediatric:fever-beside": Route(_unit, seen=CLINICAL, reads=CLINICAL, page=False),
    "pediatric:fever-tap": Route(
        _unit,
        seen=CLINICAL,
        reads=None,
        writes=STAMPERS,
        body=lambda side: {"s": f"{side.episode.folio}.tr", "clave": "toque"},
        page=False,
    ),
    "pediatric:fever-open": Route(
        _unit,
        seen=CLINICAL,
        reads=STAMPERS,
        writes=STAMPERS,
        body=lambda side: {"child": side.child.folio, "arrived": "here", "clave": "abrir"},
    ),
    "pediatric:fever-episode": Route(_episode, seen=CLINICAL, reads=CLINICAL),
    "pediatric:fever-stamp": _act(lambda side: {"stamp": "triage", "clave": "sello"}),
    "pediatric:fever-take-back": _act(
        lambda side: {"stamp": "fever", "clave": "quitar", "reason": "Prueba"},
    ),
    "pediatric:fever-measure": _act(lambda side: {"medida-temperature": "38.4"}),
    # The sides' episodes still have time: there is nothing to explain.
    "pediatric:fever-late": _act(None),
    "pediatric:fever-close": _act(lambda side: {"cierre-reason": "no_fever"}),
}
