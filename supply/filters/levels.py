"""What the worklist and the levels can be asked for, by page and API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.models import Unit
from supply.models import Drug, StockPlan
from supply.worklist import Desk, sources


def kinds(_request: Any = None) -> list[tuple[str, str]]:
    return [(source.name, str(source.label)) for source in sources()]


class WorkFilter(django_filters.FilterSet):
    """Of the worklist: lines come from its sources and not from one table. `desk()` is what was asked for."""

    tipo = django_filters.ChoiceFilter(label=_("Qué hacer"), choices=kinds, empty_label=_("Todo"), method="as_asked")
    delegacion = DelegationChoice(method="as_asked")
    unidad = SearchFilter(label=_("Unidad"), placeholder=_("Nombre o CLUES"), method="as_asked")
    medicamento = SearchFilter(label=_("Medicamento"), placeholder=_("Nombre o clave"), method="as_asked")

    class Meta:
        model = StockPlan
        fields: ClassVar[list[str]] = []

    def as_asked(self, rows: QuerySet[StockPlan], _name: str, value: str) -> QuerySet[StockPlan]:
        return rows

    @property
    def kind(self) -> str:
        return str(self._given().get("tipo") or "")

    def desk(self) -> Desk:
        """The person's desk, narrowed."""
        given = self._given()
        delegation, unit, drug = given.get("delegacion"), given.get("unidad"), given.get("medicamento")
        person = self.request.user
        return Desk(
            person,
            timezone.now(),
            delegation_id=delegation.pk if delegation else None,
            units=_ids(Unit.objects.visible_to(person).search(unit)) if unit else None,
            drugs=_ids(Drug.objects.search(drug)) if drug else None,
        )

    def _given(self) -> dict[str, Any]:
        return dict(self.form.cleaned_data) if self.is_valid() else {}


def _ids(rows: QuerySet[Any]) -> frozenset[int]:
    return frozenset(rows.order_by().values_list("pk", flat=True))


STANDINGS = [
    ("cero", _("En cero y se pide")),
    ("emergencia", _("En el punto de emergencia o debajo")),
    ("minimo", _("Bajo el mínimo")),
    ("reorden", _("En el punto de reorden o debajo")),
    ("sobre", _("Sobre el máximo")),
]


class StockPlanFilter(django_filters.FilterSet):
    q = SearchFilter(label=_("Medicamento"), placeholder=_("Nombre o clave"), method="of_drug")
    unidad = SearchFilter(label=_("Unidad"), placeholder=_("Nombre o CLUES"), method="of_unit")
    delegacion = DelegationChoice(field_name="unit__delegation")
    nivel = django_filters.ChoiceFilter(
        label=_("Dónde está"), choices=STANDINGS, empty_label=_("En cualquiera"), method="of_standing"
    )
    dias = django_filters.ChoiceFilter(
        label=_("Se agota"),
        choices=[("7", _("En 7 días")), ("14", _("En 14 días")), ("28", _("En 28 días"))],
        empty_label=_("Cuando sea"),
        method="within",
    )
    que = django_filters.ChoiceFilter(
        label=_("Por hacer"),
        choices=[("pedir", _("Por pedir")), ("caducar", _("Por caducar sin usarse"))],
        empty_label=_("Todo"),
        method="of_work",
    )
    orden = Ordering(
        {
            "drug": "drug__generic_name",
            "unit": "unit__name",
            "usable": "usable",
            "runs_out": "runs_out_on",
            "chance": "runs_out_probability",
            "suggested": "suggested",
            "expiring": "expiring",
        },
        default="-chance",
        text=("drug", "unit"),
    )

    class Meta:
        model = StockPlan
        fields: ClassVar[list[str]] = ["q", "unidad", "delegacion", "nivel", "dias", "que"]

    def of_drug(self, rows: QuerySet[StockPlan], _name: str, value: str) -> QuerySet[StockPlan]:
        return rows.filter(drug__in=Drug.objects.search(value))

    def of_unit(self, rows: QuerySet[StockPlan], _name: str, value: str) -> QuerySet[StockPlan]:
        return rows.filter(unit__in=Unit.objects.visible_to(self.request.user).search(value))

    def of_standing(self, rows: QuerySet[StockPlan], _name: str, value: str) -> QuerySet[StockPlan]:
        asked = Q(maximum__gt=0)
        where = {
            "cero": Q(usable=0, daily_mean__gt=0),
            "emergencia": asked & Q(usable__lte=F("emergency")),
            "minimo": asked & Q(usable__lt=F("minimum")),
            "reorden": asked & Q(usable__lte=F("reorder")),
            "sobre": Q(usable__gt=F("maximum")),
        }
        return rows.filter(where[value])

    def within(self, rows: QuerySet[StockPlan], _name: str, value: str) -> QuerySet[StockPlan]:
        return rows.filter(runs_out_on__lt=timezone.localdate() + timedelta(days=int(value)))

    def of_work(self, rows: QuerySet[StockPlan], _name: str, value: str) -> QuerySet[StockPlan]:
        return rows.filter(suggested__gt=0) if value == "pedir" else rows.filter(expiring__gt=0)
