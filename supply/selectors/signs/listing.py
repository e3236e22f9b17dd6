"""Signs as lists and pages show them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from delegations.audit_words import who_of
from delegations.models import AuditEvent, AuditKind, Person
from supply.models import SignState, WarningSign


def signs_seen(person: Person) -> QuerySet[WarningSign]:
    return WarningSign.objects.visible_to(person).select_related(
        "drug", "supplier", "place__unit", "delegation", "supply_order", "contract_line__contract", "closed_by"
    )


def answers_of(sign: WarningSign) -> list[dict[str, Any]]:
    """Every answer that was given, the latest first, from the trail."""
    events = AuditEvent.objects.about(sign).filter(kind=AuditKind.WRITE, type="sign.reviewed").order_by("-at", "-id")
    return [
        {
            "at": event.at,
            "text": SignState((event.after or {}).get("state", SignState.OPEN)).label,
            "by": who_of(event),
            "note": (event.after or {}).get("note", ""),
        }
        for event in events[:50]
    ]
