"""`/prestamos/`: what other institutions owe us and we owe them, what is overdue first."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.roles import Permission
from delegations.scoping import scope_of
from delegations.views.listing import Listing
from supply.filters.loans import LoanFilter
from supply.models import Loan, LoanDirection, LoanState
from supply.selectors.loans.listing import loans_for
from supply.views.loans.base import Staff

COLUMNS = (
    Column(gettext_lazy("Folio"), "folio"),
    Column(gettext_lazy("Sentido"), "get_direction_display", 22),
    Column(gettext_lazy("Institución"), "partner.name", 36),
    Column(gettext_lazy("Delegación"), "place.delegation.name", 24),
    Column(gettext_lazy("Unidad"), "place.unit.name", 36),
    Column(gettext_lazy("Lugar"), "place.name", 28),
    Column(gettext_lazy("Fecha"), "on"),
    Column(gettext_lazy("Devolver el"), "due_on"),
    Column(gettext_lazy("Estado"), "get_state_display", 20),
    Column(gettext_lazy("Claves"), "drugs"),
    Column(gettext_lazy("Piezas"), "pieces"),
    Column(gettext_lazy("Devueltas"), "returned"),
    Column(gettext_lazy("Por devolver"), "owed"),
    Column(gettext_lazy("Oficio o acuerdo"), "agreement", 28),
)


class LoanList(Staff, Listing):
    model = Loan
    filterset_class = LoanFilter
    template_name = "supply/loans/list.html"
    title = gettext_lazy("Préstamos entre instituciones")
    export_name = "prestamos"
    export_columns = COLUMNS

    def get_queryset(self) -> QuerySet[Loan]:
        return loans_for(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        late = Q(due_on__lt=today)
        standing = loans_for(self.person).filter(state=LoanState.OPEN).order_by()
        figures = standing.aggregate(
            they_owe=Sum("owed", filter=Q(direction=LoanDirection.GIVEN), default=0),
            we_owe=Sum("owed", filter=Q(direction=LoanDirection.RECEIVED), default=0),
            they_late=Count("pk", filter=late & Q(direction=LoanDirection.GIVEN)),
            we_late=Count("pk", filter=late & Q(direction=LoanDirection.RECEIVED)),
        )
        may = scope_of(self.person).allows(Permission.LEND)
        return super().get_context_data(figures=figures, today=today, may_lend=may, **kwargs)
