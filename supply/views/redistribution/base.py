"""What every page of redistribution asks first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import ActForm, Asking
from delegations.views.listing import Crumb
from supply.models import Proposal, RedistributionRun
from supply.selectors.redistribution.proposals import proposals_for
from supply.selectors.redistribution.runs import runs_for
from supply.transfer_order_rights import across, must_redistribute


class Staff(Asking):
    """For the institute's staff."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("La redistribución la ve el personal del instituto."))


class OneRun(Staff):
    """A page or an act of one run: for whoever does not see all it covers, it is not there (404)."""

    run: RedistributionRun

    def allow(self) -> None:
        self.run = get_object_or_404(runs_for(self.person), pk=self.kwargs["pk"])
        self.permit()

    def permit(self) -> None:
        """Whether they may do this to it; the action asks again."""

    def here(self) -> str:
        return self.run.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        first = (_("Redistribución"), reverse("supply:redistribution-list"))
        return [first, (self.run.folio, self.here() if more else ""), *more]


class OneProposal(Staff):
    """A page of one proposal, for whoever sees either end."""

    proposal: Proposal

    def allow(self) -> None:
        self.proposal = get_object_or_404(proposals_for(self.person), pk=self.kwargs["pk"])

    def here(self) -> str:
        if RedistributionRun.objects.visible_to(self.person).filter(pk=self.proposal.run_id).exists():
            return self.proposal.run.get_absolute_url()
        return reverse("supply:transfer-order-list")

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        here = (self.proposal.run.folio, self.here())
        return [(_("Redistribución"), reverse("supply:redistribution-list")), here, *more]


class DecidesProposal(OneProposal):
    """An act on it, by whoever may redistribute between its ends."""

    def allow(self) -> None:
        super().allow()
        must_redistribute(self.person, across(self.proposal.from_place, self.proposal.to_place))


class RedistributionForm(ActForm):
    template_name = "supply/redistribution/form.html"

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [(_("Redistribución"), reverse("supply:redistribution-list")), *more]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(crumbs=self.crumbs((str(self.title), "")), **kwargs)
