"""The filters of kits and doors by hospital, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.models import Unit
from pediatric_platform.models import FeverDoor, KitAlert

STATES = (
    ("corto", _("Le falta algo")),
    ("completo", _("Completo")),
    ("sin", _("Sin botiquín")),
    ("puerta", _("Sin puerta")),
)


class KitFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Hospital o CLUES"))
    delegacion = DelegationChoice(field_name="delegation")
    estado = django_filters.ChoiceFilter(method="by_state", label=_("Botiquín"), choices=STATES, empty_label=_("Todos"))
    orden = Ordering(
        {"worst": "worst", "name": "name", "delegation": "delegation__name"},
        default="worst",
        text=("name", "delegation"),
    )

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = ["q", "delegacion", "estado"]

    def by_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        if value == "corto":
            return rows.filter(alerts__gt=0)
        if value == "completo":
            return rows.filter(items__gt=0, alerts=0)
        if value == "sin":
            return rows.filter(items=0)
        return rows.filter(door__isnull=True)


class KitAlertFilter(django_filters.FilterSet):
    unidad = django_filters.CharFilter(field_name="item__unit__clues", label="CLUES")
    vigentes = django_filters.BooleanFilter(field_name="ended_at", lookup_expr="isnull", label=_("Vigentes"))

    class Meta:
        model = KitAlert
        fields: ClassVar[list[str]] = ["unidad", "vigentes"]


class DoorFilter(django_filters.FilterSet):
    unidad = django_filters.CharFilter(field_name="unit__clues", label="CLUES")

    class Meta:
        model = FeverDoor
        fields: ClassVar[list[str]] = ["unidad"]
