"""`/redistribucion/<n>/`: before and after, and each proposal with its reason; taken up all at once or one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from delegations.charts.numbers import grouped
from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.presses import answered
from delegations.views.network.refusals import said
from supply.actions.redistribution import accept_all, cancel_redistribution
from supply.models import Proposal, ProposalState, RunState, SupplyOrder
from supply.redistributing.sentences import sentence
from supply.redistributing.sureness import how_sure
from supply.selectors.redistribution.left import lacks, left_for
from supply.selectors.redistribution.proposals import proposals_for
from supply.transfer_order_rights import across, may_redistribute, must_redistribute
from supply.views.redistribution.base import OneRun

FIRST_OPEN = 2


class RedistributionDetail(OneRun, TemplateView):
    template_name = "supply/redistribution/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, person = self.run, self.person
        rows = list(
            proposals_for(person)
            .filter(run=run)
            .order_by(F("drug__generic_name").asc(), "drug_id", "-doses", "-saved", "pk")
        )
        open_rows = [row for row in rows if row.state == ProposalState.PROPOSED]
        left = left_for(open_rows)
        missing = {row.pk: found for row in open_rows if (found := lacks(row, left)) is not None}
        may = {
            border: not run.what_if and may_redistribute(person, border)
            for border in {across(row.from_place, row.to_place) for row in rows}
        }
        told = {row["drug"]: row for row in run.summary.get("drugs", ())}
        groups: list[dict[str, Any]] = [
            {
                "drug": proposals[0].drug,
                "told": told.get(drug_id),
                "doses": sum(row.doses for row in proposals),
                "saved": sum(row.saved for row in proposals),
                "rows": [
                    {
                        "row": row,
                        "why": sentence(row.facts) if row.facts else "",
                        "gone": missing.get(row.pk),
                        "may": row.state == ProposalState.PROPOSED and may[across(row.from_place, row.to_place)],
                    }
                    for row in proposals
                ],
            }
            for drug_id, found in groupby(rows, key=lambda row: row.drug_id)
            if (proposals := list(found))
        ]
        # What covers dated doses stands first and open; the rest is a line each until it is asked for.
        groups.sort(key=lambda group: (-group["doses"], -group["saved"]))
        for number, group in enumerate(groups):
            group["is_open"] = bool(group["doses"]) or number < FIRST_OPEN
        mine = may_redistribute(person, run.delegation_id)
        there = [row for row in open_rows if row.pk not in missing]
        return super().get_context_data(
            title=run.folio,
            run=run,
            groups=groups,
            count=len(rows),
            waiting=len(there),
            gone=len(missing),
            is_working=run.state in (RunState.QUEUED, RunState.RUNNING),
            before=run.summary.get("before"),
            after=run.summary.get("after"),
            cost=sum(row.cost for row in rows),
            unproven=[(row["label"], how_sure(row)) for row in run.summary.get("drugs", ()) if not row["proven"]],
            may_accept_all=bool(there) and mine and not run.what_if,
            consequences=_consequences(there, len(missing)) if mine else [],
            without_orders=self.orders_named(),
            without_transfers=run.what_if.get("transfers", []),
            may_cancel=mine,
            crumbs=self.crumbs(),
            **kwargs,
        )

    def orders_named(self) -> list[str]:
        """The supply orders that were taken not to come, by their numbers."""
        asked = self.run.what_if.get("supply_orders", [])
        return (
            list(SupplyOrder.objects.visible_to(self.person).filter(pk__in=asked).values_list("number", flat=True))
            if asked
            else []
        )


def _consequences(rows: Sequence[Proposal], gone: int) -> list[str]:
    """What accepting all would do, in figures."""
    ways = {(row.from_place_id, row.to_place_id) for row in rows}
    places = {place for way in ways for place in way}
    pieces = sum(row.pieces for row in rows)
    told = [
        ngettext("Se hace %(n)d orden de traspaso", "Se hacen %(n)d órdenes de traspaso", len(ways)) % {"n": len(ways)}
        + " "
        + ngettext("con %(n)s pieza.", "con %(n)s piezas en total.", pieces) % {"n": grouped(pieces)},
        ngettext(
            "Se avisa a quien responde por %(n)d lugar.", "Se avisa a quienes responden por %(n)d lugares.", len(places)
        )
        % {"n": len(places)},
        _("Nada sale hasta que confirman los dos lados y se envía."),
        _("Sus piezas quedan comprometidas mientras la orden siga en pie."),
    ]
    if gone:
        told.append(
            ngettext(
                "%(n)d propuesta no se acepta: su existencia ya no está.",
                "%(n)d propuestas no se aceptan: su existencia ya no está.",
                gone,
            )
            % {"n": gone}
        )
    return told


class RedistributionAcceptAll(OneRun, View):
    http_method_names = ["post", "options"]

    def permit(self) -> None:
        must_redistribute(self.person, self.run.delegation_id)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            taken = accept_all(run=self.run, by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, said(refusal), level=messages.ERROR)
        else:
            made, gone = len(taken.orders), len(taken.gone)
            text = ngettext(
                "Se hizo %(n)d orden de traspaso por confirmar; se avisó a los dos lados.",
                "Se hicieron %(n)d órdenes de traspaso por confirmar; se avisó a los dos lados de cada una.",
                made,
            ) % {"n": made}
            if gone:
                text += " " + ngettext(
                    "%(n)d propuesta ya no aplica: su existencia no está.",
                    "%(n)d propuestas ya no aplican: su existencia no está.",
                    gone,
                ) % {"n": gone}
            toast(request, text, level=messages.WARNING if gone else messages.SUCCESS)
        return HttpResponseRedirect(self.here())


class RedistributionCancel(OneRun, View):
    http_method_names = ["post", "options"]

    def permit(self) -> None:
        must_redistribute(self.person, self.run.delegation_id)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request, lambda: cancel_redistribution(run=self.run, by=self.person), _("Cálculo cancelado."), self.here()
        )
