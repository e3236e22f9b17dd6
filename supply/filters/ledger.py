"""The filters of stock, transfers and lots, for page and API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter, YesNoFilter
from delegations.filters import DelegationChoice
from delegations.models import Place, PlaceKind
from delegations.row_numbers import row_number
from supply.models import Drug, DrugClass, Lot, LotState, Transfer, TransferState


class StockFilter(django_filters.FilterSet):
    """Drugs of one place; the queryset is `selectors.stock.stock_of`."""

    q = SearchFilter(placeholder=_("Nombre o clave"))
    clase = django_filters.ChoiceFilter(
        field_name="drug_class", label=_("Clase"), choices=DrugClass.choices, empty_label=_("Todas")
    )
    estado = django_filters.ChoiceFilter(
        label=_("Estado"),
        method="of_state",
        empty_label=_("Todos"),
        choices=[
            ("en_cero", _("En cero")),
            ("utilizable", _("Con piezas utilizables")),
            ("caduca_30", _("Caduca en 30 días")),
            ("caduca_60", _("Caduca en 60 días")),
            ("caduca_90", _("Caduca en 90 días")),
            ("bloqueado", _("Con piezas bloqueadas")),
        ],
    )
    surtido = YesNoFilter(field_name="assorted", label=_("En el surtido"))
    orden = Ordering(
        {
            "name": "generic_name",
            "code": "code",
            "usable": "usable",
            "blocked": "blocked",
            "expiring": "expiring_90",
            "on_hand": "on_hand",
            "expiry": "first_expiry",
        },
        default="name",
        text=("name",),
    )

    class Meta:
        model = Drug
        fields: ClassVar[list[str]] = ["q", "clase", "estado", "surtido"]

    def of_state(self, rows: QuerySet[Drug], _name: str, value: str) -> QuerySet[Drug]:
        """The drugs in one state; «en cero» only where the unit must carry the drug."""
        conditions = {
            "en_cero": Q(usable=0, assorted=True),
            "utilizable": Q(usable__gt=0),
            "caduca_30": Q(expiring_30__gt=0),
            "caduca_60": Q(expiring_60__gt=0),
            "caduca_90": Q(expiring_90__gt=0),
            "bloqueado": Q(blocked__gt=0),
        }
        return rows.filter(conditions[value])


class StockPlaceFilter(django_filters.FilterSet):
    """Places of the stock index. `medicamento` is applied by the view: it decides which pieces are summed."""

    medicamento = django_filters.CharFilter(
        label=_("Medicamento"),
        method="as_summed",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Nombre o clave"), "autocomplete": "off"}),
    )
    q = SearchFilter(label=_("Lugar"), placeholder=_("Unidad, lugar o código"))
    delegacion = DelegationChoice(field_name="delegation")
    tipo = django_filters.ChoiceFilter(
        field_name="kind", label=_("Tipo"), choices=PlaceKind.choices, empty_label=_("Todos")
    )
    orden = Ordering(
        {
            "name": "name",
            "kind": "kind",
            "delegation": "delegation__name",
            "usable": "usable",
            "expiring": "expiring_90",
            "claves": "claves",
        },
        default="name",
        text=("name", "delegation"),
    )

    class Meta:
        model = Place
        fields: ClassVar[list[str]] = ["medicamento", "q", "delegacion", "tipo"]

    def as_summed(self, rows: QuerySet[Place], _name: str, _value: str) -> QuerySet[Place]:
        """Only places that hold some of the drug: the view has summed no other pieces."""
        held: QuerySet[Place] = rows.filter(Q(on_hand__gt=0))
        return held


class TransferFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Lugar, unidad o número"), method="of_text")
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=TransferState.choices, empty_label=_("Todos")
    )
    sentido = django_filters.ChoiceFilter(
        label=_("Sentido"),
        method="of_direction",
        empty_label=_("Ambos"),
        choices=[("entra", _("Hacia mis lugares")), ("sale", _("Desde mis lugares"))],
    )
    orden = Ordering(
        {"sent_on": "dispatched_on", "expected": "expected_on", "pieces": "pieces", "number": "id"}, default="-sent_on"
    )

    class Meta:
        model = Transfer
        fields: ClassVar[list[str]] = ["q", "estado", "sentido"]

    def of_text(self, rows: QuerySet[Transfer], _name: str, value: str) -> QuerySet[Transfer]:
        if (number := row_number(value.strip())) is not None:
            return rows.filter(pk=number)
        places = Place.objects.search(value)
        return rows.filter(Q(from_place__in=places) | Q(to_place__in=places))

    def of_direction(self, rows: QuerySet[Transfer], _name: str, value: str) -> QuerySet[Transfer]:
        mine = Place.objects.visible_to(self.request.user)
        return rows.filter(to_place__in=mine) if value == "entra" else rows.filter(from_place__in=mine)


class LotFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Número de lote, medicamento o clave"), method="of_text")
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=LotState.choices, empty_label=_("Todos")
    )
    caduca = django_filters.ChoiceFilter(
        label=_("Caduca"),
        method="of_expiry",
        empty_label=_("Cualquier fecha"),
        choices=[
            ("ya", _("Ya caducó")),
            ("30", _("En 30 días")),
            ("60", _("En 60 días")),
            ("90", _("En 90 días")),
        ],
    )
    existencia = YesNoFilter(label=_("Con existencia"), method="of_stock")
    orden = Ordering(
        {"expiry": "expires_on", "number": "number", "drug": "drug__generic_name", "pieces": "pieces"},
        default="expiry",
        text=("drug",),
    )

    class Meta:
        model = Lot
        fields: ClassVar[list[str]] = ["q", "estado", "caduca", "existencia"]

    def of_text(self, rows: QuerySet[Lot], _name: str, value: str) -> QuerySet[Lot]:
        return rows.filter(Q(number__icontains=value.strip()) | Q(drug__in=Drug.objects.search(value)))

    def of_expiry(self, rows: QuerySet[Lot], _name: str, value: str) -> QuerySet[Lot]:
        today = timezone.localdate()
        if value == "ya":
            return rows.filter(expires_on__lt=today)
        return rows.filter(expires_on__range=(today, today + timedelta(days=int(value))))

    def of_stock(self, rows: QuerySet[Lot], _name: str, value: Any) -> QuerySet[Lot]:
        return rows.filter(Q(pieces__gt=0)) if value == "si" else rows.exclude(Q(pieces__gt=0))


__all__ = ["LotFilter", "StockFilter", "StockPlaceFilter", "TransferFilter"]
