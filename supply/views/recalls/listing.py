"""`/retiros/`: lots that nobody may be given, and what of them lies where one answers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.views.listing import Listing
from supply.filters.recalls import RecallFilter
from supply.models import Recall
from supply.recall_rights import may_recall
from supply.selectors.recalls.listing import owed_by, recalls_of
from supply.views.recalls.base import Staff

COLUMNS = (
    Column(gettext_lazy("Folio"), "folio"),
    Column(gettext_lazy("Tipo"), "get_kind_display", 24),
    Column(gettext_lazy("Producto"), "product", 36),
    Column(gettext_lazy("Clave"), "drug.code"),
    Column(gettext_lazy("Lotes"), lambda row: ", ".join(lot.number for lot in row.lots.all()), 40),
    Column(gettext_lazy("Fuente"), "source", 36),
    Column(gettext_lazy("Fecha del aviso"), "issued_on"),
    Column(gettext_lazy("Estado"), "get_state_display", 14),
    Column(gettext_lazy("Abierto"), "opened_at", 18),
    Column(gettext_lazy("Lugares que lo tenían"), "places", 12),
    Column(gettext_lazy("Piezas según el libro"), "pieces", 12),
    Column(gettext_lazy("Sin responder"), "waiting", 12),
    Column(gettext_lazy("Sin responder, vencidas"), "late", 12),
)


class RecallList(Staff, Listing):
    model = Recall
    filterset_class = RecallFilter
    template_name = "supply/recalls/list.html"
    title = gettext_lazy("Retiros sanitarios")
    export_name = "retiros"
    export_columns = COLUMNS

    def get_queryset(self) -> QuerySet[Recall]:
        return recalls_of(self.person, timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        owed = owed_by(self.person).select_related("recall", "place__unit", "lot").order_by("deadline_at", "pk")
        return super().get_context_data(may_recall=may_recall(self.person), owed=list(owed[:20]), **kwargs)
