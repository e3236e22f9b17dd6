"""What every act on an agreement shares: the row held, its event, its line in the trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from delegations import audit
from delegations.models import Person
from meetings.models import Agreement, AgreementEvent, AgreementEventKind, Meeting

LONGEST_NOTE = 400


def locked(agreement: Agreement) -> Agreement:
    """As it stands now, held until the transaction ends."""
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True).select_related(
        "meeting__series", "delegation", "unit", "owner__person", "owner_delegation", "owner_unit", "drug", "case"
    )
    return rows.get(pk=agreement.pk)


def tidy(text: str, longest: int = LONGEST_NOTE) -> str:
    """One line of words."""
    return " ".join(text.split())[:longest]


def save(agreement: Agreement, *columns: str) -> None:
    agreement.edition += 1
    agreement.save(update_fields=[*columns, "edition"])


def happened(
    agreement: Agreement,
    kind: AgreementEventKind,
    *,
    by: Person | None,
    at: datetime,
    before: str = "",
    text: str = "",
    meeting: Meeting | None = None,
) -> AgreementEvent:
    """One event, with what the data said last."""
    condition = getattr(agreement, "condition", None)
    return AgreementEvent.objects.create(
        agreement=agreement,
        kind=kind,
        at=at,
        by=by,
        meeting=meeting,
        before=before,
        after=agreement.state,
        value=condition.value if condition else None,
        data_as_of=condition.data_as_of if condition else None,
        text=text,
    )


def trace(
    kind: str,
    agreement: Agreement,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """In the trail; words of the agreement stay in its own row, and who is from outside is not named."""
    audit.record(type=kind, by=by, target=agreement, before=before, after=after)
