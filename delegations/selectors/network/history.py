"""Who was responsible on a past day, and every holder of a post one after the other."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When

from delegations.models import Delegation, Holding, Posting, Unit
from delegations.roles import Role
from delegations.selectors.network.appointers import IN_CHARGE

_RANK = Case(
    *(When(holding=holding, then=Value(rank)) for rank, holding in enumerate(IN_CHARGE)),
    default=Value(len(IN_CHARGE)),
    output_field=IntegerField(),
)


def holders_on(day: date, *, delegation: Delegation | None = None, unit: Unit | None = None) -> QuerySet[Posting]:
    """The staff in office at a place on any day, past or to come; of each role whoever was in charge first. One query.

    With neither delegation nor unit, those of the country. Closed accounts are there: they held the post that day.
    Whoever calls has looked the place up with `visible_to`.
    """
    return (
        Posting.objects.current(day)
        .filter(delegation=delegation, unit=unit, is_national=delegation is None and unit is None)
        .exclude(role=Role.FAMILY)
        .select_related("person", "covers__person", "delegation", "unit")
        .annotate(rank=_RANK)
        .order_by("role", "rank", "person__full_name", "pk")
    )


def timeline(role: str, *, delegation: Delegation | None = None, unit: Unit | None = None) -> QuerySet[Posting]:
    """Every posting to a post, the newest first, with the hand-over it came from, if any. One query."""
    return (
        Posting.objects.filter(
            role=role, delegation=delegation, unit=unit, is_national=delegation is None and unit is None
        )
        .exclude(role=Role.FAMILY)
        .select_related("person", "covers__person", "taken_over", "delegation", "unit")
        .order_by("-starts_on", "holding", "-pk")
    )


def in_charge(holders: QuerySet[Posting], role: str) -> Posting | None:
    """Of `holders_on`, the one who answered for a role that day."""
    return next((row for row in holders if row.role == role and row.holding != Holding.MEMBER), None)
