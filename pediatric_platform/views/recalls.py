"""`/retiros/<n>/expuestos/`: mixtures that hold some of a recalled lot, and children who got it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations import audit
from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.navigation import address
from delegations.signed_in import person_of
from pediatric_platform.models import MixtureState
from pediatric_platform.selectors.mixing.trace import trace_lots
from pediatric_platform.views.mixing.trace import how_much, state_text
from supply.models import Lot, Recall
from supply.selectors.recalls.matching import lots_of

# Made or on their way, and not given: what can still be stopped.
TO_STOP = (MixtureState.PREPARED, MixtureState.DISPATCHED, MixtureState.RECEIVED)


class RecallExposed(LoginRequiredMixin, View):
    """By folio and name where one treats them, counted by hospital elsewhere; each look is in the trail."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        person = person_of(request)
        recall = get_object_or_404(Recall.objects.visible_to(person).select_related("drug"), pk=pk)
        lots = Lot.objects.in_bulk(lots_of(recall))
        found = trace_lots(sorted(lots), person)
        if (asked := request.GET.get(EXPORT_PARAM)) is not None:
            if asked not in EXPORT_FORMATS:
                raise Http404
            columns = (Column(gettext_lazy("Lote"), lambda row: lots[row.lot_id].number), *COLUMNS)
            return export_response(
                list(found.rows), columns, f"{recall.folio.lower()}-expuestos", asked, request=request
            )
        audit.record_read(by=person, what="recall.exposed_read", target=recall, rows=len(found.rows))
        rows = [(row, how_much(row), state_text(row), lots[row.lot_id]) for row in found.rows]
        context: dict[str, Any] = {
            "recall": recall,
            "lots": sorted(lots.values(), key=lambda lot: (lot.number, lot.expires_on)),
            "found": found,
            "to_stop": [told for told in rows if told[0].state in TO_STOP],
            "given": [told for told in rows if told[0].was_given],
            "others": [told for told in rows if not told[0].was_given and told[0].state not in TO_STOP],
            "crumbs": [
                (_("Retiros sanitarios"), address("supply:recall-list")),
                (recall.folio, recall.get_absolute_url()),
                (_("Mezclas y pacientes"), ""),
            ],
        }
        return render(request, "pediatric_platform/recall_exposed.html", context)


COLUMNS = (
    Column(gettext_lazy("Folio"), "folio"),
    Column(gettext_lazy("Hospital"), "unit_name", 32),
    Column(gettext_lazy("CLUES"), "clues"),
    Column(gettext_lazy("Medicamento"), "drug_name", 28),
    Column(gettext_lazy("Cantidad"), how_much),
    Column(gettext_lazy("Estado"), state_text),
    Column(gettext_lazy("Día"), "day"),
)
