"""The filters of lists of recalls and of those who hold some, for page and API."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.models import Place
from supply.models import Recall, RecallHolding, RecallKind, RecallState
from supply.selectors.recalls.searching import named_by


class RecallFilter(django_filters.FilterSet):
    """Rows come from `selectors.recalls.listing.recalls_of`."""

    q = SearchFilter(placeholder=_("Lote, producto, medicamento o folio"), method="of_text")
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=RecallState.choices, empty_label=_("Todos")
    )
    tipo = django_filters.ChoiceFilter(
        field_name="kind", label=_("Tipo"), choices=RecallKind.choices, empty_label=_("Todos")
    )
    mios = django_filters.ChoiceFilter(
        label=_("En mis lugares"),
        choices=[("si", _("Hay piezas")), ("pendiente", _("Falta responder"))],
        empty_label=_("Todos"),
        method="of_mine",
    )
    orden = Ordering(
        {"state": "standing", "opened": "opened_at", "product": "product", "waiting": "waiting", "pieces": "pieces"},
        default="-state",
        text=("product",),
    )

    class Meta:
        model = Recall
        fields: ClassVar[list[str]] = ["q", "estado", "tipo", "mios"]

    def of_text(self, rows: QuerySet[Recall], _name: str, value: str) -> QuerySet[Recall]:
        return rows.filter(named_by(value))

    def of_mine(self, rows: QuerySet[Recall], _name: str, value: str) -> QuerySet[Recall]:
        return rows.filter(Q(waiting__gt=0)) if value == "pendiente" else rows.filter(Q(places__gt=0))


class HoldingFilter(django_filters.FilterSet):
    """Who holds some of one recall."""

    q = SearchFilter(placeholder=_("Lugar, unidad o lote"), method="of_text")
    respuesta = django_filters.ChoiceFilter(
        label=_("Respuesta"),
        choices=[
            ("pendiente", _("Sin responder")),
            ("vencida", _("Sin responder, vencida")),
            ("respondida", _("Respondida")),
            ("diferencia", _("Con diferencia")),
        ],
        empty_label=_("Todas"),
        method="of_answer",
    )
    delegacion = DelegationChoice(field_name="place__delegation")
    orden = Ordering(
        {"place": "place__name", "deadline": "deadline_at", "pieces": "pieces", "lot": "lot__number"},
        default="deadline",
        text=("place",),
    )

    class Meta:
        model = RecallHolding
        fields: ClassVar[list[str]] = ["q", "respuesta", "delegacion"]

    def of_text(self, rows: QuerySet[RecallHolding], _name: str, value: str) -> QuerySet[RecallHolding]:
        text = value.strip()
        return rows.filter(Q(place__in=Place.objects.search(text)) | Q(lot__number__icontains=text))

    def of_answer(self, rows: QuerySet[RecallHolding], _name: str, value: str) -> QuerySet[RecallHolding]:
        waiting = Q(acknowledged_at__isnull=True)
        if value == "pendiente":
            return rows.filter(waiting)
        if value == "vencida":
            return rows.filter(waiting, deadline_at__lt=timezone.now())
        if value == "diferencia":
            return rows.filter(~waiting).exclude(found=F("pieces"))
        return rows.filter(~waiting)
