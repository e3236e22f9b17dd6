"""`/ordenes-de-traspaso/`: what is to be moved, who still has to say yes, what may leave."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.views.listing import Listing
from supply.filters.redistribution import TransferOrderFilter
from supply.models import TransferOrder
from supply.selectors.redistribution.orders import orders_for
from supply.transfer_order_rights import moves_somewhere
from supply.views.transfer_orders.base import Staff


class TransferOrderList(Staff, Listing):
    model = TransferOrder
    filterset_class = TransferOrderFilter
    template_name = "supply/transfer_orders/list.html"
    title = gettext_lazy("Órdenes de traspaso")
    export_name = "ordenes-de-traspaso"
    export_columns = (
        Column(gettext_lazy("Folio"), "folio"),
        Column(gettext_lazy("Estado"), "get_state_display", 22),
        Column(gettext_lazy("Origen"), "get_origin_display", 16),
        Column(gettext_lazy("De"), "from_place", 36),
        Column(gettext_lazy("A"), "to_place", 36),
        Column(gettext_lazy("Medicamentos"), "drug_count", 12),
        Column(gettext_lazy("Piezas"), "pieces", 10),
        Column(gettext_lazy("Enviar a más tardar"), "send_by"),
        Column(gettext_lazy("Confirmó quien envía"), "giver_confirmed_by", 28),
        Column(gettext_lazy("Confirmó quien recibe"), "taker_confirmed_by", 28),
        Column(gettext_lazy("Por qué"), "why", 60),
        Column(gettext_lazy("Motivo"), "reason", 40),
        Column(gettext_lazy("Hecha"), "made_at", 18),
    )

    def get_queryset(self) -> QuerySet[TransferOrder]:
        return orders_for(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_order=moves_somewhere(self.person), **kwargs)
