"""Who asks, and who decides: a unit's requisition goes to its delegation, a delegation's to central office.

UMAE answer to central office, and so do their requisitions. Nobody decides what they asked for themselves.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.models import Person, Place, PlaceKind, UnitKind
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from supply.models import Requisition, RequisitionState
from supply.refusals.requisitions import NotYoursToAsk, NotYoursToDecide


def answers_to_central(place: Place) -> bool:
    """Whether nobody of the delegation stands above the place."""
    return place.unit is None or place.unit.kind == UnitKind.UMAE


def may_ask(person: Person, place: Place) -> bool:
    return place.kind != PlaceKind.TRANSIT and has_permission(person, Permission.REQUEST_SUPPLY, place=place)


def must_ask(by: Person | None, place: Place) -> None:
    if by is not None and not may_ask(by, place):
        raise NotYoursToAsk


def reaches(person: Person, requisition: Requisition) -> bool:
    """Whether deciding it is of the person's level, whoever asked."""
    if requisition.state == RequisitionState.ESCALATED or answers_to_central(requisition.place):
        return scope_of(person).allows_everywhere(Permission.APPROVE_SUPPLY)
    return has_permission(person, Permission.APPROVE_SUPPLY, place=requisition.place)


def may_decide(person: Person, requisition: Requisition) -> bool:
    return reaches(person, requisition) and requisition.made_by_id != person.pk


def must_decide(by: Person | None, requisition: Requisition) -> None:
    if by is None:
        return
    if not reaches(by, requisition):
        raise NotYoursToDecide
    if requisition.made_by_id == by.pk:
        raise NotYoursToDecide(_("Quien hizo la requisición no la decide: lo hace otra persona, o el nivel de arriba."))


def may_escalate(person: Person, requisition: Requisition) -> bool:
    """Passing it on: whoever decides it, or asked it as the delegation, while it is not above already."""
    return requisition.state == RequisitionState.SENT and reaches(person, requisition)
