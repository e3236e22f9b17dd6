"""Brings the golden hour's numbers in, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from delegations.audit import record
from delegations.models import Person
from delegations.upsert import Upserted, upsert
from pediatric_platform.models import FeverRule


@transaction.atomic
def load_fever_rules(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the numbers in line with `rows`."""
    done = upsert(FeverRule, rows, key=["code"])
    if done.changed_anything:
        record(type="fever_rules.loaded", by=by, before=done.before(), after=done.after())
    return done
