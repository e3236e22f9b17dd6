from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.cases.following import LONGEST
from pediatric_platform.actions.cases.writing import AT_WORK, happened, locked, must_stand, said_before, write
from pediatric_platform.errors.cases import BadContact
from pediatric_platform.models import Case, CaseEvent, CaseEventKind, CaseState, ContactWay


@transaction.atomic
def note_contact(
    *,
    case: Case,
    way: str,
    reached: bool,
    text: str = "",
    key: str = "",
    by: Person,
    now: datetime | None = None,
) -> CaseEvent:
    """Somebody tried to speak with the family. Only a family that was reached stops the clock of the first contact;
    «did not answer» is written down, as often as it happens, and ends nothing."""
    now = now or timezone.now()
    row = locked(case, by=by)
    if (said := said_before(row, key, way=way, reached=reached)) is not None:
        return said
    must_stand(row)
    if way not in ContactWay.values:
        raise BadContact
    event = happened(
        row,
        CaseEventKind.CONTACT,
        by=by,
        at=now,
        way=way,
        reached=reached,
        text=text.strip()[:LONGEST],
        key=key,
        for_family=True,
    )
    told = {"way": way, "reached": reached}
    values: dict[str, Any] = {"contact_by": None} if reached and row.contact_by is not None else {}
    if reached and row.contacted_at is None:
        values["contacted_at"] = now
    if row.state == CaseState.OPEN:
        values |= AT_WORK
    if values:
        write(row, type="case.contact", by=by, also=told, **values)
    else:
        audit.record(type="case.contact", by=by, target=row, after=told)
    return event
