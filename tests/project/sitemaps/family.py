"""Addresses of the family's pages. A relative of the sweeps has no child: of a child's own pages there is none for
anybody of them, and tests/pediatric_platform/family/ opens them as the child's mother."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.two_sides import Side
from tests.project.route import CLINICAL, EVERYONE, NOBODY, Route


def _child(side: Side) -> tuple[Any, ...]:
    return (side.child.folio,)


def _report(side: Side) -> tuple[Any, ...]:
    return (side.family_report.folio,)


def _own(*, args: Callable[[Side], tuple[Any, ...]] = _child, writes: bool = False) -> Route:
    return Route(args, seen=NOBODY, reads=NOBODY, writes=NOBODY if writes else None, page=False)


ROUTES: dict[str, Route] = {
    "pediatric:family": Route(),
    "pediatric:family-mail": Route(seen=NOBODY, reads=None, writes=NOBODY, page=False),
    "pediatric:family-borrowed": Route(reads=None, writes=EVERYONE, page=False),
    "pediatric:family-child": _own(),
    "pediatric:family-history": _own(),
    "pediatric:family-contacts": _own(),
    "pediatric:family-calendar": _own(writes=True),
    "pediatric:family-problem": _own(writes=True),
    "pediatric:family-fever": _own(writes=True),
    "pediatric:family-report": _own(args=lambda side: (side.child.folio, side.family_report.folio)),
    "pediatric:family-case": _own(args=lambda side: (side.child.folio, side.case.folio), writes=True),
    # Whoever has the secret address, and no other thing.
    "pediatric:family-calendar-file": Route(
        lambda side: (f"calendario-{side.delegation.code}",), names_side=False, public=True, page=False
    ),
    "pediatric:family-report-list": Route(reads=CLINICAL),
    "pediatric:family-report-take-up": Route(
        _report, seen=CLINICAL, reads=CLINICAL, writes=CLINICAL, body=lambda side: {"answer": "Ya llegó."}
    ),
    "api-family-children": Route(page=False),
    "api-family-sessions": _own(),
    "api-family-reports": _own(writes=True),
    "api-family-cases": _own(),
    "api-family-case": _own(args=lambda side: (side.child.folio, side.case.folio)),
    **{
        f"api-family-case-{act}": Route(
            lambda side: (side.child.folio, side.case.folio), seen=NOBODY, reads=None, writes=NOBODY, page=False
        )
        for act in ("reply", "confirm", "dispute", "reopen")
    },
    "api-promises": Route(page=False, reads=CLINICAL),
}
