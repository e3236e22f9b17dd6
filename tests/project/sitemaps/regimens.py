"""Addresses of regimens."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route

MANAGERS = frozenset({Role.CENTRAL_OFFICE, Role.ADMINISTRATOR})


def _protocol(side: Side) -> tuple[Any, ...]:
    return (side.regimen.protocol.code,)


def _version(side: Side) -> tuple[Any, ...]:
    return (side.regimen.protocol.code, side.regimen.version)


def _phase(side: Side) -> tuple[Any, ...]:
    return (*_version(side), 1)


def _managed(args: Any) -> Route:
    """The same on both sides, for whoever answers for the country."""
    return Route(args, names_side=False, reads=MANAGERS, writes=MANAGERS)


ROUTES: dict[str, Route] = {
    "pediatric:regimen-list": Route(),
    "pediatric:regimen-compare": Route(asks=lambda side: {"diagnostico": side.child.diagnosis.code}, names_side=False),
    "pediatric:regimen-deviations": Route(reads=STAFF),
    "pediatric:regimen-guards": Route(),
    "pediatric:protocol": Route(_protocol, names_side=False),
    "pediatric:protocol-standard": _managed(_protocol),
    "pediatric:regimen": Route(_version, names_side=False),
    "pediatric:regimen-draft": _managed(_version),
    "pediatric:regimen-approve": _managed(_version),
    "pediatric:regimen-withdraw": _managed(_version),
    "pediatric:regimen-phase-add": _managed(_version),
    "pediatric:regimen-phase": _managed(_phase),
    "pediatric:regimen-line-add": _managed(_phase),
    "pediatric:regimen-line": _managed(lambda side: (*_version(side), side.dose.line_id)),
    "api-diagnoses": Route(page=False),
    "api-guards": Route(page=False),
    "api-regimens": Route(page=False),
    "api-regimen": Route(lambda side: (side.regimen.pk,), names_side=False, page=False),
    "api-regimen-deviations": Route(reads=STAFF, page=False),
}
