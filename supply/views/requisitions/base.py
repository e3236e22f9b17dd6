"""What every page of requisitions asks first: does the person see it, and may they do this to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from delegations.views.editing import EditForm
from delegations.views.listing import Crumb
from supply.models import Requisition
from supply.requisition_rights import must_ask, must_decide


class Staff(Asking):
    """For the institute's staff."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Las requisiciones las ve el personal del instituto."))


class OneRequisition(Staff):
    """A page or an act of one requisition, for whoever sees the place that asks or the one that is asked."""

    requisition: Requisition

    def allow(self) -> None:
        rows = Requisition.objects.visible_to(self.person).select_related(
            "place__delegation", "place__unit", "giver__delegation", "giver__unit", "made_by", "decided_by"
        )
        self.requisition = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.permit()

    def permit(self) -> None:
        """Whether they may do this to it; the action asks again."""

    def here(self) -> str:
        return self.requisition.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [
            (_("Requisiciones"), reverse("supply:requisition-list")),
            (self.requisition.folio, self.here() if more else ""),
            *more,
        ]


class RequisitionAct(OneRequisition, EditForm):
    """A form about one requisition."""

    template_name = "supply/requisitions/act.html"

    def edited(self) -> Any:
        return self.requisition

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = self.crumbs((str(self.title), ""))
        return super().get_context_data(requisition=self.requisition, crumbs=crumbs, **kwargs)


class AskersAct(RequisitionAct):
    """By whoever answers for the place that asks."""

    def permit(self) -> None:
        must_ask(self.person, self.requisition.place)


class DecidersAct(RequisitionAct):
    """By whoever decides it."""

    def permit(self) -> None:
        must_decide(self.person, self.requisition)
