"""The filters of the delivery log."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.models import Channel, Delivery, DeliveryState
from delegations.notify.kinds import all_kinds


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of notice there are."""
    return [(kind.name, str(kind.label)) for kind in all_kinds()]


class _Day(django_filters.DateFilter):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), field_name="created_at", **kwargs)


class DeliveryFilter(django_filters.FilterSet):
    q = SearchFilter(label=_("Buscar"), placeholder=_("Nombre, o la dirección completa"), method="search")
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=DeliveryState.choices, empty_label=_("Todos")
    )
    medio = django_filters.ChoiceFilter(
        field_name="channel", label=_("Medio"), choices=Channel.choices, empty_label=_("Todos")
    )
    asunto = django_filters.ChoiceFilter(
        field_name="notification__kind", label=_("Asunto"), choices=kind_choices, empty_label=_("Todos")
    )
    desde = _Day(label=_("Desde"), lookup_expr="date__gte")
    hasta = _Day(label=_("Hasta"), lookup_expr="date__lte")
    orden = Ordering(
        {
            "moment": "created_at",
            "person": "notification__person__full_name",
            "kind": "notification__kind",
            "state": "state",
            "attempts": "attempts",
        },
        default="-moment",
        text=("person",),
    )

    class Meta:
        model = Delivery
        fields: ClassVar[list[str]] = ["q", "estado", "medio", "asunto", "desde", "hasta"]

    def search(self, rows: QuerySet[Delivery], _name: str, value: str) -> QuerySet[Delivery]:
        """By the name of one of the staff, or by one whole address: pieces of addresses are not for browsing."""
        words = Q(is_relative=False)
        for word in value.split():
            words &= Q(notification__person__full_name__unaccent__icontains=word)
        return rows.filter(words | Q(address=value.strip().lower()))
