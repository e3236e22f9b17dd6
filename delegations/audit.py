"""The one way to leave a trace: called by every action, in the action's own transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from delegations.models import AuditEvent, AuditKind, Delegation, OneTimeLink, Person, Posting, Unit
from delegations.roles import Role
from delegations.scoping import scope_of

# Events about who came in and how: told apart from what was changed.
ACCESS_TYPES = ("sign_in.", "sessions.")
# Written by hand: as rows of the model, some thousands of them cost more than all that they tell of.
APPEND = """
INSERT INTO delegations_auditevent (kind, at, type, by, by_id, target_model, target_id, target_label, delegation_id,
                                    unit_id, before, after)
SELECT %s, %s, %s, %s, %s, told.*
  FROM unnest(%s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::jsonb[], %s::jsonb[]) AS told
"""


def record(
    *,
    type: str,
    by: Person | None,
    target: models.Model | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    kind: str | None = None,
    delegation: int | None = None,
    unit: int | None = None,
) -> AuditEvent:
    """Append one audit event; `by` None is the system itself (a scheduled task, a loader).

    Whose data it concerns (`delegation`, `unit`: primary keys) is read off the target where it says so. What is written
    here stays for good and is everybody's who audits: in one language, and relatives by their number.
    """
    of_delegation, of_unit = concerns(target)
    with translation.override(settings.LANGUAGE_CODE):
        doer, label = doer_of(by), label_of(target)
    return AuditEvent.objects.create(
        kind=kind or (AuditKind.ACCESS if type.startswith(ACCESS_TYPES) else AuditKind.WRITE),
        type=type,
        by=doer,
        by_id=by.pk if by else None,
        target_model=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=label[:240],
        delegation_id=delegation or of_delegation,
        unit_id=unit or of_unit,
        before=before or {},
        after=after or {},
    )


def record_all(
    *, type: str, by: Person | None, rows: Iterable[tuple[models.Model, dict[str, Any], dict[str, Any]]]
) -> None:
    """Append an event for each (target, before, after) of one kind, in one statement: for sweeps of thousands."""
    columns: list[list[Any]] = [[] for _column in range(7)]
    with translation.override(settings.LANGUAGE_CODE):
        doer = doer_of(by)
        for target, before, after in rows:
            told = (target._meta.label_lower, str(target.pk), label_of(target)[:240], *concerns(target))
            for column, value in zip(columns, (*told, json.dumps(before), json.dumps(after)), strict=True):
                column.append(value)
    if columns[0]:
        with connection.cursor() as cursor:
            cursor.execute(APPEND, [AuditKind.WRITE.value, timezone.now(), type, doer, by.pk if by else None, *columns])


def record_read(
    *,
    by: Person | None,
    what: str,
    target: models.Model | None = None,
    rows: int | None = None,
    asked: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event of reading: an export, a child's record. `asked` holds fields and codes, never free text."""
    told = {} if rows is None else {"rows": rows}
    return record(type=what, by=by, target=target, kind=AuditKind.READ, after=told | (asked or {}))


def is_relative(person: Person) -> bool:
    """Whether the person is here for a child and nothing else, now or once."""
    return set(Posting.objects.filter(person=person).values_list("role", flat=True)) == {Role.FAMILY}


def name_of(person: Person) -> str:
    """A person as the trail names them: a child's relative is a number."""
    return _("Familiar n.º %(number)d") % {"number": person.pk} if is_relative(person) else person.full_name


def doer_of(by: Person | None) -> str:
    """Who did it. Of staff the postings in force were read already, and nothing more is asked."""
    if by is None:
        return ""
    is_staff = any(grant.role != Role.FAMILY for grant in scope_of(by).grants)
    return by.full_name if is_staff else name_of(by)


def label_of(target: models.Model | None) -> str:
    """What an event is about, in a few words."""
    if isinstance(target, Person):
        return name_of(target)
    if isinstance(target, Posting):
        return f"{name_of(target.person)} · {target}"
    if isinstance(target, OneTimeLink):
        return f"{target.get_purpose_display()} · {name_of(target.person)}"
    return "" if target is None else str(target)


def concerns(target: models.Model | None) -> tuple[int | None, int | None]:
    """The delegation and the unit whose data `target` is, as far as it says so itself or its place or unit does."""
    if target is None:
        return None, None
    if isinstance(target, Delegation):
        return target.pk, None
    if isinstance(target, Unit):
        return target.delegation_id, target.pk
    place = getattr(target, "place", None)
    unit_id = getattr(target, "unit_id", None) or getattr(place, "unit_id", None)
    delegation_id = getattr(target, "delegation_id", None) or getattr(place, "delegation_id", None)
    if unit_id and not delegation_id:
        unit = getattr(target, "unit", None)
        delegation_id = getattr(unit, "delegation_id", None)
    return delegation_id, unit_id
