"""The agenda of a meeting: the only writers of its rows."""

from meetings.actions.agenda.build import build_agenda, build_agendas
from meetings.actions.agenda.items import accept_item, add_item, change_item, drop_item, propose_item, put_back
from meetings.actions.agenda.notes import note_item
from meetings.actions.agenda.order import WAYS, move_item

__all__ = [
    "WAYS",
    "accept_item",
    "add_item",
    "build_agenda",
    "build_agendas",
    "change_item",
    "drop_item",
    "move_item",
    "note_item",
    "propose_item",
    "put_back",
]
