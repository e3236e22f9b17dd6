"""Proposals as the pages and the API show them."""

from __future__ import annotations

from django.db.models import QuerySet

from delegations.models import Person
from supply.models import Proposal


def proposals_for(person: Person) -> QuerySet[Proposal]:
    """Those a person sees: whoever sees either end."""
    return Proposal.objects.visible_to(person).select_related(
        "run", "drug", "from_place__delegation", "from_place__unit", "to_place__delegation", "to_place__unit",
        "order", "decided_by",
    )  # fmt: skip
