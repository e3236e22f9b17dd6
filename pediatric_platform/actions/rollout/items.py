"""The questions of verification visits, as their file says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from delegations import audit
from delegations.models import Person
from delegations.upsert import Upserted, upsert
from pediatric_platform.models import VisitItem


@transaction.atomic
def load_items(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the questions in line with `rows`; those that are not listed stay as they are."""
    done = upsert(VisitItem, rows, key=["code"])
    if done.changed_anything:
        audit.record(type="rollout.visit_items_loaded", by=by, before=done.before(), after=done.after())
    return done
