"""The filters of the network's lists."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.models import Holding, Posting
from delegations.naming import search_terms
from delegations.roles import Role

ROLES = [(role.value, role.label) for role in Role if role is not Role.FAMILY]
WHEN = [("hoy", _("En funciones")), ("pronto", _("Por empezar")), ("antes", _("Terminados")), ("todos", _("Todos"))]


class PostingSearch(SearchFilter):
    """Words of the holder's name, or the place however it is written."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        name, unit = Q(), Q(unit__isnull=False)
        for word in value.split():
            name &= Q(person__full_name__unaccent__icontains=word)
        for term in search_terms(value):
            unit &= Q(unit__search_text__contains=term)
        return qs.filter(name | unit | Q(delegation__name__unaccent__icontains=value.strip()))


class PostingFilter(django_filters.FilterSet):
    q = PostingSearch(placeholder=_("Nombre, HGZ 2, zona 2 aguascalientes"))
    delegacion = DelegationChoice(method="in_delegation")
    funcion = django_filters.ChoiceFilter(field_name="role", label=_("Función"), choices=ROLES, empty_label=_("Todas"))
    caracter = django_filters.ChoiceFilter(
        field_name="holding", label=_("Carácter"), choices=Holding.choices, empty_label=_("Todos")
    )
    cuando = django_filters.ChoiceFilter(label=_("Cuándo"), choices=WHEN, method="at_time", empty_label=None)
    orden = Ordering(
        {
            "person": "person__full_name",
            "role": "role",
            "from": "starts_on",
            "to": "ends_on",
            "confirmed": "contact_confirmed_at",
        },
        default="person",
        text=("person",),
    )

    class Meta:
        model = Posting
        fields: ClassVar[list[str]] = ["q", "delegacion", "funcion", "caracter", "cuando"]

    @property
    def qs(self) -> QuerySet[Posting]:
        """Those in force today unless another time is asked for."""
        rows: QuerySet[Posting] = super().qs
        return rows if self.data.get("cuando") else rows.filter(_now())

    def in_delegation(self, rows: QuerySet[Posting], name: str, value: Any) -> QuerySet[Posting]:
        return rows.filter(Q(delegation=value) | Q(unit__delegation=value))

    def at_time(self, rows: QuerySet[Posting], name: str, value: str) -> QuerySet[Posting]:
        today = timezone.localdate()
        if value == "hoy":
            return rows.filter(_now())
        if value == "pronto":
            return rows.filter(starts_on__gt=today)
        return rows.filter(ends_on__lt=today) if value == "antes" else rows


def _now() -> Q:
    today = timezone.localdate()
    return Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
