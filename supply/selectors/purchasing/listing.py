"""Suppliers, procedures and contracts as pages and API list them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from delegations.models import Person, Place
from supply.models import Contract, LineResult, Supplier, SupplyOrderState, Tender


def suppliers_seen(person: Person) -> QuerySet[Supplier]:
    """Suppliers, with the orders to the places that the person sees."""
    orders = "contracts__lines__orders"
    mine = Q(**{f"{orders}__place__in": Place.objects.visible_to(person), f"{orders}__state": SupplyOrderState.OPEN})
    late = mine & Q(**{f"{orders}__deadline_on__lt": timezone.localdate()})
    return Supplier.objects.visible_to(person).annotate(
        contract_count=Count("contracts", distinct=True),
        open_orders=Count(orders, filter=mine, distinct=True),
        late_orders=Count(orders, filter=late, distinct=True),
    )


def tenders_seen(person: Person) -> QuerySet[Tender]:
    return Tender.objects.visible_to(person).annotate(
        claves=Count("lines"), deserted=Count("lines", filter=Q(lines__result=LineResult.DESERTED))
    )


def contracts_seen(person: Person) -> QuerySet[Contract]:
    seen = Contract.objects.visible_to(person).select_related("supplier", "tender")
    return seen.annotate(claves=Count("lines"))
