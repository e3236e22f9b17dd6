"""The filters of what families report and of what they were told."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from pediatric_platform.models import Channel, Child, FamilyReport, Promise, PromiseOutcome, ReportKind


class FamilyReportFilter(django_filters.FilterSet):
    """Of what kind, and whether somebody has it."""

    q = SearchFilter(placeholder=_("Folio o nombre"), method="of_child")
    que = django_filters.ChoiceFilter(
        field_name="kind", label=_("Qué"), choices=ReportKind.choices, empty_label=_("Todos")
    )
    estado = django_filters.ChoiceFilter(
        label=_("Estado"),
        method="of_state",
        empty_label=_("Todos"),
        choices=[
            ("por_atender", _("Por atender")),
            ("sin_respuesta", _("Sin respuesta")),
            ("listo", _("Respondidos")),
            ("caso", _("Con caso")),
        ],
    )
    orden = Ordering({"told": "told_at", "kind": "kind", "folio": "folio"}, default="-told")

    class Meta:
        model = FamilyReport
        fields: ClassVar[list[str]] = ["q", "que", "estado"]

    def of_child(self, rows: QuerySet[FamilyReport], _name: str, value: str) -> QuerySet[FamilyReport]:
        """By the report's folio, or by whatever a child is found by."""
        by_folio = rows.filter(folio__iexact=value.strip())
        return by_folio if by_folio.exists() else rows.filter(child__in=Child.objects.search(value))

    def of_state(self, rows: QuerySet[FamilyReport], _name: str, value: str) -> QuerySet[FamilyReport]:
        """Nobody has it, nobody answered, answered, or told in a case of its own."""
        if value == "por_atender":
            return rows.filter(taken_at__isnull=True, follower__isnull=True)
        if value == "caso":
            return rows.filter(follower__isnull=False)
        return rows.exclude(answer="") if value == "listo" else rows.filter(answer="", follower__isnull=True)


class PromiseFilter(django_filters.FilterSet):
    """By outcome, way and day; for the API."""

    resultado = django_filters.ChoiceFilter(field_name="outcome", label=_("Resultado"), choices=PromiseOutcome.choices)
    canal = django_filters.ChoiceFilter(field_name="channel", label=_("Por dónde"), choices=Channel.choices)
    desde = django_filters.DateFilter(field_name="needed_on", lookup_expr="gte", label=_("Desde el día"))
    hasta = django_filters.DateFilter(field_name="needed_on", lookup_expr="lte", label=_("Hasta el día"))

    class Meta:
        model = Promise
        fields: ClassVar[list[str]] = ["resultado", "canal", "desde", "hasta"]
