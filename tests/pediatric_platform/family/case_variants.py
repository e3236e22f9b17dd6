"""Everything that may be said of a case to its family, each with its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from pediatric_platform.family.case_sentences import CaseFacts, CaseTold, case_told
from pediatric_platform.family.sentences import Solver
from tests.pediatric_platform.family.told_variants import NOW, ROSA

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KINDS = ("missing", "denied", "partial", "not_mixed", "postponed", "wrong", "other")


def facts(state: str = "open", **more: Any) -> CaseFacts:
    given: dict[str, Any] = {
        "kind": "missing", "what": "vincristina", "opened_at": NOW - 3 * HOUR, "contact_by": NOW + HOUR,
        "deadline_at": NOW + DAY, "needed_on": (NOW + 2 * DAY).date(), **more,
    }  # fmt: skip
    return CaseFacts(state=state, **given)


def tell(state: str = "open", *, owner: Solver = ROSA, now: datetime = NOW, **more: Any) -> CaseTold:
    return case_told(facts(state, **more), owner, now=now)


def every_case() -> Iterator[tuple[str, CaseTold]]:
    for kind in KINDS:
        yield f"open: {kind}", tell(kind=kind)
        yield f"open: {kind}, no drug", tell(kind=kind, what="")
    yield "open, nobody", tell(owner=Solver())
    yield "open, no telephone", tell(owner=Solver("Rosa Titular"))
    yield "open, late call", tell(contact_by=NOW - HOUR, is_contact_late=True)
    yield "open, deadline over", tell(deadline_at=NOW - HOUR)
    yield "open, deadline over, no telephone", tell(deadline_at=NOW - HOUR, owner=Solver("Rosa Titular"))
    for level in (2, 3):
        yield f"level {level}", tell("in_progress", level=level, contacted_at=NOW)
    yield "open, no delegation", tell(is_umae=True)
    yield "on the agenda", tell(level=4, deadline_at=NOW + 3 * DAY, agenda_on=(NOW + 3 * DAY).date())
    for whom in ("supplier", "warehouse", "other_unit", "central", "prescriber", "family", "other"):
        yield f"waiting for {whom}", tell("waiting", waiting_for=whom, waiting_until=(NOW + DAY).date())
    yield "waiting, without a day", tell("waiting", waiting_for="supplier")
    yield "solved", tell("solved", solution="Llega mañana", solved_at=NOW)
    yield "solved, confirmed by this one", tell("solved", solution="Llega mañana", confirmed_at=NOW)
    yield "confirmed by the family", tell("confirmed", confirmed_at=NOW, deadline_at=None, contact_by=None)
    yield "confirmed by the record", tell("confirmed", confirmed_at=NOW, confirmed_by_record=True, deadline_at=None)
    yield "confirmed", tell("confirmed", deadline_at=None)
    yield "closed", tell("closed", closed_reason="No la hallamos", ended_at=NOW - DAY, deadline_at=None)
