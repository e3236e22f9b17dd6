"""The filters of warning signs, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from supply.filters.purchasing import SupplierChoice
from supply.filters.records import DrugCodeFilter
from supply.models import SignKind, SignState, WarningSign


class SignFilter(django_filters.FilterSet):
    """Without a state: those that wait to be looked into."""

    q = SearchFilter(placeholder=_("Proveedor, medicamento, contrato u orden"), method="of_text")
    estado = django_filters.ChoiceFilter(
        label=_("Estado"), choices=[("todas", _("Todas")), *SignState.choices[1:]], empty_label=_("Por revisar"),
        method="in_state",
    )  # fmt: skip
    tipo = django_filters.ChoiceFilter(
        field_name="kind", label=_("Señal"), choices=SignKind.choices, empty_label=_("Cualquiera")
    )
    proveedor = SupplierChoice(field_name="supplier")
    medicamento = DrugCodeFilter(field_name="drug__code", label=_("Clave"))
    delegacion = DelegationChoice(field_name="delegation")
    orden = Ordering(
        {"unusual": "unusual", "seen": "first_seen", "last": "last_seen", "kind": "kind"}, default="-unusual"
    )

    class Meta:
        model = WarningSign
        fields: ClassVar[list[str]] = []

    def filter_queryset(self, queryset: QuerySet[WarningSign]) -> QuerySet[WarningSign]:
        rows: QuerySet[WarningSign] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("estado") else rows.filter(state=SignState.OPEN)

    def in_state(self, rows: QuerySet[WarningSign], _name: str, value: str) -> QuerySet[WarningSign]:
        return rows if value == "todas" else rows.filter(state=value)

    def of_text(self, rows: QuerySet[WarningSign], _name: str, value: Any) -> QuerySet[WarningSign]:
        for term in str(value or "").split()[:12]:
            wanted = Q(drug__search_text__icontains=term)
            for column in ("supplier__name__unaccent", "contract_line__contract__number", "supply_order__number"):
                wanted |= Q(**{f"{column}__icontains": term})
            rows = rows.filter(wanted)
        return rows
