"""/compras/ordenes/: what was ordered, where it goes, how it stands; and what is done about one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.views.listing import Listing
from delegations.wording import spelled
from supply.actions.purchasing import change_order, end_order, issue_order, note_promise
from supply.filters.purchasing import SupplyOrderFilter
from supply.forms.purchasing import OrderChangeForm, OrderForm, PromiseForm, ReasonForm
from supply.models import ContractLine, SupplyOrder, SupplyOrderState
from supply.purchasing_rights import may_follow, may_manage, may_receive, must_follow, must_manage
from supply.selectors.purchasing.balances import line_balances
from supply.selectors.purchasing.orders import (
    lines_of_order,
    orders_seen,
    penalties_of,
    penalty_read,
    timeline,
    with_what_penalties_ask,
)
from supply.templatetags.purchasing import counted, pesos, standing_text, standing_today
from supply.views.purchasing.base import ForStaff, OfContract, OfOrder, PurchaseForm


class SupplyOrderList(ForStaff, Listing):
    """The orders to one's places; late ones are told apart."""

    model = SupplyOrder
    filterset_class = SupplyOrderFilter
    template_name = "supply/purchasing/order_list.html"
    title = gettext_lazy("Órdenes de suministro")
    export_name = "ordenes-de-suministro"
    export_columns = (
        Column(gettext_lazy("Orden de suministro"), "number"),
        Column(gettext_lazy("Contrato"), "line.contract.number", 20),
        Column(gettext_lazy("Proveedor"), "line.contract.supplier.name", 36),
        Column(gettext_lazy("Clave"), "line.presentation.clave"),
        Column(gettext_lazy("Medicamento"), "line.presentation.drug.label", 40),
        Column(gettext_lazy("Destino"), "place.code"),
        Column(gettext_lazy("Lugar"), lambda row: str(row.place), 40),
        Column(gettext_lazy("Delegación"), "place.delegation.name", 24),
        Column(gettext_lazy("Envases pedidos"), "packs"),
        Column(gettext_lazy("Envases recibidos"), "received_packs"),
        Column(gettext_lazy("Envases que faltan"), "missing_packs"),
        Column(gettext_lazy("Piezas por envase"), "line.presentation.pieces_per_pack"),
        Column(gettext_lazy("Precio por envase"), "price"),
        Column(gettext_lazy("Importe"), "amount"),
        Column(gettext_lazy("Emitida el"), "issued_on"),
        Column(gettext_lazy("Fecha límite"), "deadline_on"),
        Column(gettext_lazy("El proveedor anunció"), "promised_on"),
        Column(gettext_lazy("Completa el"), "completed_on"),
        Column(gettext_lazy("Situación"), lambda row: standing_text(standing_today(row)), 24),
        Column(gettext_lazy("Pena por día (%)"), "line.contract.penalty_percent"),
        Column(gettext_lazy("Pena convencional a hoy"), lambda row: _due(row)),
    )

    def get_queryset(self) -> QuerySet[SupplyOrder]:
        return orders_seen(self.person)

    def get_export_rows(self) -> QuerySet[SupplyOrder]:
        rows: Any = super().get_export_rows()
        return with_what_penalties_ask(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        waiting = Q(state=SupplyOrderState.OPEN)
        sums = (
            context["filter"]
            .qs.order_by()
            .aggregate(
                orders=Count("pk"),
                late=Count("pk", filter=waiting & Q(deadline_on__lt=timezone.localdate())),
                awaited=Sum(F("packs") - F("received_packs"), filter=waiting),
                packs=Sum("packs"),
                received=Sum("received_packs"),
            )
        )
        return context | {"sums": sums, "manages": may_manage(self.person)}


def _due(order: SupplyOrder) -> Decimal | None:
    penalty = penalty_read(order, as_of=timezone.localdate())
    return penalty.amount if penalty else None


class SupplyOrderDetail(OfOrder, TemplateView):
    """One order: what it asks for, what came, what it owes, and all that happened to it."""

    template_name = "supply/purchasing/order_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order, today = self.order, timezone.localdate()
        lines = lines_of_order(order)
        is_open = order.state == SupplyOrderState.OPEN
        manages = may_manage(self.person)
        return super().get_context_data(
            order=order,
            lines=lines,
            events=timeline(order, lines),
            penalty=penalties_of([order], as_of=today)[order.pk],
            contract=order.line.contract,
            balance=line_balances([order.line])[order.line_id],
            is_open=is_open,
            manages=manages,
            follows=is_open and may_follow(self.person, order.place),
            changes=manages and order.state in (SupplyOrderState.OPEN, SupplyOrderState.RECEIVED),
            receive=self._receive() if is_open and may_receive(self.person, order.place) else "",
            today=today,
            crumbs=self.crumbs(),
            **kwargs,
        )

    def _receive(self) -> str:
        supplier = self.order.line.contract.supplier_id
        return f"{reverse('supply:delivery-receive', args=[self.order.place.code])}?proveedor={supplier}"


class SupplyOrderNew(OfContract, PurchaseForm):
    """An order under a contract in force."""

    form_class = OrderForm
    title = gettext_lazy("Emitir una orden de suministro")
    submit = gettext_lazy("Emitir la orden")

    def permit(self) -> None:
        must_manage(self.person)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "contract": self.contract}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("clave", "")
        return super().get_initial() | {
            "line": ContractLine.objects.filter(contract=self.contract, presentation__clave=asked).first()
        }

    def act(self, form: Any) -> str:
        self.made = issue_order(by=self.person, **form.cleaned_data)
        return _("Orden %(number)s emitida.") % {"number": self.made.number}

    def get_success_url(self) -> str:
        return self.made.get_absolute_url()

    def subject(self) -> str:
        return f"{self.contract.number} · {self.contract.supplier.name}"

    @cached_property
    def lines(self) -> list[ContractLine]:
        return list(self.contract.lines.select_related("presentation__drug"))

    def facts(self) -> list[tuple[Any, Any]]:
        balances = line_balances(self.lines)
        return [
            (f"{line.presentation.clave} · {line.presentation.drug.label}",
             _("quedan %(left)s; %(price)s por envase")
             % {"left": counted(line.presentation, max(0, balances[line.pk].left)), "price": pesos(line.price)})
            for line in self.lines
        ]  # fmt: skip


