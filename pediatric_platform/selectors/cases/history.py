"""What happened to a case, in words, newest first. Who may not read what families wrote learns that it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from delegations.models import Posting
from delegations.templatetags.face import day_short
from pediatric_platform.models import (
    Case,
    CaseChannel,
    CaseEvent,
    CaseEventKind,
    Guardian,
    Level,
    Severity,
    WaitingFor,
)

K = CaseEventKind
TONES = {
    K.CONFIRMED: "good",
    K.SOLVED: "good",
    K.ESCALATED: "bad",
    K.CONTACT_LATE: "bad",
    K.DISPUTED: "bad",
    K.CLOSED: "bad",
}
# What staff says of the work, for whoever sees the case. Every other text is a family's, or of those who call it.
OF_WORK = {K.OWNER, K.WAITING, K.SOLVED}
# Without an account: the secret link's, where the case came by it.
OF_FAMILY = {K.REPLY, K.DISPUTED, K.REOPENED, K.CONFIRMED, K.ATTACHED, K.OPENED}


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
    relatives = _relatives(case)
    return [
        Entry(
            at=event.at,
            kind=event.kind,
            text=_text(event, postings),
            by=_by(event, relatives, case),
            note=event.text if reads or event.kind in OF_WORK else "",
            tone=TONES.get(CaseEventKind(event.kind), ""),
            for_family=event.for_family,
        )
        for event in events
    ]


def _relatives(case: Case) -> set[int]:
    """Who told it as a family, and whoever else answers for those children at home: the other parent may confirm it."""
    told = case.followers.filter(channel__in=(CaseChannel.FAMILY, CaseChannel.PUBLIC), person__isnull=False)
    children = case.followers.filter(child__isnull=False).values("child")
    at_home = Guardian.objects.filter(child__in=children, person__isnull=False)
    rows = told.order_by().values_list("person").union(at_home.order_by().values_list("person"))
    return {person for (person,) in rows}


def _by(event: CaseEvent, relatives: set[int], case: Case) -> str:
    if event.by is not None:
        return str(_("la familia")) if event.by_id in relatives else event.by.full_name
    return str(_("la familia") if _is_told(event, case) else _("el sistema"))


def _is_told(event: CaseEvent, case: Case) -> bool:
    """Whether it came by a secret link: what a record or a clock does has nobody's hand either."""
    if event.kind == K.CONFIRMED:
        return bool(event.data.get("how") == "teller")
    if event.kind == K.OPENED:
        return bool(case.channel == CaseChannel.PUBLIC)
    return event.kind in OF_FAMILY


def _owner_in(event: CaseEvent) -> int | None:
    """The number of the posting that the event gave the case to: in `from` and `to` stand levels and cases too."""
    value: object = None
    if event.kind == K.OPENED:
        value = event.data.get("owner")
    elif event.kind == K.ESCALATED:
        value = (event.data.get("owner") or [None])[-1]
    elif event.kind in (K.OWNER, K.TAKEN, K.REOPENED):
        value = event.data.get("to")
    return value if isinstance(value, int) else None


def _postings(events: Sequence[CaseEvent]) -> Mapping[int, Posting]:
    """The owners that the events name by number."""
    ids = {number for event in events if (number := _owner_in(event)) is not None}
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
        until = data.get("until")
        return [_label(WaitingFor, data.get("whom")), day_short(date.fromisoformat(until)) if until else ""]
    if event.kind == K.SEVERITY:
        return [_label(Severity, data.get("to"))]
    owner = postings.get(_owner_in(event) or 0)
    level = data.get("to") if event.kind == K.ESCALATED else data.get("level")
    return [_label(Level, level), owner.person.full_name if owner else ""]


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else ""
