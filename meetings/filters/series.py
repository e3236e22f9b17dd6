"""The filters of meetings and their series, for page and API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django.db.models import Case, DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from meetings.models import Meeting, MeetingState, Series

MOST_WORDS = 8
TO_CALL, CALLED = "por_convocar", "convocada"
STATES = [
    (TO_CALL, _("Por convocar")),
    (CALLED, _("Convocadas")),
    ("en_curso", _("En curso")),
    ("terminada", _("Terminadas")),
    ("cancelada", _("Canceladas")),
]
_KEPT_AS = {
    "en_curso": MeetingState.RUNNING,
    "terminada": MeetingState.ENDED,
    "cancelada": MeetingState.CANCELLED,
}


def visible_series(request: Any) -> QuerySet[Series]:
    """What the select offers: series that the person sees."""
    if request is None:
        return Series.objects.none()
    return Series.objects.visible_to(request.user).only("code", "name").order_by("name")


def years(request: Any = None) -> list[tuple[int, str]]:
    """The years in which there are meetings."""
    found = Meeting.objects.annotate(year=ExtractYear("planned_on")).order_by("-year").values_list("year", flat=True)
    return [(year, str(year)) for year in found.distinct()]


class NearestFirst(Ordering):
    """What comes, the next one first; then what was, the last one first. Any other order as everywhere."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str] | None) -> QuerySet[Any]:
        asked = [name.lstrip("-") for name in value or ()]
        if asked and asked != ["near"]:
            return super().filter(qs, value)
        now = timezone.now()
        over = Q(state__in=(MeetingState.ENDED, MeetingState.CANCELLED)) & Q(starts_at__lt=now)
        rows = qs.annotate(
            is_past=Case(When(over, then=Value(1)), default=Value(0)),
            # What was counts backwards, so that one ascending order serves both.
            nearness=Case(
                When(over, then=ExpressionWrapper(now + (now - F("starts_at")), output_field=DateTimeField())),
                default=F("starts_at"),
                output_field=DateTimeField(),
            ),
        )
        return rows.order_by("is_past", "nearness", "pk")


class MeetingFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Serie, número o lugar"), method="of_words")
    serie = django_filters.ModelChoiceFilter(
        field_name="series", label=_("Serie"), queryset=visible_series, to_field_name="code", empty_label=_("Todas")
    )
    estado = django_filters.ChoiceFilter(label=_("Estado"), choices=STATES, empty_label=_("Todas"), method="in_state")
    anio = django_filters.ChoiceFilter(
        field_name="planned_on", lookup_expr="year", label=_("Año"), choices=years, empty_label=_("Todos")
    )
    orden = NearestFirst(
        {"near": "starts_at", "when": "starts_at", "series": "series__name", "number": "number"},
        default="near",
        text=("series",),
    )

    class Meta:
        model = Meeting
        fields: ClassVar[list[str]] = ["q", "serie", "estado", "anio"]

    def of_words(self, rows: QuerySet[Meeting], _name: str, value: str) -> QuerySet[Meeting]:
        for term in [word for word in value.split() if word != "n.º"][:MOST_WORDS]:
            wanted = Q(series__name__unaccent__icontains=term) | Q(place__unaccent__icontains=term)
            if term.isdecimal() and len(term) < 10:
                wanted |= Q(number=int(term))
            rows = rows.filter(wanted)
        return rows

    def in_state(self, rows: QuerySet[Meeting], _name: str, value: str) -> QuerySet[Meeting]:
        if value in (TO_CALL, CALLED):
            return rows.filter(state=MeetingState.PLANNED, called_at__isnull=value == TO_CALL)
        return rows.filter(state=_KEPT_AS[value])
