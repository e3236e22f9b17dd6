"""The filters of lists of episodes of fever."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, YesNoFilter
from delegations.filters import DelegationChoice
from pediatric_platform.models import RUNNING, FeverEpisode, FeverState, LateReason

NOT_SAID = "sin"


class FeverEpisodeFilter(django_filters.FilterSet):
    """By where, when, how it stands and why it was late."""

    unidad = django_filters.CharFilter(field_name="unit__clues", lookup_expr="iexact", label=_("CLUES del hospital"))
    delegacion = DelegationChoice(field_name="unit__delegation")
    estado = django_filters.ChoiceFilter(field_name="state", label=_("Estado"), choices=FeverState.choices)
    en_curso = YesNoFilter(label=_("Sin antibiótico todavía"), method="by_running")
    tarde = YesNoFilter(label=_("Pasado del límite"), method="by_lateness")
    motivo = django_filters.ChoiceFilter(
        field_name="late_reason",
        label=_("Por qué tardó"),
        choices=[*LateReason.choices, (NOT_SAID, _("Nadie lo dijo"))],
        method="by_reason",
    )
    desde = django_filters.IsoDateTimeFilter(field_name="opened_at", lookup_expr="gte", label=_("Abierto desde"))
    hasta = django_filters.IsoDateTimeFilter(field_name="opened_at", lookup_expr="lt", label=_("Abierto antes de"))
    orden = Ordering({"opened": "opened_at", "arrived": "arrived_at", "deadline": "deadline_at"}, default="-opened")

    class Meta:
        model = FeverEpisode
        fields: ClassVar[list[str]] = []

    def by_running(self, rows: QuerySet[FeverEpisode], _name: str, value: str) -> QuerySet[FeverEpisode]:
        return rows.filter(state__in=RUNNING) if value == "si" else rows.exclude(state__in=RUNNING)

    def by_lateness(self, rows: QuerySet[FeverEpisode], _name: str, value: str) -> QuerySet[FeverEpisode]:
        """Those closed without antibiotic were neither."""
        given, waits = Q(state=FeverState.TREATED), Q(state=FeverState.HERE)
        if value == "si":
            late = given & Q(antibiotic_at__gt=F("deadline_at"))
            return rows.filter(late | waits & Q(deadline_at__lt=timezone.now()))
        return rows.filter(given & Q(antibiotic_at__lte=F("deadline_at")) | waits & Q(deadline_at__gte=timezone.now()))

    def by_reason(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        if value != NOT_SAID:
            return rows.filter(late_reason=value)
        return self.by_lateness(rows, _name, "si").filter(late_reason="")
