"""The filters of the list of protocols, for page and API."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter, YesNoFilter
from delegations.naming import search_terms
from pediatric_platform.models import (
    Deviation,
    Diagnosis,
    Guard,
    GuardKind,
    Protocol,
    Regimen,
    RegimenLine,
    RegimenState,
)
from pediatric_platform.selectors.regimens.pages import find_protocols
from supply.models import Drug


class ProtocolSearch(SearchFilter):
    """Every word of the search, in the name, the diagnosis or a drug."""

    def filter(self, qs: QuerySet[Protocol], value: str) -> QuerySet[Protocol]:
        for term in search_terms(value or ""):
            qs = find_protocols(qs, term)
        return qs


class ProtocolFilter(django_filters.FilterSet):
    q = ProtocolSearch(placeholder=_("Nombre, diagnóstico o medicamento"))
    diagnostico = django_filters.ModelChoiceFilter(
        field_name="diagnosis",
        to_field_name="code",
        queryset=Diagnosis.objects.order_by("name"),
        label=_("Diagnóstico"),
        empty_label=_("Todos"),
    )
    infantil = YesNoFilter(field_name="diagnosis__is_paediatric", lookup_expr="exact", label=_("En niñas y niños"))
    estado = django_filters.ChoiceFilter(
        field_name="shown_state", label=_("Estado"), choices=RegimenState.choices, empty_label=_("Todos")
    )
    criterio = YesNoFilter(field_name="is_standard", lookup_expr="exact", label=_("Criterio único"))
    clave = YesNoFilter(method="lacking_clave", label=_("Con medicamentos sin clave"))
    orden = Ordering(
        {"diagnosis": "place", "name": "name", "code": "code", "population": "population"},
        default="diagnosis",
        text=("diagnosis", "name"),
    )

    class Meta:
        model = Protocol
        fields: ClassVar[list[str]] = ["q", "diagnostico", "infantil", "estado", "criterio", "clave"]

    def lacking_clave(self, rows: QuerySet[Protocol], _name: str, value: str) -> QuerySet[Protocol]:
        """Whether the version to show first names a drug that the Compendio lacks."""
        listed = Drug.objects.in_compendio().active().values("inn")
        lacking = RegimenLine.objects.filter(phase__regimen=OuterRef("shown_id")).exclude(inn__in=listed)
        return rows.filter(Exists(lacking) if value == "si" else ~Exists(lacking))


class GuardFilter(django_filters.FilterSet):
    tipo = django_filters.ChoiceFilter(field_name="kind", label=_("Tipo"), choices=GuardKind.choices)

    class Meta:
        model = Guard
        fields: ClassVar[list[str]] = ["tipo"]


class RegimenFilter(django_filters.FilterSet):
    protocolo = django_filters.CharFilter(field_name="protocol__code", label=_("Protocolo"))
    diagnostico = django_filters.CharFilter(field_name="protocol__diagnosis__code", label=_("Diagnóstico"))
    estado = django_filters.ChoiceFilter(field_name="state", label=_("Estado"), choices=RegimenState.choices)
    criterio = YesNoFilter(field_name="protocol__is_standard", lookup_expr="exact", label=_("Criterio único"))

    class Meta:
        model = Regimen
        fields: ClassVar[list[str]] = ["protocolo", "diagnostico", "estado", "criterio"]


class DeviationQuestion(django_filters.FilterSet):
    """What is asked of the counts; the counting is not of rows, so nothing is filtered here."""

    protocolo = django_filters.CharFilter(method="unfiltered", label=_("Protocolo"))

    class Meta:
        model = Deviation
        fields: ClassVar[list[str]] = ["protocolo"]

    def unfiltered(self, rows: QuerySet[Deviation], _name: str, _value: str) -> QuerySet[Deviation]:
        return rows
