"""What the pages of the directory read."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from delegations.models import Delegation, Person, Place, Posting, Unit
from delegations.models.delegation import DelegationQuerySet
from delegations.roles import Role


def delegations_with_counts(person: Person) -> DelegationQuerySet:
    """Delegations the person sees, with how many units each has and how many of them give chemotherapy."""
    return Delegation.objects.visible_to(person).annotate(
        unit_count=Count("units"), chemotherapy_count=Count("units", filter=Q(units__provides_chemotherapy=True))
    )


def units_of(delegation: Delegation, person: Person) -> QuerySet[Unit]:
    """The delegation's units that the person sees, the most specialised first."""
    return Unit.objects.visible_to(person).filter(delegation=delegation).order_by("-level", "name")


def own_places_of(delegation: Delegation, person: Person) -> QuerySet[Place]:
    """The delegation's own places (warehouse, transit), for whoever sees the whole delegation."""
    return Place.objects.visible_to(person).filter(delegation=delegation, unit__isnull=True).order_by("kind")


def places_of(unit: Unit, person: Person) -> QuerySet[Place]:
    """The unit's places that the person sees."""
    return Place.objects.visible_to(person).filter(unit=unit).order_by("kind")


def who_answers_for(*, delegation: Delegation | None = None, unit: Unit | None = None) -> QuerySet[Posting]:
    """The postings in force today over the delegation itself or over the unit, titulars first.

    Only of staff whose account is open: a relative answers for nothing, and stands on nobody's page.
    """
    return (
        Posting.objects.current(timezone.localdate())
        .filter(delegation=delegation, unit=unit, is_national=False, person__is_active=True)
        .exclude(role=Role.FAMILY)
        .select_related("person")
        .order_by("role", "-holding", "person__full_name")
    )
