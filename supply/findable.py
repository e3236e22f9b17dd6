"""What of this floor the search finds: drugs, lots, recalls, supply orders and contracts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.search import Asker, Hit, SearchSource, alike, hits_of, register
from supply.claves import digits_sought
from supply.models import Balance, Contract, Drug, Lot, Recall
from supply.selectors.purchasing.orders import orders_seen
from supply.selectors.recalls.searching import named_by
from supply.templatetags.purchasing import standing_text, standing_today


def find_drugs(person: Asker, query: str, limit: int) -> list[Hit]:
    """Drugs by name or clave; the one whose clave was typed whole comes first."""
    if not isinstance(person, Person) or not has_permission(person, Permission.VIEW_STOCK):
        return []
    seen = Drug.objects.visible_to(person).active()
    exact = seen.search(query).order_by("generic_name", "code")
    by_clave = bool(digits_sought(query))
    rows = list(exact[:limit]) if by_clave else alike(seen, exact, query, "generic_name", limit)
    return hits_of(
        rows,
        lambda drug: Hit(
            drug.label,
            address("supply:board-drug", drug.code) if drug.code else address("supply:drug-detail", drug.pk),
            drug.code or _("sin clave"),
        ),
    )


def find_lots(person: Asker, query: str, limit: int) -> list[Hit]:
    """Lots that lie, or lay, where the person sees; the number as typed first, then those that begin with it."""
    if not isinstance(person, Person) or " " in query:
        return []
    here = Exists(Balance.objects.visible_to(person).filter(lot=OuterRef("pk")))
    rows = (
        Lot.objects.visible_to(person)
        .filter(here, number__icontains=query)
        .select_related("drug")
        .order_by(_nearest(query), "number", "expires_on")[:limit]
    )
    return hits_of(
        rows,
        lambda lot: Hit(
            lot.number,
            address("supply:lot", lot.pk),
            _("%(drug)s · caduca %(day)s")
            % {"drug": lot.drug.generic_name, "day": date_format(lot.expires_on, "SHORT_DATE_FORMAT")},
        ),
    )


def find_recalls(person: Asker, query: str, limit: int) -> list[Hit]:
    """Recalls in force by their folio, their product, or a lot however it is written."""
    if not isinstance(person, Person):
        return []
    rows = Recall.objects.visible_to(person).in_force().filter(named_by(query))
    told = rows.annotate(numbers=StringAgg("lots__number", ", ", order_by="lots__number"))
    return hits_of(
        told.order_by("-opened_at", "pk")[:limit],
        lambda recall: Hit(f"{recall.folio} · {recall.product}", recall.get_absolute_url(), recall.numbers[:80]),
    )


def find_orders(person: Asker, query: str, limit: int) -> list[Hit]:
    """Supply orders to one's places, by their number; the one typed whole first."""
    if not isinstance(person, Person) or not has_permission(person, Permission.VIEW_STOCK):
        return []
    rows = orders_seen(person).filter(number__icontains=query)
    return hits_of(
        rows.order_by(_nearest(query), "number")[:limit],
        lambda order: Hit(
            order.number,
            order.get_absolute_url(),
            f"{order.line.presentation.drug.label} · {standing_text(standing_today(order))}",
        ),
    )


def find_contracts(person: Asker, query: str, limit: int) -> list[Hit]:
    """Contracts by their number, or that of their procedure."""
    if not isinstance(person, Person) or not has_permission(person, Permission.VIEW_STOCK):
        return []
    named = Q(number__icontains=query) | Q(tender__number__icontains=query)
    rows = Contract.objects.visible_to(person).filter(named).select_related("supplier")
    return hits_of(
        rows.order_by(_nearest(query), "number")[:limit],
        lambda contract: Hit(contract.number, contract.get_absolute_url(), contract.supplier.name),
    )


def _nearest(query: str) -> Case:
    """A number as it was typed, then those that begin with it, then the rest."""
    return Case(When(number__iexact=query, then=Value(0)), When(number__istartswith=query, then=Value(1)), default=2)


def _list(name: str, query: str) -> str:
    return f"{address(name)}?{urlencode({'q': query})}"


def register_all() -> None:
    """What this floor makes findable."""
    register(
        SearchSource("drugs", _("Medicamentos"), "pill", find_drugs, 10, lambda person, q: _list("supply:drug-list", q))
    )
    listed = "supply:recall-list"
    register(
        SearchSource("recalls", _("Retiros sanitarios"), "alert", find_recalls, 35, lambda person, q: _list(listed, q))
    )
    register(SearchSource("lots", _("Lotes"), "calendar", find_lots, 40, lambda person, q: _list("supply:lot-list", q)))
    ordered = "supply:supply-order-list"
    register(
        SearchSource(
            "supply_orders", _("Órdenes de suministro"), "box", find_orders, 45, lambda person, q: _list(ordered, q)
        )
    )
    contracts = "supply:contract-list"
    register(
        SearchSource("contracts", _("Contratos"), "copy", find_contracts, 46, lambda person, q: _list(contracts, q))
    )
