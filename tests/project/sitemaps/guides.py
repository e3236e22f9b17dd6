"""Addresses of guides."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route

MANAGERS = frozenset({Role.CENTRAL_OFFICE, Role.ADMINISTRATOR})
ABOUT = {"title": "Otro título", "kind": "protocol", "reach": "institute", "body": "Comité de prueba"}
VERSION = {"number": "2", "language": "es", "source": "Prueba", "url": "https://example.org/otra"}


def _guide(side: Side) -> tuple[Any, ...]:
    return (side.guide.guide.code,)


def _version(side: Side) -> tuple[Any, ...]:
    return (side.guide.guide.code, side.guide.pk)


def _pk(side: Side) -> tuple[Any, ...]:
    return (side.guide.pk,)


def _statement(side: Side) -> tuple[Any, ...]:
    return (*_version(side), side.guide.statements.get().pk)


def _out(side: Side) -> dict[str, Any]:
    return {"edition": side.guide.edition, "reason": "Hay una más nueva"}


def _seen(args: Any, **more: Any) -> Route:
    """The same on both sides, for the staff."""
    return Route(args, names_side=False, reads=STAFF, **more)


def _managed(args: Any, **more: Any) -> Route:
    """For whoever answers for the country."""
    return Route(args, names_side=False, reads=MANAGERS, writes=MANAGERS, **more)


def _act(args: Any, writes: frozenset[Role] = MANAGERS, body: Any = None) -> Route:
    return Route(args, names_side=False, reads=None, writes=writes, body=body, page=False)


ROUTES: dict[str, Route] = {
    "pediatric:guide-list": Route(reads=STAFF),
    "pediatric:guide-new": _managed(None, body=lambda side: {**ABOUT, "code": "otra-guia"}),
    "pediatric:guide-public-list": Route(public=True),
    "pediatric:guide-public": Route(_guide, names_side=False, public=True),
    "pediatric:guide-public-file": Route(_guide, names_side=False, public=True, page=False),
    "pediatric:guide": _seen(_guide),
    "pediatric:guide-change": _managed(_guide, body=lambda side: ABOUT),
    "pediatric:guide-compare": _seen(_guide),
    "pediatric:guide-readers": _seen(_guide),
    "pediatric:guide-links": _managed(_guide, body=lambda side: {"protocol": side.regimen.protocol.code}),
    "pediatric:guide-version-new": _managed(_guide, body=lambda side: VERSION),
    "pediatric:guide-version": _seen(_version),
    "pediatric:guide-file": _seen(_version, page=False),
    "pediatric:guide-version-change": _managed(_version),
    "pediatric:guide-publish": _managed(_version),
    "pediatric:guide-withdraw": _managed(_version, body=_out),
    "pediatric:guide-read": _act(_version, STAFF, lambda side: {"si": "1"}),
    "pediatric:guide-statement-add": _managed(_version),
    "pediatric:guide-statement": _managed(_statement),
    "api-guides": Route(reads=STAFF, writes=MANAGERS, body=lambda side: {**ABOUT, "code": "otra-guia"}, page=False),
    "api-guide": _seen(_guide, page=False),
    "api-guide-readers": _seen(_guide, page=False),
    "api-guide-version-new": _act(_guide, body=lambda side: VERSION),
    "api-guide-versions": Route(reads=STAFF, page=False),
    "api-guide-version": _seen(_pk, page=False),
    "api-guide-compare": Route(lambda side: (side.guide.pk, side.guide.pk), names_side=False, reads=STAFF, page=False),
    "api-guide-statements": _act(_pk),
    "api-guide-publication": _act(_pk),
    "api-guide-withdrawal": _act(_pk, body=_out),
    "api-guide-reading": _act(_pk, STAFF, lambda side: {"si": "1"}),
}
