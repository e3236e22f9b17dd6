"""Who may do what with a transfer order; each end is a place."""

from __future__ import annotations

from delegations.models import Person, Place, PlaceKind
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from supply.models import TransferOrder
from supply.refusals.redistribution import NotYoursToConfirm, NotYoursToMove, NotYoursToRedistribute, NotYoursToSend

GIVER, TAKER = "giver", "taker"


def may_redistribute(person: Person | None, delegation_id: int | None) -> bool:
    """Whether the person may ask for (and take up) a redistribution of the delegation; None: of the country."""
    if person is None:
        return True
    if delegation_id is None:
        return scope_of(person).allows_everywhere(Permission.REDISTRIBUTE)
    return has_permission(person, Permission.REDISTRIBUTE, delegation_id=delegation_id)


def must_redistribute(person: Person | None, delegation_id: int | None) -> None:
    if not may_redistribute(person, delegation_id):
        raise NotYoursToRedistribute


def across(one: Place, other: Place) -> int | None:
    """The delegation within which it moves; None where it crosses from one to another: the country's matter."""
    return one.delegation_id if one.delegation_id == other.delegation_id else None


def may_move(person: Person | None, from_place: Place, to_place: Place) -> bool:
    """Whether the person may draft it: within a delegation either end's manager, between two only the country."""
    if may_redistribute(person, across(from_place, to_place)):
        return True
    if person is None or from_place.delegation_id != to_place.delegation_id:
        return False
    ends = (from_place, to_place)
    rights = (Permission.CONFIRM_TRANSFER, Permission.APPROVE_SUPPLY)
    return any(has_permission(person, right, place=place) for right in rights for place in ends)


def must_move(person: Person | None, from_place: Place, to_place: Place) -> None:
    if not may_move(person, from_place, to_place):
        raise NotYoursToMove


# Whoever has one of these at a place may want something moved from it.
MOVERS = (Permission.REDISTRIBUTE, Permission.CONFIRM_TRANSFER, Permission.APPROVE_SUPPLY)


def moves_somewhere(person: Person) -> bool:
    """Whether the person may want a transfer at all."""
    scope = scope_of(person)
    return any(scope.allows(right) for right in MOVERS)


def may_move_from(person: Person, place: Place) -> bool:
    """Whether there is anywhere that the person may want this place to send to."""
    return place.kind != PlaceKind.TRANSIT and any(has_permission(person, right, place=place) for right in MOVERS)


def place_of(order: TransferOrder, side: str) -> Place:
    return order.from_place if side == GIVER else order.to_place


def may_confirm(person: Person, order: TransferOrder, side: str) -> bool:
    """Whether the person answers for that end, and did not say yes for the other one."""
    other = order.taker_confirmed_by_id if side == GIVER else order.giver_confirmed_by_id
    return other != person.pk and has_permission(person, Permission.CONFIRM_TRANSFER, place=place_of(order, side))


def must_answer_for(person: Person | None, place: Place) -> None:
    if person is None or not has_permission(person, Permission.CONFIRM_TRANSFER, place=place):
        raise NotYoursToConfirm


def may_refuse(person: Person | None, order: TransferOrder) -> bool:
    """Either end may say no, by whoever answers for its stock."""
    ends = (order.from_place, order.to_place)
    return person is not None and any(has_permission(person, Permission.CONFIRM_TRANSFER, place=end) for end in ends)


def may_end(person: Person | None, order: TransferOrder) -> bool:
    """Cancelling belongs to whoever made it, and to whoever may order such a movement."""
    if person is None:
        return True
    if order.made_by_id == person.pk:
        return True
    return may_redistribute(person, across(order.from_place, order.to_place))


def may_send(person: Person | None, order: TransferOrder) -> bool:
    return person is None or has_permission(person, Permission.POST_LEDGER, place=order.from_place)


def must_send(person: Person | None, order: TransferOrder) -> None:
    if not may_send(person, order):
        raise NotYoursToSend
