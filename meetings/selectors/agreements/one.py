"""One agreement's page: its history in words, what the data measured over time, and what the person may do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from delegations.models import Person
from delegations.wording import moment_text
from meetings.agreement_rights import may_agree, may_follow, may_keep
from meetings.agreement_words import amount_text
from meetings.models import Agreement, AgreementEvent, AgreementEventKind, AgreementState, Meeting, Minutes

GOOD = {AgreementEventKind.FULFILLED}
BAD = {AgreementEventKind.BROKEN, AgreementEventKind.AT_RISK, AgreementEventKind.REOPENED}


@dataclass(frozen=True)
class AgreementPage:
    """`entries` as `_components/timeline.html` takes them, newest first."""

    entries: Sequence[dict[str, Any]]
    follows: bool
    keeps: bool
    corrects: bool
    fulfils: bool
    is_mine: bool
    sees_meeting: bool


def agreement_page(person: Person, agreement: Agreement) -> AgreementPage:
    """Some four queries."""
    keeps = may_keep(person)
    follows = may_follow(person, agreement)
    condition = getattr(agreement, "condition", None)
    events = AgreementEvent.objects.filter(agreement=agreement).select_related("by", "meeting__series")
    signed = Minutes.objects.filter(meeting=agreement.meeting_id, signed_at__isnull=False).exists()
    return AgreementPage(
        entries=[entry(row, condition.kind if condition else "") for row in events.order_by("-at", "-id")],
        follows=follows and agreement.is_pending,
        keeps=keeps,
        corrects=may_agree(person) and agreement.is_pending and not signed,
        fulfils=agreement.is_pending and (keeps or (follows and condition is None)),
        is_mine=follows and not keeps,
        sees_meeting=Meeting.objects.visible_to(person).filter(pk=agreement.meeting_id).exists(),
    )


def entry(event: AgreementEvent, kind: str) -> dict[str, Any]:
    """An event in words."""
    said = str(event.get_kind_display())
    if event.kind == AgreementEventKind.CARRIED and event.meeting is not None:
        said = _("Pasó a la sesión n.º %(number)d") % {"number": event.meeting.number}
    elif event.kind == AgreementEventKind.AGREED and event.meeting is not None:
        said = _("Se acordó en la sesión n.º %(number)d") % {"number": event.meeting.number}
    elif event.kind == AgreementEventKind.REOPENED and event.before == AgreementState.FULFILLED and event.by is None:
        said = _("Estaba cumplido y dejó de estarlo")
    elif event.kind == AgreementEventKind.OWNER and event.by is None and not event.text:
        said = _("Cambió quién ocupa el puesto responsable")
    notes = [event.text]
    if event.value is not None and kind:
        measured = _("Los datos: %(value)s") % {"value": amount_text(kind, event.value)}
        if event.data_as_of is not None:
            measured = _("%(measured)s, al %(moment)s") % {
                "measured": measured,
                "moment": moment_text(event.data_as_of),
            }
        notes.append(measured)
    tone = "good" if event.kind in GOOD else "bad" if event.kind in BAD else ""
    return {
        "at": event.at,
        "text": said,
        "by": event.by.full_name if event.by is not None else "",
        "note": " · ".join(part for part in notes if part),
        "tone": tone,
    }
