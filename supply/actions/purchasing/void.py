"""A delivery told wrongly is voided: its pieces leave the ledger again, its orders lack their packs again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from delegations.models import Person
from supply.actions import ledger
from supply.actions.delivery_voiding import must_stand_alone, void_row
from supply.actions.purchasing.writing import held, reason_given
from supply.models import Delivery, Source
from supply.purchasing_rights import must_void
from supply.refusals.purchasing import AlreadyVoided


@transaction.atomic
def void_delivery(*, delivery: Delivery, reason: str, by: Person | None, source: str = Source.PAGE) -> Delivery:
    """Once, with its reason; the same remisión may then be said again."""
    must_void(by, delivery.place)
    reason = reason_given(reason)
    delivery = held(delivery)
    if delivery.voided_at is not None:
        raise AlreadyVoided
    must_stand_alone(delivery)
    if delivery.document is not None:
        note = _("Entrega anulada: %s") % reason
        # The ledger voids the delivery with its document.
        ledger.reverse(
            document=delivery.document, key=f"reverso-{delivery.document_id}", by=by, note=note[:240], source=source
        )
        delivery.refresh_from_db()
    else:
        void_row(delivery, reason=reason, by=by)
    return delivery
