"""The filters of purchases, for page and API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.models import Place
from supply.filters.records import DrugCodeFilter
from supply.models import (
    Contract,
    Delivery,
    DeliveryLine,
    Presentation,
    Supplier,
    SupplyOrder,
    SupplyOrderState,
    Tender,
    TenderKind,
)

SITUATIONS = [
    ("late", _("Vencidas")),
    ("awaited", _("Por recibir, en plazo")),
    ("partial", _("Recibidas en parte")),
    ("received", _("Completas a tiempo")),
    ("received_late", _("Completas, tarde")),
    ("closed_short", _("Cerradas con faltante")),
    ("cancelled", _("Canceladas")),
]


def selling(request: Any) -> QuerySet[Supplier]:
    return Supplier.objects.none() if request is None else Supplier.objects.visible_to(request.user)


class SupplierChoice(django_filters.ModelChoiceFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Proveedor"))
        kwargs.setdefault("empty_label", _("Todos"))
        kwargs.setdefault("queryset", selling)
        super().__init__(*args, **kwargs)


class WaitingFirst(Ordering):
    """Unless another order is asked for: what is awaited first, by its deadline; then the rest, the latest first."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        if any(name.lstrip("-") in self.sources for name in value or ()):
            return super().filter(qs, value)
        waiting = Case(When(state=SupplyOrderState.OPEN, then=F("deadline_on")))
        return qs.order_by(waiting.asc(nulls_last=True), "-deadline_on", "pk")


class SupplyOrderFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Orden, contrato, clave, medicamento o destino"), method="of_text")
    situacion = django_filters.ChoiceFilter(
        label=_("Situación"), method="of_situation", empty_label=_("Todas"), choices=SITUATIONS
    )
    proveedor = SupplierChoice(field_name="line__contract__supplier")
    medicamento = DrugCodeFilter(field_name="line__presentation__drug__code", label=_("Clave"))
    delegacion = DelegationChoice(field_name="place__delegation")
    desde = django_filters.DateFilter(field_name="issued_on", lookup_expr="gte", label=_("Emitidas desde"))
    hasta = django_filters.DateFilter(field_name="issued_on", lookup_expr="lte", label=_("Emitidas hasta"))
    contrato = django_filters.CharFilter(field_name="line__contract__number", lookup_expr="iexact", label=_("Contrato"))
    lugar = django_filters.CharFilter(field_name="place__code", lookup_expr="iexact", label=_("Código del destino"))
    orden = WaitingFirst(
        {
            "deadline": "deadline_on",
            "issued": "issued_on",
            "number": "number",
            "supplier": "line__contract__supplier__name",
            "drug": "line__presentation__drug__generic_name",
            "packs": "packs",
            "missing": "lacking",
            "amount": "amount",
            "place": "place__code",
        },
        default="-deadline",
        text=("supplier", "drug"),
    )

    class Meta:
        model = SupplyOrder
        fields: ClassVar[list[str]] = ["q", "situacion", "proveedor", "medicamento", "delegacion", "desde", "hasta"]

    def of_text(self, rows: QuerySet[SupplyOrder], _name: str, value: str) -> QuerySet[SupplyOrder]:
        text = value.strip()
        return rows.filter(
            Q(number__icontains=text)
            | Q(line__contract__number__icontains=text)
            | Q(line__presentation__in=Presentation.objects.search(text).values("pk"))
            | Q(place__in=Place.objects.search(text).values("pk"))
        )

    def of_situation(self, rows: QuerySet[SupplyOrder], _name: str, value: str) -> QuerySet[SupplyOrder]:
        today, waiting = timezone.localdate(), Q(state=SupplyOrderState.OPEN)
        conditions = {
            "late": waiting & Q(deadline_on__lt=today),
            "awaited": waiting & Q(deadline_on__gte=today),
            "partial": waiting & Q(received_packs__gt=0),
            "received": Q(state=SupplyOrderState.RECEIVED, completed_on__lte=F("deadline_on")),
            "received_late": Q(state=SupplyOrderState.RECEIVED, completed_on__gt=F("deadline_on")),
            "closed_short": Q(state=SupplyOrderState.CLOSED_SHORT),
            "cancelled": Q(state=SupplyOrderState.CANCELLED),
        }
        return rows.filter(conditions[value])


class ContractFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Contrato, proveedor, clave o medicamento"), method="of_text")
    vigencia = django_filters.ChoiceFilter(
        label=_("Vigencia"),
        method="of_period",
        empty_label=_("Todos"),
        choices=[("vigente", _("Vigentes hoy")), ("por_vencer", _("Vencen en 90 días")), ("vencido", _("Terminados"))],
    )
    proveedor = SupplierChoice(field_name="supplier")
    orden = Ordering(
        {
            "number": "number",
            "supplier": "supplier__name",
            "starts": "starts_on",
            "ends": "ends_on",
            "claves": "claves",
        },
        default="-starts",
        text=("supplier",),
    )

    class Meta:
        model = Contract
        fields: ClassVar[list[str]] = ["q", "vigencia", "proveedor"]

    def of_text(self, rows: QuerySet[Contract], _name: str, value: str) -> QuerySet[Contract]:
        text = value.strip()
        carrying = Contract.objects.filter(lines__presentation__in=Presentation.objects.search(text).values("pk"))
        return rows.filter(
            Q(number__icontains=text) | Q(supplier__name__icontains=text) | Q(pk__in=carrying.values("pk"))
        )

    def of_period(self, rows: QuerySet[Contract], _name: str, value: str) -> QuerySet[Contract]:
        today = timezone.localdate()
        if value == "vencido":
            return rows.filter(Q(ends_on__lt=today) | Q(ended_early_on__isnull=False))
        rows = rows.in_force_on(today)  # type: ignore[attr-defined]
        return rows.filter(ends_on__lte=today + timedelta(days=90)) if value == "por_vencer" else rows


class TenderFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Procedimiento, objeto o clave"), method="of_text")
    tipo = django_filters.ChoiceFilter(
        field_name="kind", label=_("Tipo"), choices=TenderKind.choices, empty_label=_("Todos")
    )
    orden = Ordering(
        {"number": "number", "published": "published_on", "decided": "decided_on", "claves": "claves"},
        default="-published",
    )

    class Meta:
        model = Tender
        fields: ClassVar[list[str]] = ["q", "tipo"]

    def of_text(self, rows: QuerySet[Tender], _name: str, value: str) -> QuerySet[Tender]:
        text = value.strip()
        carrying = Tender.objects.filter(lines__presentation__in=Presentation.objects.search(text).values("pk"))
        return rows.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(pk__in=carrying.values("pk")))


class SupplierFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Nombre o RFC"), method="of_text")
    orden = Ordering(
        {"name": "name", "contracts": "contract_count", "open": "open_orders", "late": "late_orders"},
        default="name",
        text=("name",),
    )

    class Meta:
        model = Supplier
        fields: ClassVar[list[str]] = ["q"]

    def of_text(self, rows: QuerySet[Supplier], _name: str, value: str) -> QuerySet[Supplier]:
        return rows.filter(Q(name__icontains=value.strip()) | Q(rfc__icontains=value.strip()))


class DeliveryFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Remisión, orden o lote"), method="of_text")
    proveedor = SupplierChoice(field_name="supplier")
    delegacion = DelegationChoice(field_name="place__delegation")
    estado = django_filters.ChoiceFilter(
        label=_("Qué trae"),
        method="of_state",
        empty_label=_("Todas"),
        choices=[
            ("excedente", _("Con excedente por decidir")),
            ("rechazo", _("Con rechazo")),
            ("anulada", _("Anuladas")),
        ],
    )
    desde = django_filters.DateFilter(field_name="arrived_on", lookup_expr="gte", label=_("Llegaron desde"))
    hasta = django_filters.DateFilter(field_name="arrived_on", lookup_expr="lte", label=_("Llegaron hasta"))
    orden = Ordering(
        {"arrived": "arrived_on", "remision": "remision", "supplier": "supplier__name", "place": "place__code"},
        default="-arrived",
        text=("supplier",),
    )

    class Meta:
        model = Delivery
        fields: ClassVar[list[str]] = ["q", "proveedor", "delegacion", "estado", "desde", "hasta"]

    def of_text(self, rows: QuerySet[Delivery], _name: str, value: str) -> QuerySet[Delivery]:
        text = value.strip()
        lines = DeliveryLine.objects.filter(Q(order__number__icontains=text) | Q(lot_number__icontains=text))
        return rows.filter(Q(remision__icontains=text) | Q(pk__in=lines.values("delivery")))

    def of_state(self, rows: QuerySet[Delivery], _name: str, value: str) -> QuerySet[Delivery]:
        if value == "anulada":
            return rows.filter(voided_at__isnull=False)
        if value == "rechazo":
            turned = DeliveryLine.objects.standing().filter(rejected_packs__gt=0, delivery__settles=None)
            return rows.filter(pk__in=turned.values("delivery"))
        return rows.filter(pk__in=DeliveryLine.objects.held().values("delivery"))
