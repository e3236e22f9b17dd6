"""Who has come through the door: children whom the person treats by name; any other by its whole folio alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from delegations.models import Person, Unit
from pediatric_platform.models import Child, ChildState, FeverEpisode

MOST = 12
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A child; named only to who treats it. `running`: the episode it has already."""

    child: Child
    is_named: bool
    running: FeverEpisode | None

    def runs_at(self, unit: Unit) -> bool:
        """Whether the clock runs already at that very emergency room: there is nothing to open."""
        return self.running is not None and self.running.unit_id == unit.pk and self.running.arrived_at is not None


def at_the_door(person: Person, unit: Unit, query: str) -> Sequence[Found]:
    """The hospital's own first. A whole folio finds a child of any hospital: fever goes to the nearest door."""
    if len(query.strip()) < SHORTEST:
        return ()
    rows = Child.objects.visible_to(person).exclude(state=ChildState.DECEASED).search(query).select_related("unit")
    children = list(rows.defer("curp", "nss", "agregado").order_by("first_surname", "given_names", "pk")[: MOST * 2])
    children.sort(key=lambda child: child.unit_id != unit.pk)
    children = children[:MOST]
    running = _running(children)
    found = [Found(child, True, running.get(child.pk)) for child in children]
    if not found and (other := child_at_the_door(person, query)) is not None:
        return [other]
    return found


def child_at_the_door(person: Person, folio: str) -> Found | None:
    """The child with that folio, at whatever hospital; the name stays with who treats it."""
    child = (
        Child.objects.filter(folio=folio.strip().upper())
        .select_related("unit__delegation")
        .defer("curp", "nss", "agregado")
        .first()
    )
    if child is None:
        return None
    named = Child.objects.visible_to(person).filter(pk=child.pk).exists()
    return Found(child, named, _running([child]).get(child.pk))


def _running(children: Sequence[Child]) -> dict[int, FeverEpisode]:
    rows = FeverEpisode.objects.running().filter(child__in=children).select_related("unit")
    return {row.child_id: row for row in rows}
