"""`/requisiciones/`: what places ask for, those that wait for this person first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.roles import Permission
from delegations.scoping import scope_of
from delegations.views.listing import Listing
from supply.filters.requisitions import RequisitionFilter
from supply.models import Requisition
from supply.selectors.requisitions.listing import requisitions_for, to_decide
from supply.views.requisitions.base import Staff

COLUMNS = (
    Column(gettext_lazy("Folio"), "folio"),
    Column(gettext_lazy("Delegación"), "place.delegation.name", 24),
    Column(gettext_lazy("Unidad"), "place.unit.name", 36),
    Column(gettext_lazy("Lugar"), "place.name", 28),
    Column(gettext_lazy("Estado"), "get_state_display", 18),
    Column(gettext_lazy("Urgente"), "is_emergency"),
    Column(gettext_lazy("Semana"), "cycle"),
    Column(gettext_lazy("Enviada"), "sent_at", 18),
    Column(gettext_lazy("Se necesita el"), "needed_on"),
    Column(gettext_lazy("Claves"), "drugs"),
    Column(gettext_lazy("Piezas pedidas"), "pieces"),
    Column(gettext_lazy("Piezas aprobadas"), "approved"),
    Column(gettext_lazy("Piezas por comprar"), "to_purchase"),
    Column(gettext_lazy("De dónde salen"), "giver.name", 28),
    Column(gettext_lazy("Motivo"), "note", 40),
    Column(gettext_lazy("Motivo de la decisión"), "reason", 40),
)
SHOWN = 20


class RequisitionList(Staff, Listing):
    model = Requisition
    filterset_class = RequisitionFilter
    template_name = "supply/requisitions/list.html"
    title = gettext_lazy("Requisiciones")
    export_name = "requisiciones"
    export_columns = COLUMNS

    def get_queryset(self) -> QuerySet[Requisition]:
        return requisitions_for(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope = scope_of(self.person)
        decides = scope.allows(Permission.APPROVE_SUPPLY)
        return super().get_context_data(
            waiting=list(to_decide(self.person)[:SHOWN]) if decides else [],
            may_ask=scope.allows(Permission.REQUEST_SUPPLY),
            **kwargs,
        )
