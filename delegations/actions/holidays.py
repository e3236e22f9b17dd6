"""The only writer of the days of rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from delegations import audit
from delegations.models import Holiday, Person
from delegations.selectors import holidays
from delegations.upsert import Upserted, upsert


@transaction.atomic
def load_holidays(*, rows: Iterable[Mapping[str, Any]], by: Person | None = None) -> Upserted:
    """Bring the days of rest in line with `rows`."""
    done = upsert(Holiday, rows, key=["day"])
    if done.changed_anything:
        audit.record(type="holidays.loaded", by=by, before=done.before(), after=done.after())
        holidays.forget()
        transaction.on_commit(holidays.forget)  # somebody may have read the old ones meanwhile
    return done
