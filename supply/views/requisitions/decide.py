"""Deciding: how much of each line, from where; and ordering again what an order did not bring."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.errors import Refusal
from delegations.errors.editing import StaleEdition
from delegations.models import Place
from supply.actions.requisitions import approve_requisition, supply_rest
from supply.actions.requisitions.supplying import left_to_supply
from supply.forms.ledger_choices import NotFound, find_place
from supply.forms.requisitions import ApprovalForm, RestForm
from supply.models import RequisitionLine, RequisitionState
from supply.refusals.requisitions import NotYoursToDecide
from supply.requisition_rights import reaches, sees_giver
from supply.selectors.requisitions.givers import Giver, default_giver, givers_for
from supply.selectors.requisitions.stands import DOSE_DAYS, NOWHERE, Stand, stands_of
from supply.views.requisitions.base import DecidersAct, RequisitionAct

UNDECIDED = (RequisitionState.SENT, RequisitionState.ESCALATED)


class Decide(DecidersAct):
    """Both stocks side by side. `?de=<code>` shows another giver's."""

    template_name = "supply/requisitions/decide.html"
    form_class = ApprovalForm
    title = gettext_lazy("Decidir la requisición")
    submit = gettext_lazy("Aprobar")

    @cached_property
    def lines(self) -> list[RequisitionLine]:
        return list(self.requisition.lines.select_related("drug").order_by("pk"))

    @cached_property
    def giver(self) -> Place | None:
        """Whose stock stands beside the asker's: the one typed, asked for in the address, or named by who asks."""
        typed = self.request.POST.get("giver", "") or self.request.GET.get("de", "")
        try:
            named = find_place(typed) if typed else None
        except NotFound:
            named = None
        # Another delegation's stock is not shown to whoever does not see it.
        if named is not None and Place.objects.visible_to(self.person).filter(pk=named.pk).exists():
            return named
        if sees_giver(self.person, self.requisition):
            return self.requisition.giver
        return default_giver(self.requisition.place)

    @cached_property
    def giver_stands(self) -> dict[int, Stand]:
        return stands_of(self.giver, [line.drug_id for line in self.lines]) if self.giver else {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.requisition.state not in UNDECIDED:
            return HttpResponseRedirect(self.here())
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "giver": self.giver}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": self.lines, "giver_stands": self.giver_stands}

    def refused(self, form: Any, refusal: Refusal) -> None:
        name = form.field_of(refusal.line, refusal.field)
        if name is None or name == "edition" or isinstance(refusal, StaleEdition):
            super().refused(form, refusal)
        else:
            form.add_error(name, f"{refusal.message} {refusal.remedy}".strip())

    def act(self, form: Any) -> str:
        data = form.cleaned_data
        approve_requisition(
            requisition=self.requisition,
            lines=form.approvals(),
            giver=data["giver"],
            note=data["note"],
            edition=data["edition"],
            by=self.person,
        )
        order = self.requisition.transfer_orders.order_by("pk").first()
        if order is None:
            return _("Aprobada: queda por comprar.")
        return _("Aprobada. Se hizo la orden de traspaso %s, que confirman ambos lugares.") % order.folio

    def others(self) -> list[Giver]:
        return givers_for(self.person, self.requisition.place, {line.drug_id: line.asked for line in self.lines})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        asker = stands_of(self.requisition.place, [line.drug_id for line in self.lines], besides=self.requisition.pk)
        form = context["form"]
        rows = []
        for line in self.lines:
            giver = self.giver_stands.get(line.drug_id, NOWHERE)
            rows.append(
                (line, asker.get(line.drug_id, NOWHERE), giver, giver.after_giving(line.asked), form.of_line(line))
            )
        return context | {"rows": rows, "giver": self.giver, "others": self.others(), "dose_days": DOSE_DAYS}


class SupplyRest(RequisitionAct):
    form_class = RestForm
    title = gettext_lazy("Surtir lo que falta")
    submit = gettext_lazy("Ordenar")

    def permit(self) -> None:
        if not reaches(self.person, self.requisition):
            raise NotYoursToDecide

    def get_form_kwargs(self) -> dict[str, Any]:
        left = left_to_supply(self.requisition)
        lines = self.requisition.lines.select_related("drug").filter(pk__in=left).order_by("pk")
        return {**super().get_form_kwargs(), "lines": [(line, left[line.pk]) for line in lines]}

    def act(self, form: Any) -> str:
        supply_rest(
            requisition=self.requisition,
            giver=form.cleaned_data["giver"],
            to_purchase=form.to_purchase(),
            edition=form.cleaned_data["edition"],
            by=self.person,
        )
        return _("Quedó ordenado lo que faltaba.")

    def consequences(self) -> list[str]:
        return [
            _("Lo que no se mande comprar sale del lugar que elija, con una orden que confirman ambos lugares."),
            _("Lo que se mande comprar espera una orden de suministro."),
        ]
