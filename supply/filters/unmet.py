"""What the demand that was not met can be asked for, by page and API; counted by a selector, not by a queryset."""

from __future__ import annotations

from datetime import date, timedelta
from operator import attrgetter
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering
from delegations.filters import DelegationChoice
from supply.filters.records import DrugCodeFilter
from supply.models import UnmetDemand, UnmetKind
from supply.selectors.unmet import UnmetAsked, UnmetCount, unmet_counts

# Without days the last four weeks; never more than a year at once.
USUAL, LONGEST = timedelta(days=28), timedelta(days=366)


class OfDays(django_filters.FilterSet):
    """Days, place and drug. `asked()` is what they come to: days to come have missed nothing yet."""

    desde = django_filters.DateFilter(label=_("Desde"), method="as_asked")
    hasta = django_filters.DateFilter(label=_("Hasta"), method="as_asked")
    delegacion = DelegationChoice(field_name="unit__delegation", method="as_asked")
    unidad = django_filters.CharFilter(label=_("CLUES de la unidad"), method="as_asked")
    medicamento = DrugCodeFilter(method="as_asked")

    def as_asked(self, rows: QuerySet[UnmetDemand], _name: str, _value: Any) -> QuerySet[UnmetDemand]:
        return rows

    def asked(self) -> UnmetAsked:
        """What was asked for, with what goes without saying."""
        given = self.form.cleaned_data if self.is_valid() else {}
        last: date = min(given.get("hasta") or timezone.localdate(), timezone.localdate())
        first: date = given.get("desde") or last - USUAL + timedelta(days=1)
        delegation = given.get("delegacion")
        return UnmetAsked(
            max(first, last - LONGEST),
            last,
            delegation.pk if delegation else None,
            given.get("unidad") or "",
            given.get("medicamento") or "",
        )


class UnmetCountFilter(OfDays):
    """Of a unit and a drug, each need once."""

    orden = Ordering(
        {"counted": "counted", "denied": "denied", "apart": "apart", "unit": "unit", "drug": "drug", "last": "last_on"},
        default="-counted",
    )

    class Meta:
        model = UnmetDemand
        fields: ClassVar[list[str]] = ["desde", "hasta", "delegacion", "unidad", "medicamento"]

    def filter_queryset(self, queryset: QuerySet[UnmetDemand]) -> Any:
        rows = unmet_counts(self.request.user, self.asked())
        names = self.form.cleaned_data.get("orden") or []
        for name in reversed([one for one in names if one.lstrip("-") in self.filters["orden"].sources]):
            source = self.filters["orden"].sources[name.lstrip("-")]
            rows.sort(key=attrgetter(source), reverse=name.startswith("-"))
        return rows


class UnmetRecordFilter(django_filters.FilterSet):
    """Needs as they were noted, one by one."""

    desde = django_filters.DateFilter(field_name="day", lookup_expr="gte", label=_("Desde"))
    hasta = django_filters.DateFilter(field_name="day", lookup_expr="lte", label=_("Hasta"))
    delegacion = DelegationChoice(field_name="unit__delegation")
    unidad = django_filters.CharFilter(field_name="unit__clues", lookup_expr="iexact", label=_("CLUES de la unidad"))
    medicamento = DrugCodeFilter(field_name="drug__code")
    como = django_filters.ChoiceFilter(
        label=_("Cómo se supo"), choices=UnmetKind.choices, method="of_kind", empty_label=_("De cualquier modo")
    )
    anuladas = django_filters.ChoiceFilter(
        label=_("Anuladas"), choices=[("si", _("Solo anuladas")), ("no", _("Sin las anuladas"))], method="of_voided"
    )
    orden = Ordering({"day": "day", "noted": "noted_at"}, default="-day")

    class Meta:
        model = UnmetDemand
        fields: ClassVar[list[str]] = []

    def of_kind(self, rows: QuerySet[UnmetDemand], _name: str, value: str) -> QuerySet[UnmetDemand]:
        return rows.filter(sources__kind=value).distinct()

    def of_voided(self, rows: QuerySet[UnmetDemand], _name: str, value: str) -> QuerySet[UnmetDemand]:
        return rows.filter(voided_at__isnull=value == "no")


__all__ = ["OfDays", "UnmetCount", "UnmetCountFilter", "UnmetRecordFilter"]
