"""Who sees a meeting without seeing the country: who was called, whose place it looks at, families where they sit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from delegations.roles import Permission, Role
from delegations.scoping import scope_of

if TYPE_CHECKING:
    from delegations.models import Person


def sees_all(person: Person) -> bool:
    """Whoever sees the country's stock sees every meeting, agreement and minutes."""
    scope = scope_of(person)
    return scope.is_national and scope.allows(Permission.VIEW_STOCK)


def is_relative(person: Person) -> bool:
    """Whether the person is here for a child."""
    return any(grant.role == Role.FAMILY for grant in scope_of(person).grants)


def seen_meetings(person: Person, prefix: str = "") -> Q:
    """Rows whose meeting (found by `prefix`) the person sees; many rows of one: use it in a subquery."""
    if not getattr(person, "is_authenticated", False):
        return Q(pk__in=())
    scope = scope_of(person)
    seen = Q(**{f"{prefix}attendances__person": person.pk})
    if scope.allows(Permission.VIEW_STOCK):
        seen |= over_places(person, f"{prefix}reviews__")
    if is_relative(person):
        seen |= Q(**{f"{prefix}series__with_families": True})
    return seen


def over_places(person: Person, prefix: str = "") -> Q:
    """Rows whose `delegation` or `unit` the person sees whole."""
    scope = scope_of(person)
    return (
        Q(**{f"{prefix}delegation__in": scope.whole_delegation_ids})
        | Q(**{f"{prefix}unit__delegation__in": scope.whole_delegation_ids})
        | Q(**{f"{prefix}unit__in": scope.unit_ids})
    )
