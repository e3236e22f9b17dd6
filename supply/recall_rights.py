"""Who may do what about a recall."""

from __future__ import annotations

from delegations.models import Person, Place
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from supply.refusals.recalls import NotYoursToAnswer, NotYoursToRecall


def may_recall(person: Person | None) -> bool:
    """Opening, closing and lifting: for what holds in the whole country at once. The system itself may."""
    return person is None or scope_of(person).allows_everywhere(Permission.MANAGE_RECALLS)


def must_recall(person: Person | None) -> None:
    if not may_recall(person):
        raise NotYoursToRecall


def may_answer(person: Person, place: Place) -> bool:
    """Whoever keeps the stock of the place; of what is in transit, its delegation."""
    return has_permission(person, Permission.ANSWER_RECALL, place=place)


def must_answer(person: Person, place: Place) -> None:
    if not may_answer(person, place):
        raise NotYoursToAnswer
