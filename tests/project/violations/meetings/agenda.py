"""Rules that the database keeps of the agenda of a meeting and of frozen figures, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from meetings.models import AgendaItem
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter, sql


def _twice_of_a_kind(side: Side) -> None:
    alter(side.agenda_item, kind="opening")
    again(AgendaItem.objects.get(pk=side.agenda_item.pk))


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "agenda_item_has_a_title": lambda side: alter(side.agenda_item, title=""),
    "one_agenda_item_per_own_kind": _twice_of_a_kind,
    "free_agenda_item_says_whose": lambda side: alter(side.agenda_item, added_by=None),
    "proposed_agenda_item_waits": lambda side: alter(side.agenda_item, is_proposed=True, is_dropped=True),
    "snapshot_is_of_what_its_kind_says": lambda side: again(side.snapshot, kind="country"),
    "snapshot_has_its_print": lambda side: again(side.snapshot, sha256="sin huella"),
    "meetings_snapshot_is_append_only": lambda side: sql("DELETE FROM meetings_snapshot"),
}
