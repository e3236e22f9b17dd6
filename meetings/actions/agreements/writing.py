"""What every act on an agreement shares: the row held, its event, its line in the trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from meetings.agreement_owner import Owner
from meetings.errors.agreements import AgreementNamesSomebody
from meetings.models import Agreement, AgreementEvent, AgreementEventKind, Meeting
from meetings.selectors.naming import who_is_named

LONGEST_NOTE = 400


def locked(agreement: Agreement) -> Agreement:
    """As it stands now, held until the transaction ends."""
    rows = Agreement.objects.select_for_update(of=("self",), no_key=True).select_related(
        "meeting__series", "delegation", "unit", "owner__person", "owner_delegation", "owner_unit", "drug", "case"
    )
    return rows.get(pk=agreement.pk)


def must_name_nobody(meeting: Meeting, **texts: str) -> None:
    """Words by their field: refused where they hold a child's name, or that of a relative who did not agree."""
    titles = {
        "text": _("Acuerdo"), "family_text": _("En palabras llanas"), "owner": _("Responsable"),
        "note": _("Qué se hizo"), "reason": _("Motivo"), "progress": _("Avance"),
    }  # fmt: skip
    if not who_is_named(meeting, {titles[field]: text for field, text in texts.items() if text}):
        return  # nearly always: one look for all of them
    for field, text in texts.items():
        if text and (told := who_is_named(meeting, {titles[field]: text})):
            raise AgreementNamesSomebody("text" if field == "progress" else field, " ".join(told))


def named_owner(owner: Owner) -> str:
    """Somebody from outside, as lists and minutes show them; a post is named by its account."""
    return " ".join(part for part in (owner.name, owner.organisation) if part)


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
