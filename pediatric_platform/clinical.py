"""Whose children a person may see: treating staff within their scope, and relatives their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from delegations.models import Unit
from delegations.models.unit import UnitQuerySet
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of

if TYPE_CHECKING:
    from delegations.models import Person


def in_clinical_scope(person: Person, unit: str = "unit", permission: Permission = Permission.VIEW_CHILDREN) -> Q:
    """Rows whose unit (the look-up `unit`) lies within a posting that carries `permission`; none: nothing at all."""
    grants = [grant for grant in scope_of(person).grants if permission in grant.permissions]
    if any(grant.is_national for grant in grants):
        return Q()
    found = Q(pk__in=())
    if units := [grant.unit_id for grant in grants if grant.unit_id is not None]:
        found |= Q(**{f"{unit}__in": units})
    if delegations := [grant.delegation_id for grant in grants if grant.delegation_id is not None]:
        found |= Q(**{f"{unit}__delegation__in": delegations})
    return found


def units_of(person: Person, permission: Permission = Permission.VIEW_CHILDREN) -> UnitQuerySet:
    """The hospitals over which a posting of the person carries `permission`."""
    grants = [grant for grant in scope_of(person).grants if permission in grant.permissions]
    if any(grant.is_national for grant in grants):
        return Unit.objects.all()
    return Unit.objects.filter(
        Q(pk__in=[grant.unit_id for grant in grants if grant.unit_id is not None])
        | Q(delegation__in=[grant.delegation_id for grant in grants if grant.delegation_id is not None])
    )


def may_see_relatives(person: Person, unit: Unit) -> bool:
    """Whether the person needs to know who answers at home for the children of a unit: who treats them there, and who
    is above them. Who only prepares or hands out what they are given needs no relative's address or telephone.
    """

    def may(permission: Permission) -> bool:
        return has_permission(person, permission, unit_id=unit.pk, delegation_id=unit.delegation_id)

    return may(Permission.REGISTER_CHILD) or (may(Permission.VIEW_CHILDREN) and not may(Permission.PREPARE_MIXTURE))
