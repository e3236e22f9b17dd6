"""Who lends and borrows for a place, and who writes down the institutions of a delegation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.models import Delegation, Person, Place, PlaceKind
from delegations.roles import Permission
from delegations.scoping import has_permission
from supply.refusals.loans import NotYoursToLend


def may_lend(person: Person, place: Place) -> bool:
    return place.kind != PlaceKind.TRANSIT and has_permission(person, Permission.LEND, place=place)


def must_lend(by: Person | None, place: Place) -> None:
    if by is not None and not may_lend(by, place):
        raise NotYoursToLend


def may_keep_partners(person: Person, delegation: Delegation) -> bool:
    """Institutions are of the whole delegation: whoever answers for it writes them down."""
    return has_permission(person, Permission.LEND, delegation_id=delegation.pk)


def must_keep_partners(by: Person | None, delegation: Delegation) -> None:
    if by is not None and not may_keep_partners(by, delegation):
        raise NotYoursToLend(_("Las instituciones externas las da de alta quien responde por la delegación."))
