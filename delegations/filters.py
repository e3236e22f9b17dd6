"""The filters of the directory's lists, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter, YesNoFilter
from delegations.models import Delegation, Place, PlaceKind, Unit, UnitKind


def regions(_request: Any = None) -> list[tuple[str, str]]:
    """The regions there are."""
    names = Delegation.objects.exclude(region="").values_list("region", flat=True).distinct().order_by("region")
    return [(name, name) for name in names]


class DelegationChoice(django_filters.ModelChoiceFilter):
    """One delegation among those the person sees, by its code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Delegación"))
        kwargs.setdefault("to_field_name", "code")
        kwargs.setdefault("empty_label", _("Todas"))
        kwargs.setdefault("queryset", visible_delegations)
        super().__init__(*args, **kwargs)


def visible_delegations(request: Any) -> QuerySet[Delegation]:
    """What the select offers: never a delegation that the person may not open."""
    if request is None:
        return Delegation.objects.none()
    return Delegation.objects.visible_to(request.user).only("code", "name").order_by("name")


class DelegationFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Nombre, código o sede"))
    region = django_filters.ChoiceFilter(label=_("Región"), choices=regions, empty_label=_("Todas"))
    orden = Ordering(
        {
            "name": "name",
            "code": "code",
            "region": "region",
            "seat": "seat_city",
            "units": "unit_count",
            "chemotherapy": "chemotherapy_count",
        },
        default="name",
        text=("name", "seat"),
    )

    class Meta:
        model = Delegation
        fields: ClassVar[list[str]] = ["q", "region"]


class UnitFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("HGZ 2, zona 2 aguascalientes, CLUES"))
    delegacion = DelegationChoice(field_name="delegation")
    tipo = django_filters.ChoiceFilter(
        field_name="kind", label=_("Tipo"), choices=UnitKind.choices, empty_label=_("Todos")
    )
    nivel = django_filters.ChoiceFilter(
        field_name="level", label=_("Nivel"), choices=[(1, "1"), (2, "2"), (3, "3")], empty_label=_("Todos")
    )
    quimioterapia = YesNoFilter(field_name="provides_chemotherapy", label=_("Da quimioterapia"))
    orden = Ordering(
        {
            "name": "name",
            "clues": "clues",
            "kind": "kind",
            "level": "level",
            "delegation": "delegation__name",
            "municipality": "municipality",
        },
        default="name",
        text=("name", "delegation", "municipality"),
    )

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = ["q", "delegacion", "tipo", "nivel", "quimioterapia"]


class PlaceFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Nombre, código, unidad o CLUES"))
    delegacion = DelegationChoice(field_name="delegation")
    tipo = django_filters.ChoiceFilter(
        field_name="kind", label=_("Tipo"), choices=PlaceKind.choices, empty_label=_("Todos")
    )
    activo = YesNoFilter(field_name="is_active", label=_("Activo"))
    orden = Ordering(
        {"name": "name", "code": "code", "kind": "kind", "delegation": "delegation__name", "unit": "unit__name"},
        default="name",
        text=("name", "delegation", "unit"),
    )

    class Meta:
        model = Place
        fields: ClassVar[list[str]] = ["q", "delegacion", "tipo", "activo"]
