"""Who reads warning signs, and who answers them."""

from __future__ import annotations

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import scope_of
from supply.refusals.performance import NotYoursToReview


def may_see_purchases(person: Person) -> bool:
    """Whoever follows what is bought in the whole country."""
    return scope_of(person).allows_everywhere(Permission.VIEW_PURCHASES)


def may_review(person: Person) -> bool:
    return may_see_purchases(person) and scope_of(person).allows_everywhere(Permission.MANAGE_PURCHASES)


def must_review(by: Person | None) -> None:
    if by is not None and not may_review(by):
        raise NotYoursToReview
