"""`/redistribucion/<n>/`: before and after, and each proposal with its reason; taken up or not."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from delegations.views.network.presses import answered
from supply.actions.redistribution import accept_all, accept_proposal, cancel_redistribution, reject_proposal
from supply.forms.redistribution import RejectForm
from supply.models import Proposal, ProposalState, RunState
from supply.redistributing.sentences import sentence
from supply.transfer_order_rights import across, may_redistribute, must_redistribute
from supply.views.redistribution.base import OneProposal, OneRun, RedistributionForm


class RedistributionDetail(OneRun, TemplateView):
    template_name = "supply/redistribution/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, person = self.run, self.person
        rows = list(
            Proposal.objects.filter(run=run)
            .select_related("drug", "from_place__delegation", "to_place__delegation", "order", "decided_by")
            .order_by("drug__generic_name", "drug_id", "-doses", "-saved", "pk")
        )
        may = {
            border: may_redistribute(person, border)
            for border in {across(row.from_place, row.to_place) for row in rows}
        }
        told = {row["drug"]: row for row in run.summary.get("drugs", ())}
        groups = [
            {
                "drug": proposals[0].drug,
                "told": told.get(drug_id),
                "rows": [
                    (
                        row,
                        sentence(row.facts) if row.facts else "",
                        row.state == ProposalState.PROPOSED
                        and not run.what_if
                        and may[across(row.from_place, row.to_place)],
                    )
                    for row in proposals
                ],
            }
            for drug_id, found in groupby(rows, key=lambda row: row.drug_id)
            if (proposals := list(found))
        ]
        waiting = sum(row.state == ProposalState.PROPOSED for row in rows)
        mine = may_redistribute(person, run.delegation_id)
        return super().get_context_data(
            title=run.folio,
            run=run,
            groups=groups,
            count=len(rows),
            waiting=waiting,
            is_working=run.state in (RunState.QUEUED, RunState.RUNNING),
            before=run.summary.get("before"),
            after=run.summary.get("after"),
            cost=sum(row.cost for row in rows),
            unproven=[row for row in run.summary.get("drugs", ()) if not row["proven"]],
            may_accept_all=bool(waiting) and mine and not run.what_if,
            may_cancel=mine,
            crumbs=self.crumbs(),
            **kwargs,
        )


class RedistributionAcceptAll(OneRun, View):
    http_method_names = ["post", "options"]

    def permit(self) -> None:
        must_redistribute(self.person, self.run.delegation_id)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request,
            lambda: accept_all(run=self.run, by=self.person),
            _("Aceptadas: son órdenes de traspaso por confirmar, y se avisó a los dos lados."),
            self.here(),
        )


class RedistributionCancel(OneRun, View):
    http_method_names = ["post", "options"]

    def permit(self) -> None:
        must_redistribute(self.person, self.run.delegation_id)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request, lambda: cancel_redistribution(run=self.run, by=self.person), _("Cálculo cancelado."), self.here()
        )


class ProposalAccept(OneProposal, View):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request,
            lambda: accept_proposal(proposal=self.proposal, by=self.person),
            _("Aceptada: es una orden de traspaso por confirmar, y se avisó a los dos lados."),
            self.here(),
        )


class ProposalReject(OneProposal, RedistributionForm):
    form_class = RejectForm
    title = gettext_lazy("Rechazar la propuesta")
    submit = gettext_lazy("Rechazar")

    def act(self, form: Any) -> str:
        reject_proposal(proposal=self.proposal, by=self.person, **form.cleaned_data)
        return _("Propuesta rechazada.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = self.proposal.facts
        return super().get_context_data(proposal=self.proposal, sentence=sentence(facts) if facts else "", **kwargs)
