"""Lot → children, child → lots."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations import audit
from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.navigation import address
from delegations.signed_in import person_of
from pediatric_platform.mixing_rules import amount_text
from pediatric_platform.models import MixtureState
from pediatric_platform.selectors.mixing.trace import trace_child, trace_lot
from pediatric_platform.views.children.base import OneChild
from supply.models import Lot, LotState

STATES: dict[str, Any] = {**dict(MixtureState.choices), "handed_out": gettext_lazy("Entregada por farmacia")}


def state_text(row: Any) -> str:
    return str(STATES.get(row.state, row.state))


def how_much(row: Any) -> str:
    """«1.2 mg» of a mixture, «30 piezas» of what was handed out."""
    if row.amount is not None:
        return amount_text(row.amount, row.unit or "")
    return _("%(n)d piezas") % {"n": row.pieces or 0}


LOT_COLUMNS = (
    Column(gettext_lazy("Folio"), "folio"),
    Column(gettext_lazy("Hospital"), "unit_name", 32),
    Column(gettext_lazy("CLUES"), "clues"),
    Column(gettext_lazy("Medicamento"), "drug_name", 28),
    Column(gettext_lazy("Cantidad"), how_much),
    Column(gettext_lazy("Estado"), state_text),
    Column(gettext_lazy("Día"), "day"),
)
CHILD_COLUMNS = (
    Column(gettext_lazy("Día"), "day"),
    Column(gettext_lazy("Medicamento"), "drug_name", 28),
    Column(gettext_lazy("Lote"), "number"),
    Column(gettext_lazy("Caducidad"), "expires_on"),
    Column(gettext_lazy("Fabricante"), "maker", 24),
    Column(gettext_lazy("Cantidad"), how_much),
    Column(gettext_lazy("Estado"), state_text),
    Column(gettext_lazy("Estado del lote"), lambda row: str(LotState(row.lot_state).label)),
)


class TraceLot(LoginRequiredMixin, View):
    """Whom a lot reached: by folio and name where one treats them, counted by hospital elsewhere."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        person = person_of(request)
        lot = get_object_or_404(Lot.objects.visible_to(person).select_related("drug"), pk=pk)
        found = trace_lot(lot, person)
        if request.GET.get(EXPORT_PARAM) in EXPORT_FORMATS:
            return export_response(
                list(found.rows), LOT_COLUMNS, f"lote-{lot.pk}-a-ninos", request.GET[EXPORT_PARAM], request=request
            )
        audit.record_read(by=person, what="lot.traced", target=lot, rows=len(found.rows))
        context = {
            "lot": lot,
            "found": found,
            "rows": [(row, how_much(row), state_text(row)) for row in found.rows],
            "held": lot.state != LotState.USABLE,
            "crumbs": [
                (_("Lotes"), address("supply:lot-list")),
                (lot.number, address("supply:lot", lot.pk)),
                (_("A quién llegó"), ""),
            ],
        }
        return render(request, "pediatric_platform/trace_lot.html", context)


class TraceChild(OneChild, View):
    """Every lot that was prepared for a child or handed out to it."""

    registers = False

    def get(self, request: HttpRequest, folio: str) -> HttpResponseBase:
        rows = trace_child(self.child)
        if request.GET.get(EXPORT_PARAM) in EXPORT_FORMATS:
            name = f"{self.child.folio}-lotes"
            return export_response(list(rows), CHILD_COLUMNS, name, request.GET[EXPORT_PARAM], request=request)
        audit.record_read(by=self.person, what="child.lots_traced", target=self.child, rows=len(rows))
        context = {
            "child": self.child,
            "rows": [
                (row, how_much(row), state_text(row), LotState(row.lot_state).label, row.lot_state != LotState.USABLE)
                for row in rows
            ],
            "warned": [row for row in rows if row.was_given and row.lot_state != LotState.USABLE],
            "crumbs": [
                (_("Niñas y niños"), reverse("pediatric:child-list")),
                (self.child.folio, self.here()),
                (_("Lotes"), ""),
            ],
        }
        return render(request, "pediatric_platform/trace_child.html", context)
