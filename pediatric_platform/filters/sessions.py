"""The filters of lists of sessions, for page and API."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.naming import search_terms
from pediatric_platform.filters.children import clinical_units
from pediatric_platform.models import Session, SessionState
from pediatric_platform.selectors.sessions import standing


class SessionSearch(SearchFilter):
    """By the child's name or folio."""

    def filter(self, qs: QuerySet[Session], value: str) -> QuerySet[Session]:
        wanted = Q()
        for term in search_terms(value or ""):
            wanted &= Q(plan__child__search_text__contains=term)
        return qs.filter(wanted)


class UnrecordedFilter(django_filters.FilterSet):
    """Days that went by and nobody told about."""

    q = SessionSearch(label=_("Buscar"), placeholder=_("Nombre o folio"))
    unidad = django_filters.ModelChoiceFilter(
        field_name="unit", label=_("Hospital"), queryset=clinical_units, to_field_name="clues", empty_label=_("Todos")
    )
    orden = Ordering(
        {"on": "on", "child": "plan__child__first_surname", "unit": "unit__name"}, default="on", text=("child", "unit")
    )

    class Meta:
        model = Session
        fields: ClassVar[list[str]] = ["q", "unidad"]


class SessionFilter(UnrecordedFilter):
    """Sessions between two days, in a state."""

    desde = django_filters.DateFilter(field_name="on", lookup_expr="gte", label=_("Desde"))
    hasta = django_filters.DateFilter(field_name="on", lookup_expr="lte", label=_("Hasta"))
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=SessionState.choices, method="in_state"
    )
    folio = django_filters.CharFilter(field_name="plan__child__folio", label=_("Folio"))

    def in_state(self, rows: QuerySet[Session], _name: str, value: str) -> QuerySet[Session]:
        """Those planned are those still to be given: of a plan in course, of a child in treatment."""
        return standing(rows) if value == SessionState.PLANNED else rows.filter(state=value)
