"""The filters of the ledger's rows (balances, movements, documents, prescriptions), for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, YesNoFilter
from delegations.filters import DelegationChoice
from delegations.models import PlaceKind
from supply.claves import BadClave, parse_clave
from supply.models import Balance, Document, DocumentKind, LotState, Movement, PrescriptionTally, Source
from supply.reasons import Reason


class DrugCodeField(forms.CharField):
    """A clave (dotted or twelve digits) or the drug's own ten digits; cleans to the drug's code."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if not text:
            return ""
        try:
            return parse_clave(text, allow_drug=True).drug_code
        except BadClave as fault:
            raise forms.ValidationError(f"{fault.problem} {fault.remedy}") from fault


class DrugCodeFilter(django_filters.CharFilter):
    """One drug, named by any of its claves. `field_name` is the path to the drug's code."""

    field_class = DrugCodeField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Medicamento (clave)"))
        super().__init__(*args, **kwargs)


class OfPlace(django_filters.FilterSet):
    """What rows of one place may be asked for by where it is."""

    codigo_lugar = django_filters.CharFilter(field_name="place__code", label=_("Código del lugar"))
    unidad = django_filters.CharFilter(field_name="place__unit__clues", label=_("CLUES de la unidad"))
    delegacion = DelegationChoice(field_name="place__delegation")


class BalanceFilter(OfPlace):
    tipo = django_filters.ChoiceFilter(field_name="place__kind", label=_("Tipo de lugar"), choices=PlaceKind.choices)
    medicamento = DrugCodeFilter(field_name="lot__drug__code")
    lote = django_filters.CharFilter(field_name="lot__number", lookup_expr="iexact", label=_("Lote"))
    estado = django_filters.ChoiceFilter(field_name="lot__state", label=_("Estado del lote"), choices=LotState.choices)
    caduca_hasta = django_filters.DateFilter(
        field_name="lot__expires_on", lookup_expr="lte", label=_("Caduca a más tardar el")
    )
    orden = Ordering(
        {"expiry": "lot__expires_on", "pieces": "on_hand", "place": "place__code", "drug": "lot__drug__generic_name"},
        default="expiry",
        text=("drug",),
    )

    class Meta:
        model = Balance
        fields: ClassVar[list[str]] = []


class MovementFilter(OfPlace):
    documento = django_filters.NumberFilter(field_name="document_id", label=_("Documento"), decimal_places=0)
    lote_id = django_filters.NumberFilter(field_name="lot_id", label=_("Lote (id)"), decimal_places=0)
    medicamento = DrugCodeFilter(field_name="lot__drug__code")
    motivo = django_filters.ChoiceFilter(field_name="reason", label=_("Motivo"), choices=Reason.choices)
    desde = django_filters.DateFilter(field_name="occurred_on", lookup_expr="gte", label=_("Desde"))
    hasta = django_filters.DateFilter(field_name="occurred_on", lookup_expr="lte", label=_("Hasta"))
    orden = Ordering({"id": "id", "day": "occurred_on"}, default="-id")

    class Meta:
        model = Movement
        fields: ClassVar[list[str]] = []


class DocumentFilter(OfPlace):
    tipo = django_filters.ChoiceFilter(field_name="kind", label=_("Tipo"), choices=DocumentKind.choices)
    origen = django_filters.ChoiceFilter(field_name="source", label=_("Origen"), choices=Source.choices)
    referencia = django_filters.CharFilter(field_name="reference", lookup_expr="iexact", label=_("Referencia"))
    llave = django_filters.CharFilter(field_name="idempotency_key", label=_("Llave de idempotencia"))
    revertido = YesNoFilter(label=_("Revertido"), method="is_reversed")
    desde = django_filters.DateFilter(field_name="occurred_on", lookup_expr="gte", label=_("Desde"))
    hasta = django_filters.DateFilter(field_name="occurred_on", lookup_expr="lte", label=_("Hasta"))
    orden = Ordering({"posted": "posted_at", "day": "occurred_on"}, default="-posted")

    class Meta:
        model = Document
        fields: ClassVar[list[str]] = []

    def is_reversed(self, rows: QuerySet[Document], _name: str, value: str) -> QuerySet[Document]:
        """Whether it was taken back."""
        return rows.filter(reversal__isnull=value == "no")


class PrescriptionFilter(django_filters.FilterSet):
    unidad = django_filters.CharFilter(field_name="unit__clues", label=_("CLUES de la unidad"))
    delegacion = DelegationChoice(field_name="unit__delegation")
    medicamento = DrugCodeFilter(field_name="drug__code")
    desde = django_filters.DateFilter(field_name="day", lookup_expr="gte", label=_("Desde"))
    hasta = django_filters.DateFilter(field_name="day", lookup_expr="lte", label=_("Hasta"))
    orden = Ordering({"day": "day", "denied": "denied"}, default="-day")

    class Meta:
        model = PrescriptionTally
        fields: ClassVar[list[str]] = []
