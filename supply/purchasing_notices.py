"""What people are told of supply orders: whoever receives them, and their delegation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from delegations.models import Posting
from delegations.notify import Notice, NoticeKind, Recipient, tell_all
from delegations.roles import NETWORK, Role
from supply.models import SupplyOrder

WHY = _("Recibe este correo porque responde por el abasto del lugar al que viene la orden.")
# As many orders as a mail lists; the page has all of them.
LISTED = 20

KINDS = (
    NoticeKind(
        name="supply.order_late",
        label=_("Órdenes de suministro vencidas"),
        app="supply",
        why=WHY,
        button=_("Ver las órdenes"),
        audience=NETWORK,
    ),
    NoticeKind(
        name="supply.order_awaited",
        label=_("Entregas de proveedores en los próximos días"),
        app="supply",
        why=WHY,
        button=_("Ver las órdenes"),
        audience=NETWORK,
    ),
)

Owner = tuple[str, int]


def tell_late(orders: Sequence[SupplyOrder], today: date) -> None:
    """The unit's manager and the delegation's, each one notice with all that became late."""
    path = f"{reverse('supply:supply-order-list')}?situacion=late"
    _tell("supply.order_late", orders, today, path, with_delegation=True)


def tell_awaited(orders: Sequence[SupplyOrder], today: date) -> None:
    """Whoever will receive: the unit, or the delegation for its own warehouse."""
    path = f"{reverse('supply:supply-order-list')}?situacion=awaited&orden=deadline"
    _tell("supply.order_awaited", orders, today, path, with_delegation=False)


def _tell(kind: str, orders: Sequence[SupplyOrder], today: date, path: str, *, with_delegation: bool) -> None:
    grouped: dict[Owner, list[SupplyOrder]] = defaultdict(list)
    for order in orders:
        place = order.place
        if place.unit_id is not None:
            grouped[("unit", place.unit_id)].append(order)
        if with_delegation or place.unit_id is None:
            grouped[("delegation", place.delegation_id)].append(order)
    people = _managers(grouped, today)
    notices = []
    for owner, theirs in grouped.items():
        theirs.sort(key=lambda order: (order.deadline_on, order.number))
        context = {
            "count": len(theirs),
            "more": max(0, len(theirs) - LISTED),
            "orders": [_about(o) for o in theirs[:LISTED]],
        }
        key = f"{today.isoformat()}-{min(order.pk for order in theirs)}"
        notices.append(Notice(kind, people[owner], key, context, path))
    tell_all(notices)


def _about(order: SupplyOrder) -> dict[str, Any]:
    return {
        "number": order.number,
        "drug": order.line.presentation.drug.label,
        "packs": order.missing_packs,
        "supplier": order.line.contract.supplier.name,
        "deadline": order.deadline_on,
        "place": order.place.name,
    }


def _managers(owners: Iterable[Owner], today: date) -> dict[Owner, list[Recipient]]:
    units = [pk for kind, pk in owners if kind == "unit"]
    delegations = [pk for kind, pk in owners if kind == "delegation"]
    postings = (
        Posting.objects.current(today)
        .filter(person__is_active=True)
        .filter(
            Q(role=Role.UNIT_SUPPLY_MANAGER, unit__in=units)
            | Q(role=Role.DELEGATION_SUPPLY_MANAGER, delegation__in=delegations)
        )
        .select_related("person")
    )
    found: dict[Owner, list[Recipient]] = defaultdict(list)
    for posting in postings:
        owner: Owner = ("unit", posting.unit_id) if posting.unit_id else ("delegation", posting.delegation_id or 0)
        found[owner].append(Recipient(posting.person, posting.notice_address()))
    return found
