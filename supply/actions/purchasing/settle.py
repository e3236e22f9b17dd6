"""What came over what was ordered: taken under an order that still lacks packs, or sent back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from delegations.models import Person
from supply.actions.ledger.posting import fingerprint
from supply.actions.purchasing.delivery_writing import Received, hold_orders
from supply.actions.purchasing.receive import post_accepted, tell_lines
from supply.actions.purchasing.writing import reason_given
from supply.models import Delivery, DeliveryLine, Document, Source, SupplyOrder
from supply.purchasing.reception import Brought, Parted
from supply.purchasing.standing import OPEN
from supply.purchasing_rights import must_settle
from supply.refusals.purchasing import OrderIsOver, OverTheMaximum, SettledMeanwhile


@transaction.atomic
def take_over(
    *, line: DeliveryLine, order: SupplyOrder, reason: str, by: Person | None, source: str = Source.PAGE
) -> Received:
    """The packs held enter the ledger under `order`: the same one, once enlarged, or another of the same clave."""
    held = _held(line, by)
    reason = reason_given(reason)
    orders = hold_orders({order.pk})
    order = orders[order.pk]
    told = held.delivery
    if order.place_id != told.place_id or order.line.contract.supplier_id != told.supplier_id:
        raise SettledMeanwhile(
            _("Esa orden es de otro proveedor o de otro lugar."), _("Elija una orden abierta de las que se muestran.")
        )
    if order.line.presentation_id != held.order.line.presentation_id:
        raise SettledMeanwhile(_("Esa orden es de otra clave."), _("Elija una orden abierta de las que se muestran."))
    if order.state != OPEN:
        raise OrderIsOver(str(order.get_state_display()))
    if order.missing_packs < held.over_packs:
        raise OverTheMaximum(packs=held.over_packs, left=order.missing_packs, field="order")
    lines = [Brought(order.pk, held.lot_number, held.expires_on, held.over_packs, 0, reason)]
    parted = [Parted(held.over_packs, 0, 0)]
    document, _linked = post_accepted(
        place=told.place, supplier=told.supplier, number=told.remision, lines=lines, parted=parted, orders=orders,
        by=by, arrived_on=told.arrived_on, note=reason, source=source, settles=held.pk,
    )  # fmt: skip
    return tell_lines(_settlement(held, by, reason, document), lines, parted, orders, by=by)


@transaction.atomic
def send_back_over(*, line: DeliveryLine, reason: str, by: Person | None) -> Received:
    """The packs held go back to the supplier; the ledger never had them."""
    held = _held(line, by)
    reason = reason_given(reason)
    orders = hold_orders({held.order_id})
    lines = [Brought(held.order_id, held.lot_number, held.expires_on, held.over_packs, held.over_packs, reason)]
    parted = [Parted(0, held.over_packs, 0)]
    return tell_lines(_settlement(held, by, reason, None), lines, parted, orders, by=by)


def _held(line: DeliveryLine, by: Person | None) -> DeliveryLine:
    """The line with its delivery locked: two decisions about it wait for each other."""
    delivery = Delivery.objects.select_for_update(of=("self",), no_key=True).get(pk=line.delivery_id)
    must_settle(by, delivery.place)
    found = DeliveryLine.objects.held().select_related("delivery__place", "order__line").filter(pk=line.pk).first()
    if found is None:
        raise SettledMeanwhile
    return found


def _settlement(held: DeliveryLine, by: Person | None, reason: str, document: Document | None) -> Delivery:
    told = held.delivery
    return Delivery.objects.create(
        supplier=told.supplier, remision=told.remision, place=told.place, arrived_on=told.arrived_on,
        temperature=told.temperature, document=document, posted_by=by, note=reason, settles=held,
        fingerprint=fingerprint("settle", held.pk, reason), is_simulated=told.is_simulated,
    )  # fmt: skip
