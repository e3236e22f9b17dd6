"""The filters of lists of agreements, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.roles import Role
from delegations.row_numbers import row_number
from meetings.models import PENDING, Agreement, AgreementState
from supply.models import Drug

# More words than this no search needs.
MOST_WORDS = 12


class Words(SearchFilter):
    """Every word in the agreement, its folio, its owner from outside or its place."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        for term in (value or "").split()[:MOST_WORDS]:
            wanted = Q(folio__icontains=term)
            for column in ("text", "owner_name", "unit__name", "delegation__name", "owner__person__full_name"):
                wanted |= Q(**{f"{column}__unaccent__icontains": term})
            qs = qs.filter(wanted)
        return qs


class WorstFirst(Ordering):
    """What is broken first, the longest due of each first; any other order as everywhere."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        asked = [name.lstrip("-") for name in value or ()]
        if not asked or asked == ["state"]:
            back = bool(value) and value[0].startswith("-")
            keys = (F("rank"), F("due_on"))
            return qs.order_by(*(key.desc() if back else key.asc() for key in keys), "pk")
        return super().filter(qs, value)


class AgreementFilter(django_filters.FilterSet):
    """Rows come from `selectors.agreements.listing.listed`. Without a state: those that are owed."""

    q = Words(placeholder=_("Palabras del acuerdo, folio, lugar o responsable"))
    estado = django_filters.ChoiceFilter(
        label=_("Estado"),
        choices=[("todos", _("Todos")), ("vencidos", _("Vencidos")), *AgreementState.choices],
        empty_label=_("Pendientes"),
        method="in_state",
    )
    delegacion = DelegationChoice(method="about")
    responsable = django_filters.ChoiceFilter(
        field_name="owner_role",
        label=_("Responsable"),
        choices=[(role.value, role.label) for role in Role if role != Role.FAMILY],
        empty_label=_("Cualquiera"),
    )
    mios = django_filters.ChoiceFilter(
        label=_("De quién"), choices=[("si", _("A mi cargo"))], empty_label=_("De todos"), method="of_mine"
    )
    medicamento = django_filters.ModelChoiceFilter(
        field_name="drug",
        queryset=Drug.objects.all(),
        to_field_name="code",
        widget=forms.HiddenInput,
    )
    unidad = django_filters.CharFilter(field_name="unit__clues", widget=forms.HiddenInput)
    # Whoever sees an agreement need not see its meeting: by number, of rows that they see in any case.
    sesion = django_filters.CharFilter(label=_("Sesión"), widget=forms.HiddenInput, method="of_meeting")
    orden = WorstFirst(
        {"state": "rank", "due": "due_on", "agreed": "agreed_at", "owner": "owner_role", "carried": "carried"},
        default="state",
    )

    class Meta:
        model = Agreement
        fields: ClassVar[list[str]] = ["q", "estado", "delegacion", "responsable", "mios"]

    def filter_queryset(self, queryset: QuerySet[Agreement]) -> QuerySet[Agreement]:
        asked = self.form.cleaned_data
        # All of a meeting's, or of a folio's, whatever became of them.
        if not asked.get("estado") and not asked.get("sesion") and not asked.get("q"):
            queryset = queryset.filter(state__in=PENDING)
        found: QuerySet[Agreement] = super().filter_queryset(queryset)
        return found

    def in_state(self, rows: QuerySet[Agreement], _name: str, value: str) -> QuerySet[Agreement]:
        if value == "todos":
            return rows
        if value == "vencidos":
            return rows.filter(state__in=PENDING, due_on__lt=timezone.localdate())
        return rows.filter(state=value)

    def about(self, rows: QuerySet[Agreement], _name: str, value: Any) -> QuerySet[Agreement]:
        if value is None:
            return rows
        wanted = Q()
        for path in ("delegation", "unit__delegation", "owner_delegation", "owner_unit__delegation"):
            wanted |= Q(**{path: value})
        return rows.filter(wanted)

    def of_mine(self, rows: QuerySet[Agreement], _name: str, _value: str) -> QuerySet[Agreement]:
        return rows.filter(is_mine=True)  # type: ignore[misc]  # annotated by `listed`

    def of_meeting(self, rows: QuerySet[Agreement], _name: str, value: str) -> QuerySet[Agreement]:
        return rows.filter(meeting=row_number(value))
