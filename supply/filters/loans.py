"""The filters of the lists of loans and institutions, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter, YesNoFilter
from delegations.filters import DelegationChoice
from delegations.models import Place
from delegations.row_numbers import row_number
from supply.models import Drug, Loan, LoanDirection, LoanState, Partner


def visible_partners(request: Any) -> QuerySet[Partner]:
    return Partner.objects.none() if request is None else Partner.objects.visible_to(request.user).order_by("name")


class LoanFilter(django_filters.FilterSet):
    """Rows come from `selectors.loans.listing.loans_for`."""

    q = SearchFilter(placeholder=_("Lugar, institución, medicamento o folio"), method="of_text")
    sentido = django_filters.ChoiceFilter(
        field_name="direction", label=_("Sentido"), choices=LoanDirection.choices, empty_label=_("Ambos")
    )
    estado = django_filters.ChoiceFilter(
        field_name="state", label=_("Estado"), choices=LoanState.choices, empty_label=_("Todos")
    )
    vencido = YesNoFilter(label=_("Vencido"), method="of_overdue")
    institucion = django_filters.ModelChoiceFilter(
        field_name="partner", label=_("Institución"), queryset=visible_partners, empty_label=_("Todas")
    )
    delegacion = DelegationChoice(field_name="place__delegation")
    orden = Ordering(
        {"on": "on", "due": "due_on", "partner": "partner__name", "place": "place__name", "owed": "owed"},
        default="due",
        text=("partner", "place"),
    )

    class Meta:
        model = Loan
        fields: ClassVar[list[str]] = ["q", "sentido", "estado", "vencido", "institucion", "delegacion"]

    def of_text(self, rows: QuerySet[Loan], _name: str, value: str) -> QuerySet[Loan]:
        text = value.strip()
        if (number := row_number(text.upper().removeprefix("PR-").lstrip("0"))) is not None:
            return rows.filter(pk=number)
        named = Q(place__in=Place.objects.search(text)) | Q(lines__lot__drug__in=Drug.objects.search(text))
        named |= Q(partner__name__unaccent__icontains=text)
        return rows.filter(pk__in=Loan.objects.filter(named).values("pk"))

    def of_overdue(self, rows: QuerySet[Loan], _name: str, value: bool) -> QuerySet[Loan]:
        late = Q(state=LoanState.OPEN, due_on__lt=timezone.localdate())
        return rows.filter(late) if value else rows.exclude(late)


class PartnerFilter(django_filters.FilterSet):
    q = SearchFilter(placeholder=_("Nombre o institución"), method="of_text")
    activa = YesNoFilter(field_name="is_active", label=_("Activa"))
    delegacion = DelegationChoice(field_name="delegation")
    orden = Ordering(
        {"name": "name", "institution": "institution", "open": "open_loans"},
        default="name",
        text=("name", "institution"),
    )

    class Meta:
        model = Partner
        fields: ClassVar[list[str]] = ["q", "activa", "delegacion"]

    def of_text(self, rows: QuerySet[Partner], _name: str, value: str) -> QuerySet[Partner]:
        text = value.strip()
        return rows.filter(Q(name__unaccent__icontains=text) | Q(institution__unaccent__icontains=text))
