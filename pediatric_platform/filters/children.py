"""The filters of the list of children, for page and API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.models import Unit
from pediatric_platform.clinical import units_of
from pediatric_platform.models import Child, ChildState, Diagnosis, Growth, Plan

EVERY_STATE = "todos"
# A dose is sized by the last measure: after so many days it is time for another one.
OLD_MEASURE = timedelta(days=60)
LACKS = (
    ("plan", _("Sin plan de tratamiento")),
    ("medidas", _("Sin peso y talla en 60 días")),
    ("curp", _("Sin CURP")),
)


def clinical_units(request: Any) -> QuerySet[Unit]:
    """Hospitals whose children the person treats."""
    if request is None:
        return Unit.objects.none()
    return units_of(request.user).only("clues", "name").order_by("name")


class ChildFilter(django_filters.FilterSet):
    """Without a state or words to look for: those in treatment."""

    q = SearchFilter(label=_("Buscar"), placeholder=_("Nombre, folio, o CURP o NSS completos"))
    estado = django_filters.ChoiceFilter(
        field_name="state",
        label=_("Estado"),
        choices=[*ChildState.choices, (EVERY_STATE, _("Todos"))],
        empty_label=_("En tratamiento"),
        method="of_state",
    )
    diagnostico = django_filters.ModelChoiceFilter(
        field_name="diagnosis",
        label=_("Diagnóstico"),
        queryset=Diagnosis.objects.order_by("name"),
        to_field_name="code",
        empty_label=_("Todos"),
    )
    unidad = django_filters.ModelChoiceFilter(
        field_name="unit",
        label=_("Hospital"),
        queryset=clinical_units,
        to_field_name="clues",
        empty_label=_("Todos"),
    )
    falta = django_filters.ChoiceFilter(label=_("Le falta"), choices=LACKS, empty_label=_("—"), method="lacking")
    orden = Ordering(
        {
            "name": "first_surname",
            "folio": "folio",
            "age": "birth_date",
            "diagnosis": "diagnosis__name",
            "unit": "unit__name",
            "measured": "measured_on",
            "next": "next_on",
        },
        default="name",
        text=("name", "diagnosis", "unit"),
    )

    class Meta:
        model = Child
        fields: ClassVar[list[str]] = ["q", "estado", "diagnostico", "unidad", "falta"]

    def filter_queryset(self, queryset: QuerySet[Child]) -> QuerySet[Child]:
        asked = self.form.cleaned_data
        if not asked.get("estado") and not asked.get("q"):
            queryset = queryset.filter(state=ChildState.ACTIVE)
        found: QuerySet[Child] = super().filter_queryset(queryset)
        return found

    def of_state(self, rows: QuerySet[Child], _name: str, value: str) -> QuerySet[Child]:
        return rows if value == EVERY_STATE else rows.filter(state=value)

    def lacking(self, rows: QuerySet[Child], _name: str, value: str) -> QuerySet[Child]:
        """Children without a plan under way, a recent measure, or a CURP."""
        if value == "plan":
            return rows.filter(~Exists(Plan.objects.active().filter(child=OuterRef("pk"))))
        if value == "medidas":
            since = timezone.localdate() - OLD_MEASURE
            return rows.filter(~Exists(Growth.objects.filter(child=OuterRef("pk"), measured_on__gte=since)))
        return rows.filter(curp_print="")
