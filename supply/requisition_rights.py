"""Who asks, and who decides: a unit's requisition goes to its delegation, a delegation's to central office.

UMAE answer to central office, and so do their requisitions. Nobody decides what they asked for themselves.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.models import Person, Place, PlaceKind, UnitKind
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from supply.models import Requisition, RequisitionState, Step
from supply.refusals.requisitions import NotYoursToAsk, NotYoursToDecide

# The step of whoever wrote its lines anew.
CHANGED = "changed"


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


def asked(person: Person, requisition: Requisition) -> bool:
    """Whether what it asks for was written by the person: at first, or in correcting it."""
    if requisition.made_by_id == person.pk:
        return True
    return Step.objects.filter(requisition=requisition, what=CHANGED, by=person).exists()


def may_decide(person: Person, requisition: Requisition) -> bool:
    return reaches(person, requisition) and not asked(person, requisition)


def must_decide(by: Person | None, requisition: Requisition) -> None:
    if by is None:
        return
    if not reaches(by, requisition):
        raise NotYoursToDecide
    if asked(by, requisition):
        raise NotYoursToDecide(_("Quien hizo la requisición no la decide: lo hace otra persona, o el nivel de arriba."))


def sees_giver(person: Person, requisition: Requisition) -> bool:
    """Whether the stock of whoever is asked is shown to them: of the same delegation, or of a place they see. Any place
    of the country may be named; naming one does not open its shelves.
    """
    giver = requisition.giver
    if giver is None:
        return False
    if giver.delegation_id == requisition.place.delegation_id:
        return True
    return Place.objects.visible_to(person).filter(pk=giver.pk).exists()


def may_escalate(person: Person, requisition: Requisition) -> bool:
    """Passing it on: whoever decides it, or asked it as the delegation, while it is not above already."""
    return requisition.state == RequisitionState.SENT and reaches(person, requisition)
