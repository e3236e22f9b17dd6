"""What the pages of the audit read: always a stretch of time and the newest rows, never a count of the whole trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from delegations import audit_fields
from delegations.models import AuditEvent, RowChange

NEWEST_FIRST = ("-at", "-pk")


def events_of(target: Model) -> QuerySet[AuditEvent]:
    """What was done to one object or read of it, newest first."""
    return AuditEvent.objects.about(target).order_by(*NEWEST_FIRST)


def rows_of(event: AuditEvent) -> QuerySet[RowChange]:
    """The rows that the same transaction wrote."""
    return RowChange.objects.of_event(event).order_by("pk")


def siblings_of(event: AuditEvent) -> QuerySet[AuditEvent]:
    """Other events of the same transaction."""
    if event.transaction is None:
        return AuditEvent.objects.none()
    return AuditEvent.objects.filter(transaction=event.transaction).exclude(pk=event.pk).order_by("pk")


def older_than(rows: QuerySet[Any], mark: AuditEvent | RowChange) -> QuerySet[Any]:
    """Of rows ordered by NEWEST_FIRST, those that come after `mark`: the next page, uncounted."""
    at, pk = mark.at, mark.pk
    return rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), at__lte=at)


@dataclass(frozen=True)
class Difference:
    """One field before and after."""

    name: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def differences(
    model: type[Model] | None, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> list[Difference]:
    """Field by field, what it was and what it is."""
    old, new = before or {}, after or {}
    return [
        Difference(
            audit_fields.name_of(model, name),
            audit_fields.value_of(model, name, old.get(name)),
            audit_fields.value_of(model, name, new.get(name)),
        )
        for name in dict.fromkeys([*old, *new])
    ]
