"""What people are told about an agenda: somebody proposes a matter; whether it was taken."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.notify import NoticeKind, Recipient, tell
from meetings.agenda_rights import is_only_a_relative
from meetings.models import AgendaItem, Meeting
from meetings.reach import is_relative
from meetings.selectors.agreements.above import central_office

_KEEPS = _("Recibe este correo porque lleva el orden del día de la sesión.")
_ASKED = _("Recibe este correo porque propuso un asunto para una sesión.")

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "agenda.proposed",
        _("Asuntos propuestos para una sesión"),
        app="meetings",
        why=_KEEPS,
        button=_("Ver la propuesta"),
    ),
    NoticeKind(
        "agenda.answered",
        _("Respuesta a los asuntos que propone"),
        app="meetings",
        why=_ASKED,
        button=_("Ver la sesión"),
    ),
)


def tell_proposed(item: AgendaItem) -> None:
    """Whoever writes the meeting down; nobody named yet, whoever presides; else central office's first contact."""
    meeting = item.meeting
    keeper = meeting.secretary or meeting.chair
    central = None if keeper is not None else central_office(timezone.localdate())
    to = [keeper] if keeper is not None else [Recipient(central.person, central.notice_address())] if central else []
    context = _about(item, is_unread=item.added_by is not None and is_only_a_relative(item.added_by))
    tell(kind="agenda.proposed", to=to, key=str(item.pk), context=context, path=_agenda(meeting))


def tell_answered(item: AgendaItem, *, taken: bool, by: Person | None) -> None:
    """Whoever proposed it, once for each answer; relatives read their own page."""
    asker = item.added_by
    if asker is None or asker == by:
        return
    where = reverse("meetings:family-meetings") if is_relative(asker) else _agenda(item.meeting)
    context = _about(item, is_unread=not taken and is_only_a_relative(asker)) | {"taken": taken}
    tell(kind="agenda.answered", to=[asker], key=f"{item.pk}-{item.edition}", context=context, path=where)


def _agenda(meeting: Meeting) -> str:
    return reverse("meetings:agenda", args=[meeting.pk])


def _about(item: AgendaItem, *, is_unread: bool) -> dict[str, object]:
    """`is_unread`: a relative's words may name a child until somebody has accepted them; no mail carries them."""
    meeting = item.meeting
    told = {"series": meeting.series.name, "number": meeting.number, "on": meeting.on}
    return told | {"title": "" if is_unread else item.title}
