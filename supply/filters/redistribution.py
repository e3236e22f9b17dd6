"""The filters of lists of transfer orders and of redistributions, for page and API."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.models import Place
from supply.models import (
    Drug,
    Proposal,
    ProposalState,
    RedistributionRun,
    RunState,
    TransferOrder,
    TransferOrderOrigin,
    TransferOrderState,
)


def number_of(text: str, prefix: str) -> int | None:
    """The number of a folio, written with or without its letters and zeros."""
    digits = text.strip().upper().removeprefix(prefix)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None


class TransferOrderFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Lugar, medicamento o folio"), method="of_text")
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=TransferOrderState.choices, empty_label=_("Todos")
    )
    origen = django_filters.ChoiceFilter(
        field_name="origin", label=_("Origen"), choices=TransferOrderOrigin.choices, empty_label=_("Todos")
    )
    orden = Ordering(
        {"made": "made_at", "send_by": "send_by", "source": "from_place__name", "target": "to_place__name"},
        default="-made",
        text=("source", "target"),
    )

    class Meta:
        model = TransferOrder
        fields: ClassVar[list[str]] = ["q", "estado", "origen"]

    def of_text(self, rows: QuerySet[TransferOrder], _name: str, value: str) -> QuerySet[TransferOrder]:
        places = Place.objects.search(value)
        wanted = Q(from_place__in=places) | Q(to_place__in=places)
        wanted |= Q(pk__in=TransferOrder.objects.filter(lines__drug__in=Drug.objects.search(value)).values("pk"))
        if number := number_of(value, "OT-"):
            wanted |= Q(pk=number)
        return rows.filter(wanted)


class RunFilter(django_filters.FilterSet):
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=RunState.choices, empty_label=_("Todos")
    )
    delegacion = DelegationChoice(field_name="delegation")
    orden = Ordering({"asked": "requested_at", "finished": "finished_at"}, default="-asked")

    class Meta:
        model = RedistributionRun
        fields: ClassVar[list[str]] = ["estado", "delegacion"]


class ProposalFilter(django_filters.FilterSet):
    redistribucion = django_filters.NumberFilter(field_name="run", label=_("Número de la redistribución"))
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=ProposalState.choices, empty_label=_("Todas")
    )
    q = SearchFilter(placeholder=_("Lugar o medicamento"), method="of_text")
    orden = Ordering({"doses": "doses", "saved": "saved", "arrives": "arrives_on"}, default="-doses")

    class Meta:
        model = Proposal
        fields: ClassVar[list[str]] = ["redistribucion", "estado", "q"]

    def of_text(self, rows: QuerySet[Proposal], _name: str, value: str) -> QuerySet[Proposal]:
        places = Place.objects.search(value)
        return rows.filter(Q(from_place__in=places) | Q(to_place__in=places) | Q(drug__in=Drug.objects.search(value)))
