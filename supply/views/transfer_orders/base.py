"""What every page of transfer orders asks first: does the person see it, and may they do this to it."""

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
from supply.models import TransferOrder
from supply.selectors.redistribution.orders import orders_for


class Staff(Asking):
    """For the institute's staff."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Las órdenes de traspaso las ve el personal del instituto."))


class OneOrder(Staff):
    """A page or an act of one order, for whoever sees either end: for others it is not there (404)."""

    order: TransferOrder

    def allow(self) -> None:
        self.order = get_object_or_404(orders_for(self.person), pk=self.kwargs["pk"])
        self.permit()

    def permit(self) -> None:
        """Whether they may do this to it; the action asks again."""

    def here(self) -> str:
        return self.order.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        first = (_("Órdenes de traspaso"), reverse("supply:transfer-order-list"))
        return [first, (self.order.folio, self.here() if more else ""), *more]


class OrderAct(OneOrder, EditForm):
    template_name = "supply/transfer_orders/act.html"

    def edited(self) -> Any:
        return self.order

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(order=self.order, crumbs=self.crumbs((str(self.title), "")), **kwargs)
