"""The filters of the list of minutes, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.naming import search_terms
from meetings.models import Minutes, Series

SIGNED, DRAFT = "firmada", "borrador"
MOST_WORDS = 8


def visible_series(request: Any) -> QuerySet[Series]:
    if request is None:
        return Series.objects.none()
    return Series.objects.visible_to(request.user).only("code", "name").order_by("name")


class MinutesFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Folio, serie o número"), method="of_words")
    serie = django_filters.ModelChoiceFilter(
        field_name="meeting__series", label=_("Serie"), queryset=visible_series, to_field_name="code",
        empty_label=_("Todas"),
    )  # fmt: skip
    estado = django_filters.ChoiceFilter(
        label=_("Estado"), choices=[(SIGNED, _("Firmadas")), (DRAFT, _("Borradores"))], empty_label=_("Todas"),
        method="in_state",
    )  # fmt: skip
    orden = Ordering(
        {"when": "meeting__starts_at", "series": "meeting__series__name", "signed": "signed_at"},
        default="-when",
        text=("series",),
    )

    class Meta:
        model = Minutes
        fields: ClassVar[list[str]] = []

    def of_words(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        for term in [part.strip() for part in search_terms(value)[:MOST_WORDS]]:
            wanted = Q(meeting__series__name__unaccent__icontains=term) | Q(folio__icontains=term)
            if term.isdigit() and len(term) < 8:
                wanted |= Q(meeting__number=int(term))
            rows = rows.filter(wanted)
        return rows

    def in_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(signed_at__isnull=value == DRAFT)