class OrderAct(OfOrder, PurchaseForm):
    """A form about one order."""

    def edited(self) -> SupplyOrder:
        return self.order

    def subject(self) -> str:
        presentation = self.order.line.presentation
        return f"{self.order.number} · {presentation.drug.label} · {counted(presentation, self.order.packs)}"

    def facts(self) -> list[tuple[Any, Any]]:
        order = self.order
        return [
            (_("Proveedor"), order.line.contract.supplier.name),
            (_("Destino"), str(order.place)),
            (_("Recibidos"), counted(order.line.presentation, order.received_packs)),
            (_("Fecha límite"), spelled(order.deadline_on, "j M Y")),
            (_("Situación"), standing_text(standing_today(order))),
        ]


class SupplyOrderChange(OrderAct):
    form_class = OrderChangeForm
    title = gettext_lazy("Modificar la orden")
    submit = gettext_lazy("Guardar")

    def permit(self) -> None:
        must_manage(self.person)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"packs": self.order.packs, "deadline_on": self.order.deadline_on}

    def act(self, form: Any) -> str:
        change_order(order=self.order, by=self.person, **form.cleaned_data)
        return _("Orden modificada.")

    def consequences(self) -> list[str]:
        return [_("La pena por atraso se cuenta desde la nueva fecha límite; la historia guarda la anterior.")]


class SupplyOrderEnd(OrderAct):
    form_class = ReasonForm
    title = gettext_lazy("No esperar más de esta orden")
    kind = "danger"

    @property
    def submit(self) -> str:
        return _("Cerrar con faltante") if self.order.received_packs else _("Cancelar la orden")

    def permit(self) -> None:
        must_manage(self.person)

    def act(self, form: Any) -> str:
        ended = end_order(order=self.order, by=self.person, **form.cleaned_data)
        return _("Orden %(number)s: %(state)s.") % {
            "number": ended.number, "state": str(ended.get_state_display()).lower(),
        }  # fmt: skip

    def consequences(self) -> list[str]:
        missing = counted(self.order.line.presentation, self.order.missing_packs)
        return [
            _("Dejan de esperarse %(missing)s y vuelven al saldo del contrato.") % {"missing": missing},
            _("La cobertura de las unidades deja de contar con ellas."),
            _("Lo que llegue después queda como excedente, hasta que se decida."),
        ]


class SupplyOrderPromise(OrderAct):
    form_class = PromiseForm
    title = gettext_lazy("Anotar lo que anunció el proveedor")
    submit = gettext_lazy("Anotar")

    def permit(self) -> None:
        must_follow(self.person, self.order.place)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"promised_on": self.order.promised_on}

    def act(self, form: Any) -> str:
        note_promise(order=self.order, by=self.person, **form.cleaned_data)
        return _("Anotado.")

    def consequences(self) -> list[str]:
        return [_("La fecha límite no cambia, y la pena se cuenta con ella.")]
