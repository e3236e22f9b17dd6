"""The filters of the list of requisitions, for page and API."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter, YesNoFilter
from delegations.filters import DelegationChoice
from delegations.models import Place
from delegations.row_numbers import row_number
from supply.models import Drug, Requisition, RequisitionState


class RequisitionFilter(django_filters.FilterSet):
    """Rows come from `selectors.requisitions.listing.requisitions_for`."""

    q = SearchFilter(placeholder=_("Lugar, unidad, medicamento o folio"), method="of_text")
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=RequisitionState.choices, empty_label=_("Todos")
    )
    urgente = YesNoFilter(field_name="is_emergency", label=_("Urgente"))
    delegacion = DelegationChoice(field_name="place__delegation")
    orden = Ordering(
        {"made": "made_at", "sent": "sent_at", "needed": "needed_on", "place": "place__name", "pieces": "pieces"},
        default="-made",
        text=("place",),
    )

    class Meta:
        model = Requisition
        fields: ClassVar[list[str]] = ["q", "estado", "urgente", "delegacion"]

    def of_text(self, rows: QuerySet[Requisition], _name: str, value: str) -> QuerySet[Requisition]:
        text = value.strip()
        if (number := row_number(text.upper().removeprefix("RQ-").lstrip("0"))) is not None:
            return rows.filter(pk=number)
        named = Q(place__in=Place.objects.search(text)) | Q(lines__drug__in=Drug.objects.search(text))
        return rows.filter(pk__in=Requisition.objects.filter(named).values("pk"))
