"""The one way to leave a trace: called by every action, in the action's own transaction."""

from __future__ import annotations

from typing import Any

from django.db import models

from delegations.models import AuditEvent, Person


def record(
    *,
    type: str,
    by: Person | None,
    target: models.Model | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one audit event; `by` None is the system itself (a scheduled task, a loader)."""
    return AuditEvent.objects.create(
        type=type,
        by=by.full_name if by else "",
        by_id=by.pk if by else None,
        target_model=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=str(target)[:240] if target is not None else "",
        before=before or {},
        after=after or {},
    )
