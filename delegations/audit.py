"""The one way to leave a trace: called by every action, in the action's own transaction."""

from __future__ import annotations

from typing import Any

from django.db import models

from delegations.models import AuditEvent, AuditKind, Delegation, Person, Unit

# Events about who came in and how: told apart from what was changed.
ACCESS_TYPES = ("sign_in.", "sessions.")


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

    Whose data it concerns (`delegation`, `unit`: primary keys) is read off the target where it says so.
    """
    of_delegation, of_unit = concerns(target)
    return AuditEvent.objects.create(
        kind=kind or (AuditKind.ACCESS if type.startswith(ACCESS_TYPES) else AuditKind.WRITE),
        type=type,
        by=by.full_name if by else "",
        by_id=by.pk if by else None,
        target_model=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=str(target)[:240] if target is not None else "",
        delegation_id=delegation or of_delegation,
        unit_id=unit or of_unit,
        before=before or {},
        after=after or {},
    )


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
