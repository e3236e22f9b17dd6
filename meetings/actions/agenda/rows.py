"""What every write on an agenda begins and ends with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from meetings.actions.holding import hold
from meetings.agenda.order import STEP
from meetings.agenda_rights import is_only_a_relative
from meetings.errors.agenda import MatterIncomplete, MatterNamesSomebody
from meetings.models import AgendaItem, AgendaKind, Meeting
from meetings.selectors.naming import names_own_child, who_is_named

LONGEST_TITLE, LONGEST_BODY, LONGEST_NOTES = 200, 2000, 6000
LEAST_MINUTES, MOST_MINUTES = 1, 480


def held_item(item: AgendaItem) -> tuple[Meeting, AgendaItem]:
    """The meeting, held, and the row as it stands now."""
    meeting = hold(item.meeting_id)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    item.meeting = meeting
    return meeting, item


def rows_of(meeting: Meeting) -> list[AgendaItem]:
    """Everything of the agenda, proposed and dropped matters too, in their order."""
    rows = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
    for row in rows:
        row.meeting = meeting
    return rows


def renumber(rows: list[AgendaItem]) -> None:
    """As they stand in the list; an order is nobody's edition."""
    changed = []
    for at, row in enumerate(rows, start=1):
        if row.position != at * STEP:
            row.position = at * STEP
            changed.append(row)
    AgendaItem.objects.bulk_update([row for row in changed if row.pk], ["position"])


def check_facts(meeting: Meeting, title: str, body: str, minutes: int, *, by: Person | None = None) -> tuple[str, str]:
    """Title and body as they are kept: not blank, not too long, and naming nobody who may not be named. A relative
    (`by`) hears that of their own child only; of others whoever accepts the matter does.
    """
    title, body = (text.replace("\x00", "").strip() for text in (title, body))
    title = " ".join(title.split())
    if not title:
        raise MatterIncomplete("title", _("Falta el asunto."), _("Escriba en pocas palabras de qué se trata."))
    if len(title) > LONGEST_TITLE:
        raise MatterIncomplete("title", _("El asunto es muy largo."), _("Déjelo en 200 signos y explique abajo."))
    if len(body) > LONGEST_BODY:
        raise MatterIncomplete("body", _("La explicación es muy larga."), _("Déjela en 2,000 signos."))
    check_minutes(minutes)
    must_name_nobody(meeting, {_("Asunto"): title, _("De qué trata"): body}, by=by)
    return title, body


def check_minutes(minutes: int) -> None:
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise MatterIncomplete("minutes", _("Los minutos no son posibles."), _("Escriba de 1 a 480 minutos."))


def must_name_nobody(meeting: Meeting, texts: dict[str, str], *, by: Person | None = None) -> None:
    texts = {title: text for title, text in texts.items() if text}
    if by is not None and is_only_a_relative(by):
        if names_own_child(by, texts.values()):
            raise MatterNamesSomebody(
                _("Ahí está el nombre de su niña o niño, o un número de identidad."), _("Escríbalo otra vez sin eso.")
            )
    elif told := who_is_named(meeting, texts):
        raise MatterNamesSomebody(" ".join(told))


def is_free(item: AgendaItem) -> bool:
    return item.kind == AgendaKind.FREE


def note(
    kind: str,
    item: AgendaItem,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """The trace of a write; what people wrote is never in it."""
    audit.record(type=kind, by=by, target=item, before=before, after=after)
