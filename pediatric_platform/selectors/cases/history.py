"""What happened to a case, in words, newest first. Who may not read what families wrote learns that it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from delegations.models import Posting
from pediatric_platform.models import Case, CaseChannel, CaseEvent, CaseEventKind, Level, Severity, WaitingFor

K = CaseEventKind
TONES = {
    K.CONFIRMED: "good",
    K.SOLVED: "good",
    K.ESCALATED: "bad",
    K.CONTACT_LATE: "bad",
    K.DISPUTED: "bad",
    K.CLOSED: "bad",
}
# Written by hand: for whoever may read what families and those who call them write.
WORDS = {K.NOTE, K.MESSAGE, K.REPLY, K.CONTACT, K.DISPUTED, K.OPENED, K.JOINED}
OF_FAMILY = {K.REPLY, K.DISPUTED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline (see _components/timeline.html)."""

    at: datetime
    kind: str
    text: str
    by: str
    note: str
    tone: str
    for_family: bool


def history_of(case: Case, *, reads: bool) -> list[Entry]:
    """Three statements: what happened, which postings it names, and who of the doers is a relative."""
    events = list(case.events.select_related("by").order_by("-at", "-pk"))
    postings = _postings(events)
    relatives = set(
        case.followers.filter(channel__in=(CaseChannel.FAMILY, CaseChannel.PUBLIC), person__isnull=False).values_list(
            "person", flat=True
        )
    )
    return [
        Entry(
            at=event.at,
            kind=event.kind,
            text=_text(event, postings),
            by=_by(event, relatives),
            note=event.text if reads or event.kind not in WORDS else "",
            tone=TONES.get(CaseEventKind(event.kind), ""),
            for_family=event.for_family,
        )
        for event in events
    ]


def _by(event: CaseEvent, relatives: set[int]) -> str:
    if event.by is None:
        return str(_("la familia") if event.kind in OF_FAMILY else _("el sistema"))
    return str(_("la familia")) if event.by_id in relatives else event.by.full_name


def _postings(events: Sequence[CaseEvent]) -> Mapping[int, Posting]:
    """The owners that the events name by number."""
    ids = {
        value for event in events for name in ("owner", "from", "to") if isinstance(value := event.data.get(name), int)
    }
    return Posting.objects.select_related("person").in_bulk(ids) if ids else {}


def _text(event: CaseEvent, postings: Mapping[int, Posting]) -> str:
    """The kind, and the values that it goes with."""
    head = str(event.get_kind_display())
    more = [str(part) for part in _details(event, postings) if part]
    return f"{head}: {' · '.join(more)}" if more else head


def _details(event: CaseEvent, postings: Mapping[int, Posting]) -> list[Any]:
    data = event.data
    if event.kind == K.CONTACT:
        return [event.get_way_display(), _("contestó") if event.reached else _("no contestó")]
    if event.kind == K.WAITING:
        return [_label(WaitingFor, data.get("for")), data.get("until")]
    if event.kind == K.SEVERITY:
        return [_label(Severity, data.get("severity"))]
    owner = postings.get(data.get("owner") or data.get("to") or 0)
    return [_label(Level, data.get("level")), owner.person.full_name if owner else ""]


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else ""
