"""/compras/entregas/: what suppliers brought, what came over, and what was told wrongly."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.views.listing import Listing
from supply.actions.purchasing import send_back_over, take_over, void_delivery
from supply.filters.purchasing import DeliveryFilter
from supply.forms.purchasing import ReasonForm, TakeOverForm
from supply.models import Delivery, DeliveryLine
from supply.purchasing_rights import may_settle, may_void, must_settle, must_void
from supply.selectors.purchasing.deliveries import (
    deliveries_seen,
    held_lines,
    lines_of_delivery,
    orders_that_may_take,
    settlements_of,
)
from supply.templatetags.purchasing import counted
from supply.views.purchasing.base import ForStaff, OfDelivery, PurchaseForm


class DeliveryList(ForStaff, Listing):
    model = Delivery
    filterset_class = DeliveryFilter
    template_name = "supply/purchasing/delivery_list.html"
    title = gettext_lazy("Entregas de proveedores")
    export_name = "entregas"
    export_columns = (
        Column(gettext_lazy("Remisión"), "remision"),
        Column(gettext_lazy("Proveedor"), "supplier.name", 36),
        Column(gettext_lazy("Lugar"), lambda row: str(row.place), 40),
        Column(gettext_lazy("Delegación"), "place.delegation.name", 24),
        Column(gettext_lazy("Llegó el"), "arrived_on"),
        Column(gettext_lazy("Órdenes"), "order_count"),
        Column(gettext_lazy("Envases aceptados"), "accepted"),
        Column(gettext_lazy("Envases rechazados"), "rejected"),
        Column(gettext_lazy("Envases de más"), "over"),
        Column(gettext_lazy("Temperatura (°C)"), "temperature"),
        Column(gettext_lazy("Documento"), "document_id"),
        Column(gettext_lazy("Anulada"), "void_reason", 30),
    )

    def get_queryset(self) -> QuerySet[Delivery]:
        return deliveries_seen(self.person)


class DeliveryDetail(OfDelivery, TemplateView):
    """One remisión, its lots, what became of each pack."""

    template_name = "supply/purchasing/delivery_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery = self.delivery
        held, settled = held_lines(delivery), settlements_of(delivery)
        rows = [(line, line.pk in held, settled.get(line.pk)) for line in lines_of_delivery(delivery)]
        return super().get_context_data(
            delivery=delivery,
            rows=rows,
            accepted=sum(line.accepted_packs for line, _is_held, _settlement in rows),
            held=sum(line.over_packs for line, is_held, _settlement in rows if is_held),
            settles=may_settle(self.person, self.place),
            voids=delivery.voided_at is None and may_void(self.person, self.place) and not settled,
            crumbs=self.crumbs(),
            **kwargs,
        )


class DeliveryVoid(OfDelivery, PurchaseForm):
    form_class = ReasonForm
    title = gettext_lazy("Anular la entrega")
    kind = "danger"

    def permit(self) -> None:
        must_void(self.person, self.place)

    def act(self, form: Any) -> str:
        void_delivery(delivery=self.delivery, reason=form.cleaned_data["reason"], by=self.person)
        return _("Entrega anulada; puede capturarse de nuevo con la misma remisión.")

    def subject(self) -> str:
        return f"{self.delivery.remision} · {self.delivery.supplier.name}"

    def consequences(self) -> list[str]:
        told = [_("Sus órdenes vuelven a esperar lo que se había recibido con ella.")]
        if self.delivery.document_id:
            told.insert(0, _("Sus piezas salen del libro con un reverso; si ya se usaron, no se puede."))
        return told


class OverAct(OfDelivery, PurchaseForm):
    """Whoever answers above the place decides about packs that came over."""

    line: DeliveryLine

    def find(self) -> None:
        super().find()
        lines = DeliveryLine.objects.filter(delivery=self.delivery, over_packs__gt=0)
        related = ("order__line__presentation__drug", "delivery")
        self.line = get_object_or_404(lines.select_related(*related), pk=self.kwargs["line"])

    def permit(self) -> None:
        must_settle(self.person, self.place)

    def subject(self) -> str:
        presentation = self.line.order.line.presentation
        packs = counted(presentation, self.line.over_packs)
        return f"{presentation.drug.label} · {_('lote %s') % self.line.lot_number} · {packs}"


class OverTake(OverAct):
    form_class = TakeOverForm
    title = gettext_lazy("Tomar el excedente con una orden")
    submit = gettext_lazy("Tomarlo")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "orders": orders_that_may_take(self.line)}

    def act(self, form: Any) -> str:
        order, reason = form.cleaned_data["order"], form.cleaned_data["reason"]
        take_over(line=self.line, order=order, reason=reason, by=self.person)
        return _("El excedente entró al libro con la orden %(order)s.") % {"order": order.number}

    def consequences(self) -> list[str]:
        if not orders_that_may_take(self.line).exists():
            return [
                _(
                    "Ninguna orden abierta de esta clave, proveedor y lugar lo admite. Oficina central puede ampliar "
                    "la orden o emitir otra; después se toma aquí."
                )
            ]
        return [_("Las piezas entran al libro del lugar y la orden las cuenta como recibidas.")]


class OverSendBack(OverAct):
    form_class = ReasonForm
    title = gettext_lazy("Devolver el excedente")
    submit = gettext_lazy("Devolverlo")

    def act(self, form: Any) -> str:
        send_back_over(line=self.line, reason=form.cleaned_data["reason"], by=self.person)
        return _("Queda escrito que el excedente se devuelve.")

    def consequences(self) -> list[str]:
        return [_("Las piezas nunca entraron al libro; el proveedor debe recogerlas.")]
