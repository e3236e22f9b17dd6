"""Places that a person may want something moved from."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from delegations.models import Person, Place
from delegations.scoping import scope_of
from supply.transfer_order_rights import MOVERS


def places_to_move_from(person: Person, query: str = "") -> QuerySet[Place]:
    reach = Q(pk__in=[])
    for grant in scope_of(person).grants:
        if not grant.permissions.isdisjoint(MOVERS):
            if grant.is_national:
                reach = ~Q(pk__in=[])
                break
            reach |= Q(delegation_id=grant.delegation_id) if grant.delegation_id else Q(unit_id=grant.unit_id)
    places = Place.objects.active().stock_keeping().search(query).filter(reach)
    return places.select_related("unit", "delegation").order_by("unit__name", "name")
