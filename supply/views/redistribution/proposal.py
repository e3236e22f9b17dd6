"""`/redistribucion/propuestas/<n>/`: what stands at both ends now; it is accepted or rejected."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from delegations.views.network.presses import answered
from supply.actions.redistribution import accept_proposal, reject_proposal
from supply.forms.redistribution import RejectForm
from supply.models import ProposalState, RedistributionRun
from supply.redistributing.sentences import sentence
from supply.selectors.redistribution.ends import ends_of
from supply.selectors.redistribution.left import lacks, left_for
from supply.transfer_order_rights import across, may_redistribute
from supply.views.redistribution.base import DecidesProposal, OneProposal, RedistributionForm


class ProposalDetail(OneProposal, TemplateView):
    template_name = "supply/redistribution/proposal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.proposal
        left = left_for([row])
        giver, taker = ends_of(row, self.person, left)
        is_open = row.state == ProposalState.PROPOSED
        may = may_redistribute(self.person, across(row.from_place, row.to_place))
        return super().get_context_data(
            title=row.drug.label,
            proposal=row,
            sentence=sentence(row.facts) if row.facts else "",
            giver=giver,
            taker=taker,
            gone=lacks(row, left) if is_open else None,
            may=is_open and may and not row.run.what_if,
            sees_run=RedistributionRun.objects.visible_to(self.person).filter(pk=row.run_id).exists(),
            crumbs=self.crumbs((_("Propuesta"), "")),
            **kwargs,
        )


class ProposalAccept(DecidesProposal, View):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request,
            lambda: accept_proposal(proposal=self.proposal, by=self.person),
            _("Aceptada: es una orden de traspaso por confirmar, y se avisó a los dos lados."),
            self.here(),
        )


class ProposalReject(DecidesProposal, RedistributionForm):
    form_class = RejectForm
    title = gettext_lazy("Rechazar la propuesta")
    submit = gettext_lazy("Rechazar")

    def act(self, form: Any) -> str:
        reject_proposal(proposal=self.proposal, by=self.person, **form.cleaned_data)
        return _("Propuesta rechazada.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = self.proposal.facts
        return super().get_context_data(proposal=self.proposal, sentence=sentence(facts) if facts else "", **kwargs)
