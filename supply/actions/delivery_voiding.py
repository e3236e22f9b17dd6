"""What the ledger does with a delivery whose document is taken back; it knows nothing else of purchases."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from supply.actions.order_changes import orders_changed
from supply.models import Delivery, Document, SupplyOrder
from supply.refusals.purchasing import OverIsSettled


def hold_delivery_of(document: Document) -> Delivery | None:
    """The standing delivery of a document, held as whoever decides about what came over holds it, so that neither
    overlooks the other; and its orders, locked before any shelf is: as whoever receives does.
    """
    rows = Delivery.objects.standing().filter(document=document).select_related("place")
    delivery = rows.select_for_update(of=("self",), no_key=True).first()
    if delivery is not None:
        must_stand_alone(delivery)
        list(_orders_of(delivery).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    return delivery


def void_row(delivery: Delivery, *, reason: str, by: Person | None) -> None:
    """Mark it voided; the orders' sums follow by trigger."""
    delivery.voided_at, delivery.voided_by = timezone.now(), by
    delivery.void_reason = (reason or _("Se revirtió su documento."))[:240]
    delivery.save(update_fields=["voided_at", "voided_by", "void_reason"])
    place = delivery.place
    audit.record(
        type="delivery.voided", by=by, target=delivery, after={"reason": delivery.void_reason},
        delegation=place.delegation_id, unit=place.unit_id,
    )  # fmt: skip
    orders_changed(_orders_of(delivery))


def must_stand_alone(delivery: Delivery) -> None:
    """Refuse while what came over in it has been taken up or sent back by another."""
    if Delivery.objects.standing().filter(settles__delivery=delivery).exists():
        raise OverIsSettled


def _orders_of(delivery: Delivery) -> QuerySet[SupplyOrder]:
    return SupplyOrder.objects.filter(pk__in=delivery.lines.values("order"))
