"""`/ordenes-de-traspaso/<n>/`: what moves, why, who has said yes, and what the person can do about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations.models import Person
from delegations.row_numbers import row_number
from delegations.views.network.presses import answered
from supply.actions.transfer_orders import confirm_transfer_order
from supply.models import TransferOrder, TransferOrderState
from supply.selectors.redistribution.orders import timeline_of
from supply.transfer_order_rights import (
    GIVER,
    TAKER,
    may_confirm,
    may_end,
    may_refuse,
    may_send,
    must_answer_for,
    place_of,
)
from supply.views.transfer_orders.base import OneOrder


class TransferOrderDetail(OneOrder, TemplateView):
    template_name = "supply/transfer_orders/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order, person = self.order, self.person
        stands = order.state in (TransferOrderState.DRAFT, TransferOrderState.CONFIRMED)
        return super().get_context_data(
            title=order.folio,
            order=order,
            lines=order.lines.select_related("drug", "lot").order_by("pk"),
            giver=_side(order, GIVER, person),
            taker=_side(order, TAKER, person),
            may_refuse=stands and may_refuse(person, order),
            may_cancel=stands and may_end(person, order),
            may_send=order.state == TransferOrderState.CONFIRMED and may_send(person, order),
            events=timeline_of(order),
            crumbs=self.crumbs(),
            **kwargs,
        )


def _side(order: TransferOrder, side: str, person: Person) -> dict[str, Any]:
    by = order.giver_confirmed_by if side == GIVER else order.taker_confirmed_by
    at = order.giver_confirmed_at if side == GIVER else order.taker_confirmed_at
    place = order.from_place if side == GIVER else order.to_place
    waits = order.state == TransferOrderState.DRAFT and at is None
    return {"side": side, "place": place, "by": by, "at": at, "waits": waits,
            "may": waits and may_confirm(person, order, side)}  # fmt: skip


class TransferOrderConfirm(OneOrder, View):
    """One press of the manager of one end; `regreso` names the list it was pressed on."""

    http_method_names = ["post", "options"]

    def permit(self) -> None:
        must_answer_for(self.person, place_of(self.order, self.kwargs["side"]))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        edition = row_number(request.POST.get("edition", ""))
        return answered(
            request,
            lambda: confirm_transfer_order(order=self.order, side=self.kwargs["side"], by=self.person, edition=edition),
            _("%s confirmada.") % self.order.folio,
            asked if (asked := request.POST.get("regreso")) == reverse("supply:worklist") else self.here(),
        )
