"""What was said of a matter, and what became of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from delegations.models import Person
from meetings.actions.agenda.rows import LONGEST_NOTES, held_item, must_name_nobody, note
from meetings.agenda_rights import must_keep, must_take_notes
from meetings.errors.agenda import MatterIncomplete, NotOnTheAgenda
from meetings.models import AgendaItem, AgendaState
from pediatric_platform.errors.editing import check_edition


@transaction.atomic
def note_item(
    *,
    item: AgendaItem,
    state: str | None = None,
    notes: str | None = None,
    edition: int | None = None,
    by: Person | None,
) -> AgendaItem:
    """While the meeting runs, and until its minutes are signed; None stays as it is."""
    must_keep(by)
    meeting, item = held_item(item)
    must_take_notes(meeting)
    if item.is_proposed or item.is_dropped:
        raise NotOnTheAgenda
    check_edition(item, edition)
    state = item.state if state is None else AgendaState(state).value
    notes = item.notes if notes is None else notes.replace("\r\n", "\n").replace("\x00", "").rstrip()
    if len(notes) > LONGEST_NOTES:
        raise MatterIncomplete("notes", _("La nota es muy larga."), _("Déjela en 6,000 signos."))
    if (state, notes) == (item.state, item.notes):
        return item
    if notes != item.notes:
        must_name_nobody(meeting, {_("Qué se dijo"): notes})
    before = {"state": item.state}
    item.state, item.notes = state, notes
    item.edition += 1
    item.save(update_fields=["state", "notes", "edition"])
    note("agenda.noted", item, by, before, {"state": state, "characters": len(notes)})
    return item
