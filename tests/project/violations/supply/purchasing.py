"""Rules that the database keeps of purchasing, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from supply.models import Bid, ContractLine, DeliveryLine, TenderLine
from tests.factories.purchasing import DeliveryFactory, DeliveryLineFactory, SupplierFactory
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def _line(side: Side) -> ContractLine:
    return side.supply_order.line


def _tender_line(side: Side) -> TenderLine:
    return TenderLine.objects.get(tender=side.contract.tender)


def _bid(side: Side) -> Bid:
    return Bid.objects.get(line=_tender_line(side))


def _told(side: Side) -> DeliveryLine:
    return side.delivery.lines.get()


def _brought(side: Side, packs: int, **more: Any) -> DeliveryLine:
    """Accepted packs of the side's lot, in another delivery."""
    delivery = DeliveryFactory(supplier=side.contract.supplier, place=side.pharmacy)
    told = {"delivered_packs": packs, "accepted_packs": packs, "rejected_packs": 0, "reason": "", "lot": side.lot}
    return DeliveryLineFactory(delivery=delivery, order=side.supply_order, **told | more)


def _cancelled_and_received(side: Side) -> None:
    alter(side.supply_order, state="cancelled", reason="Prueba")
    _brought(side, 1)


def _settled_twice(side: Side) -> None:
    for _time in range(2):
        DeliveryFactory(supplier=side.contract.supplier, place=side.pharmacy, settles=_told(side))


def _same_remision(side: Side) -> None:
    told = side.delivery
    DeliveryFactory(supplier=told.supplier, remision=told.remision, place=told.place)


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "one_supplier_per_rfc": lambda s: [SupplierFactory(rfc="XAXX010101000") for _time in range(2)],
    "supplier_has_a_name": lambda s: alter(s.contract.supplier, name=""),
    "tender_has_a_number": lambda s: alter(s.contract.tender, number=""),
    "tender_is_decided_after_it_is_published": lambda s: alter(
        s.contract.tender, published_on=timezone.localdate(), decided_on=timezone.localdate() - timedelta(days=1)
    ),
    "one_tender_line_per_clave": lambda s: again(_tender_line(s)),
    "tender_asks_for_something": lambda s: alter(_tender_line(s), packs=0),
    "reference_price_is_a_price": lambda s: alter(_tender_line(s), reference_price=Decimal(0)),
    "one_bid_per_supplier_and_line": lambda s: again(_bid(s)),
    "bid_has_a_price": lambda s: alter(_bid(s), price=Decimal(0)),
    "contract_has_a_number": lambda s: alter(s.contract, number=""),
    "contract_ends_after_it_starts": lambda s: alter(s.contract, ends_on=s.contract.starts_on - timedelta(days=1)),
    "penalty_is_a_share": lambda s: alter(s.contract, penalty_percent=Decimal(20), penalty_cap_percent=Decimal(10)),
    "one_contract_line_per_clave": lambda s: again(_line(s)),
    "contract_line_has_a_maximum": lambda s: alter(_line(s), min_packs=_line(s).max_packs + 1),
    "contract_line_has_a_price": lambda s: alter(_line(s), price=Decimal(0)),
    "supply_order_has_a_number": lambda s: alter(s.supply_order, number=""),
    "supply_order_asks_for_something": lambda s: alter(s.supply_order, packs=0),
    "supply_order_has_a_price": lambda s: alter(s.supply_order, price=Decimal(0)),
    "supply_order_is_due_after_it_is_issued": lambda s: alter(
        s.supply_order, deadline_on=s.supply_order.issued_on - timedelta(days=1)
    ),
    "supply_order_takes_no_more_than_it_asked": lambda s: _brought(s, s.supply_order.packs + 1),
    "received_order_is_complete": lambda s: alter(s.supply_order, state="received"),
    "closed_order_says_why": lambda s: alter(s.supply_order, state="closed_short"),
    "cancelled_order_received_nothing": _cancelled_and_received,
    "arrival_is_a_probability": lambda s: alter(s.supply_order, arrival_probability=Decimal("1.5")),
    "order_receives_by_deliveries_only": lambda s: alter(s.supply_order, received_packs=1),
    "one_delivery_per_remision": _same_remision,
    "what_was_over_is_settled_once": _settled_twice,
    "delivery_names_its_remision": lambda s: DeliveryFactory(place=s.pharmacy, remision=""),
    "voided_delivery_says_why": lambda s: alter(s.delivery, voided_at=timezone.now()),
    "delivery_stays_as_told": lambda s: alter(s.delivery, remision="OTRA"),
    "one_delivery_line_per_order_and_lot": lambda s: again(_told(s)),
    "every_delivered_pack_is_told": lambda s: _brought(s, 3, accepted_packs=2),
    "rejected_packs_say_why": lambda s: _brought(s, 3, accepted_packs=0, rejected_packs=3),
    "accepted_packs_have_a_lot": lambda s: _brought(s, 3, lot=None),
    "supply_deliveryline_is_append_only": lambda s: alter(_told(s), lot_number="OTRO"),
}
