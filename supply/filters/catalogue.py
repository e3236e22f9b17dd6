"""The filters of the catalogue's lists, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter, YesNoFilter
from delegations.filters import DelegationChoice
from delegations.models import Unit
from supply.models import Assortment, Drug, DrugClass, Presentation, Ven

DRUG_PLACEHOLDER = _("Nombre, denominación internacional, ATC o clave")


class DrugFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=DRUG_PLACEHOLDER)
    clase = django_filters.ChoiceFilter(
        field_name="drug_class", label=_("Clase"), choices=DrugClass.choices, empty_label=_("Todas")
    )
    oncologico = YesNoFilter(field_name="is_oncologic", label=_("Oncológico"))
    compendio = YesNoFilter(
        field_name="code", lookup_expr="isnull", method="with_clave", label=_("Con clave en el Compendio")
    )
    ven = django_filters.ChoiceFilter(label="VEN", choices=Ven.choices, empty_label=_("Todos"))
    infantil = YesNoFilter(field_name="who_children", method="for_children", label=_("Lista infantil de la OMS"))
    nota = YesNoFilter(field_name="note", method="with_note", label=_("Con nota"))
    orden = Ordering(
        {
            "name": "generic_name",
            "code": "code",
            "inn": "inn",
            "atc": "atc",
            "class": "drug_class",
            "packs": "presentation_count",
        },
        default="name",
        text=("name",),
    )

    class Meta:
        model = Drug
        fields: ClassVar[list[str]] = ["q", "clase", "oncologico", "compendio", "ven", "infantil", "nota"]

    def with_clave(self, drugs: QuerySet[Drug], _name: str, value: str) -> QuerySet[Drug]:
        """Whether the Compendio lists it; twelve drugs of the regimens it does not."""
        return drugs.filter(code__isnull=value == "no")

    def for_children(self, drugs: QuerySet[Drug], _name: str, value: str) -> QuerySet[Drug]:
        """On WHO's list for children, surely or probably; or not known to be."""
        return drugs.exclude(who_children="") if value == "si" else drugs.filter(who_children="")

    def with_note(self, drugs: QuerySet[Drug], _name: str, value: str) -> QuerySet[Drug]:
        """Whether something odd is noted about it."""
        return drugs.exclude(note="") if value == "si" else drugs.filter(note="")


class PresentationFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=DRUG_PLACEHOLDER)
    clase = django_filters.ChoiceFilter(
        field_name="drug__drug_class", label=_("Clase"), choices=DrugClass.choices, empty_label=_("Todas")
    )
    controlado = YesNoFilter(field_name="group", method="is_controlled", label=_("Medicamento controlado"))
    nota = YesNoFilter(field_name="note", method="with_note", label=_("Con nota"))
    orden = Ordering(
        {"clave": "clave", "name": "drug__generic_name", "pieces": "pieces_per_pack"}, default="clave", text=("name",)
    )

    class Meta:
        model = Presentation
        fields: ClassVar[list[str]] = ["q", "clase", "controlado", "nota"]

    def is_controlled(self, rows: QuerySet[Presentation], _name: str, value: str) -> QuerySet[Presentation]:
        """Group 040 of the Compendio."""
        controlled = Q(clave__startswith="040.")
        return rows.filter(controlled if value == "si" else ~controlled)

    def with_note(self, rows: QuerySet[Presentation], _name: str, value: str) -> QuerySet[Presentation]:
        """Whether something odd is noted about it."""
        return rows.exclude(note="") if value == "si" else rows.filter(note="")


def visible_units(request: Any) -> QuerySet[Unit]:
    """What the select offers: never a unit that the person may not open."""
    if request is None:
        return Unit.objects.none()
    return Unit.objects.visible_to(request.user).only("clues", "name").order_by("name")


class AssortmentSearch(SearchFilter):
    """Finds a line by its drug or by its unit."""

    def filter(self, qs: QuerySet[Assortment], value: str) -> QuerySet[Assortment]:
        if not value:
            return qs
        return qs.filter(Q(drug__in=Drug.objects.search(value)) | Q(unit__in=Unit.objects.search(value)))


class AssortmentFilter(django_filters.FilterSet):
    q = AssortmentSearch(placeholder=_("Medicamento, clave o unidad"))
    unidad = django_filters.ModelChoiceFilter(
        field_name="unit", label=_("Unidad"), queryset=visible_units, to_field_name="clues", empty_label=_("Todas")
    )
    delegacion = DelegationChoice(field_name="unit__delegation")
    vigente = YesNoFilter(field_name="until", method="in_force", label=_("Vigente hoy"))
    orden = Ordering(
        {
            "name": "drug__generic_name",
            "code": "drug__code",
            "unit": "unit__name",
            "delegation": "unit__delegation__name",
            "since": "since",
            "until": "until",
        },
        default="name",
        text=("name", "unit", "delegation"),
    )

    class Meta:
        model = Assortment
        fields: ClassVar[list[str]] = ["q", "unidad", "delegacion", "vigente"]

    def in_force(self, rows: QuerySet[Assortment], _name: str, value: str) -> QuerySet[Assortment]:
        """Whether the unit must carry it today."""
        today = timezone.localdate()
        current = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
        return rows.filter(current if value == "si" else ~current)
