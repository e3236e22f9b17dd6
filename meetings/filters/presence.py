"""The filters of a meeting's list, for page and API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter, YesNoFilter, spanish
from delegations.filters import DelegationChoice
from meetings.models import Attendance, ParticipantKind, Presence
from meetings.presence_rights import may_note

MOST_WORDS = 8
# What everybody may look for; a relative's name only where it may be said, or by whoever notes presence.
PLAIN = ("post", "organisation", "delegation__name", "unit__name", "unit__delegation__name")


class ByKind(Ordering):
    """As the paper list: by kind, delegation, hospital and name. Any other order as everywhere."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str] | None) -> QuerySet[Any]:
        if [name for name in value or () if name.lstrip("-") != "list"]:
            return super().filter(qs, value)
        place = (F("delegation__name").asc(nulls_last=True), F("unit__name").asc(nulls_first=True))
        return qs.order_by("rank", *place, spanish("name"), "pk")


class AttendanceFilter(django_filters.FilterSet):
    """Rows come from `in_order`."""

    q = SearchFilter(placeholder=_("Nombre, cargo, delegación u hospital"), method="searched")
    asistencia = django_filters.ChoiceFilter(
        field_name="presence", label=_("Asistencia"), choices=Presence.choices, empty_label=_("Todas")
    )
    de = django_filters.ChoiceFilter(
        field_name="kind", label=_("De quién"), choices=ParticipantKind.choices, empty_label=_("Todos")
    )
    delegacion = DelegationChoice(method="of_delegation")
    quorum = YesNoFilter(field_name="is_required", label=_("Cuenta para el quórum"))
    orden = ByKind(
        {"list": "rank", "name": "name", "place": "delegation__name", "presence": "presence", "noted": "noted_at"},
        default="list",
        text=("name", "place"),
    )

    class Meta:
        model = Attendance
        fields: ClassVar[list[str]] = ["q", "asistencia", "de", "delegacion", "quorum"]

    def searched(self, rows: QuerySet[Attendance], _name: str, value: str) -> QuerySet[Attendance]:
        named = Q() if may_note(self.request.user) else ~Q(kind=ParticipantKind.FAMILY) | Q(may_be_named=True)
        for word in value.split()[:MOST_WORDS]:
            wanted = Q(name__unaccent__icontains=word) & named
            for column in PLAIN:
                wanted |= Q(**{f"{column}__unaccent__icontains": word})
            rows = rows.filter(wanted)
        return rows

    def of_delegation(self, rows: QuerySet[Attendance], _name: str, value: Any) -> QuerySet[Attendance]:
        return rows.filter(Q(delegation=value) | Q(unit__delegation=value))
