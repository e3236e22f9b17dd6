"""Rules that the database keeps of unmet demand, each broken on purpose (see test_constraints_sweep)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from supply.actions.unmet import Unmet, note_unmet
from supply.models import UnmetDemand, UnmetSource
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def noted(side: Side) -> UnmetDemand:
    """A need of the side's drug, noticed once."""
    note_unmet(rows=[Unmet(side.hospital.pk, side.drug.pk, side.hospital.today(), "s1", "case", "c1", pieces=2)])
    return UnmetDemand.objects.get(reference="s1")


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "one_unmet_demand_per_reference_and_drug": lambda side: again(noted(side)),
    "unmet_demand_names_what_was_needed": lambda side: alter(noted(side), reference=""),
    "voided_unmet_demand_says_why": lambda side: alter(noted(side), voided_at=timezone.now()),
    "unmet_demand_lacks_pieces": lambda side: alter(noted(side), pieces=0),
    "one_unmet_source_per_kind": lambda side: again(noted(side).sources.get()),
    "supply_unmetsource_is_append_only": lambda side: UnmetSource.objects.filter(unmet=noted(side)).update(kind="case"),
}
