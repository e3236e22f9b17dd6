"""Addresses of the cases' pages of the staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from delegations.models import Posting
from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import NOBODY, STAFF, Route

OPENERS = STAFF - {Role.AUDITOR}
WORKERS = frozenset(
    {
        Role.CENTRAL_OFFICE,
        Role.DELEGATION_REPRESENTATIVE,
        Role.HEAD_OF_MEDICAL_SERVICES,
        Role.DELEGATION_SUPPLY_MANAGER,
        Role.UNIT_SUPPLY_MANAGER,
        Role.PHARMACIST,
        Role.CLINICIAN,
    }
)
CLOSERS = frozenset({Role.CENTRAL_OFFICE})

Body = Callable[[Side], dict[str, Any]]


def _case(side: Side) -> tuple[Any, ...]:
    return (side.case.folio,)


def _edited(**more: Any) -> Body:
    return lambda side: {"edition": side.case.edition, **more}


def _someone(side: Side) -> int:
    """Whoever answers for the delegation."""
    found = Posting.objects.get(
        delegation=side.delegation, person__email=f"delegacion.{side.delegation.code.lower()}@example.org"
    )
    return int(found.pk)


def _until(side: Side) -> str:
    return (side.hospital.today() + timedelta(days=2)).isoformat()


def _open(side: Side) -> dict[str, Any]:
    return {
        "unit": side.hospital.clues, "kind": "missing", "drug": side.drug.code, "story": "No hay", "key": "k",
    }  # fmt: skip


def _page(writes: frozenset[Role], body: Body | None, **more: Any) -> Route:
    return Route(_case, seen=STAFF, reads=writes, writes=writes, body=body, **more)


def _press(writes: frozenset[Role], body: Body | None) -> Route:
    return Route(_case, seen=STAFF, reads=None, writes=writes, body=body, page=False)


ROUTES: dict[str, Route] = {
    "pediatric:case-list": Route(reads=STAFF),
    "pediatric:case-agenda": Route(reads=STAFF),
    "pediatric:case-board": Route(reads=STAFF),
    "pediatric:case-open": Route(reads=OPENERS, writes=OPENERS, body=_open),
    "pediatric:case-open-alike": Route(reads=OPENERS, page=False),
    "pediatric:case": Route(_case, seen=STAFF),
    "pediatric:case-take": _press(WORKERS, _edited()),
    # Nothing waits, is solved, has ended or stands twice on this side: refused in words, nothing changes.
    "pediatric:case-resume": _press(WORKERS, None),
    "pediatric:case-confirm": _press(NOBODY, None),
    "pediatric:case-contact": _page(WORKERS, lambda side: {"way": "phone", "reached": "si", "text": "x", "key": "k"}),
    "pediatric:case-note": _page(WORKERS, lambda side: {"text": "x", "key": "k"}),
    "pediatric:case-wait": _page(WORKERS, lambda side: {**_edited(whom="supplier")(side), "until": _until(side)}),
    "pediatric:case-solve": _page(WORKERS, _edited(solution="Llegó")),
    "pediatric:case-hand": _page(WORKERS, lambda side: {**_edited(reason="x")(side), "to": _someone(side)}),
    "pediatric:case-correct": _page(WORKERS, _edited(kind="partial", drug_words="x")),
    "pediatric:case-merge": _page(WORKERS, None),
    # Beside central office, whoever told it takes themselves off: none of the visitors did.
    "pediatric:case-leave": _page(CLOSERS, None),
    "pediatric:case-reopen": _page(WORKERS, None),
    "pediatric:case-close": _page(CLOSERS, None),
    "api-cases": Route(reads=STAFF, writes=OPENERS, body=_open, page=False),
    "api-case-figures": Route(reads=STAFF, page=False),
    "api-case": Route(_case, seen=STAFF, page=False),
    "api-case-take": _press(WORKERS, _edited()),
    "api-case-hand": _press(WORKERS, lambda side: {**_edited(reason="x")(side), "to": _someone(side)}),
    "api-case-contact": _press(WORKERS, lambda side: {"way": "phone", "reached": True}),
    "api-case-note": _press(WORKERS, lambda side: {"text": "x"}),
    "api-case-wait": _press(WORKERS, lambda side: {**_edited(whom="supplier")(side), "until": _until(side)}),
    "api-case-resume": _press(WORKERS, None),
    "api-case-solve": _press(WORKERS, _edited(solution="Llegó")),
    "api-case-confirm": _press(NOBODY, None),
    "api-case-reopen": _press(WORKERS, None),
    "api-case-close": _press(CLOSERS, None),
    "api-case-merge": _press(WORKERS, None),
    "api-case-leave": _press(CLOSERS, None),
    "api-case-correct": _press(WORKERS, _edited(kind="partial", drug_words="x")),
}
