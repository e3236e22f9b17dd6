"""/compras/cumplimiento/: how each supplier delivers, and how likely its next delivery is by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from supply.forms.performance import RecordQuestion
from supply.selectors.performance.suppliers import AFTER, RECORD_DAYS, Delivering, delivering
from supply.sign_rights import may_see_purchases
from supply.views.board_page import BoardPage, FileTable
from supply.views.performance.base import ForStaff

BASES = {
    "pair": gettext_lazy("de su propia historia"),
    "supplier": gettext_lazy("de la historia del proveedor"),
    "all": gettext_lazy("de la historia de todos"),
    "none": gettext_lazy("casi sin historia"),
}


def _percent(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _chance(position: int) -> Any:
    return lambda row: round(row.chances[position], 1)


COLUMNS = (
    Column(gettext_lazy("Proveedor"), "supplier.name", 40),
    Column(gettext_lazy("Clave"), lambda row: row.presentation.clave if row.presentation else ""),
    Column(gettext_lazy("Medicamento"), lambda row: row.presentation.drug.label if row.presentation else "", 44),
    Column(gettext_lazy("Órdenes"), "told.orders"),
    Column(gettext_lazy("Envases pedidos"), "told.packs"),
    Column(gettext_lazy("Envases recibidos"), "told.received"),
    Column(gettext_lazy("Recibidos a tiempo"), "told.on_time"),
    Column(gettext_lazy("Atrasados por recibir"), "told.awaited"),
    Column(gettext_lazy("Nunca llegaron"), "told.never_came"),
    Column(gettext_lazy("Cumplimiento (%)"), lambda row: _percent(row.told.fill_rate)),
    Column(gettext_lazy("A tiempo (%)"), lambda row: _percent(row.told.punctuality)),
    Column(gettext_lazy("Días de atraso: mitad de lo recibido"), "told.usual_days"),
    Column(gettext_lazy("Días de atraso: nueve décimos"), "told.slow_days"),
    Column(gettext_lazy("Probabilidad en su fecha (%)"), _chance(0)),
    Column(gettext_lazy("A los 7 días (%)"), _chance(1)),
    Column(gettext_lazy("A los 14 días (%)"), _chance(2)),
    Column(gettext_lazy("A los 28 días (%)"), _chance(3)),
    Column(gettext_lazy("De dónde sale"), lambda row: str(BASES[row.basis]), 28),
)


class FulfilmentBoard(ForStaff, BoardPage):
    """All suppliers; or one, clave by clave."""

    template_name = "supply/performance/fulfilment.html"
    fragment = "supply/performance/fulfilment.html"

    @cached_property
    def question(self) -> RecordQuestion:
        return RecordQuestion(self.person, self.request.GET)

    @cached_property
    def rows(self) -> list[Delivering]:
        self.question.is_valid()
        given = self.question.cleaned_data
        supplier, drug = given.get("proveedor"), given.get("clave")
        return delivering(
            timezone.localdate(),
            supplier_id=supplier.pk if supplier else None,
            drug_id=drug.pk if drug else None,
            by_clave=self.wants_file or bool(supplier or drug),
        )

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return {"proveedores": FileTable("cumplimiento-de-proveedores", COLUMNS, self.rows)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = {name: value for name, value in self.request.GET.items() if name in self.question.fields and value}
        above = (_("Órdenes de suministro"), reverse("supply:supply-order-list"))
        if may_see_purchases(self.person):
            above = (_("Compras"), reverse("supply:purchase-board"))
        return super().get_context_data(
            question=self.question,
            rows=self.rows,
            kept=urlencode(kept),
            by_clave=any(row.presentation for row in self.rows),
            after=AFTER[1:],
            months=round(RECORD_DAYS / 30),
            bases=BASES,
            crumbs=[above, (_("Cumplimiento de proveedores"), "")],
            **kwargs,
        )
