"""The only writers of the rules of the clock of cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from delegations import audit
from delegations.models import Person
from delegations.upsert import Upserted, upsert
from pediatric_platform.models import CaseClock, SeverityRule


@transaction.atomic
def load_severity_rules(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the severities in line with `rows`; cases that stand keep the clock that they were given."""
    done = upsert(SeverityRule, rows, key=["severity"])
    _audit(done, by)
    return done


@transaction.atomic
def load_case_clocks(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the clocks in line with `rows`; cases that stand keep the one that they were given."""
    done = upsert(CaseClock, rows, key=["severity", "level"])
    _audit(done, by)
    return done


def _audit(done: Upserted, by: Person | None) -> None:
    if done.changed_anything:
        audit.record(type="case_rules.loaded", by=by, before=done.before(), after=done.after())
