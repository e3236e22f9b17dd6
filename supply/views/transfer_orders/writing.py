"""`/ordenes-de-traspaso/nueva/`: a transfer that a person wants, from a place whose stock they see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, View
from django.views.generic.base import TemplateResponseMixin

from delegations.errors import NotAllowed, Refusal
from delegations.models import Place
from delegations.toasts import toast
from supply.actions.ledger import IssueLine
from supply.actions.transfer_orders import OrderLine, order_by_hand
from supply.forms.transfer_orders import OrderHead
from supply.models import TransferOrder
from supply.refusals.redistribution import NotYoursToMove
from supply.selectors.redistribution.givers import places_to_move_from
from supply.transfer_order_rights import may_move_from, moves_somewhere
from supply.views.at_place import place_or_404
from supply.views.issue import IssuesFrom
from supply.views.post_lines import faults_of
from supply.views.transfer_orders.base import Staff

SHOWN = 60


class TransferOrderStart(Staff, ListView):
    """Where does it leave from? With one place only, nothing is asked."""

    template_name = "supply/transfer_orders/start.html"
    context_object_name = "places"

    def allow(self) -> None:
        super().allow()
        if not moves_somewhere(self.person):
            raise NotYoursToMove

    def get_queryset(self) -> QuerySet[Place]:
        return places_to_move_from(self.person, self.request.GET.get("q", "").strip())[:SHOWN]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        places = list(self.get_queryset()[:2])
        if len(places) == 1 and "q" not in request.GET:
            return HttpResponseRedirect(reverse("supply:transfer-order-new", args=[places[0].code]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Órdenes de traspaso"), reverse("supply:transfer-order-list")), (_("Nueva"), "")]
        return super().get_context_data(crumbs=crumbs, **kwargs)


class TransferOrderNew(Staff, IssuesFrom, TemplateResponseMixin, View):
    """Destination, why, and the drugs or lots that should move; nothing typed is lost."""

    template_name = "supply/transfer_orders/new.html"
    title = gettext_lazy("Ordenar un traspaso")

    def allow(self) -> None:
        self.place = place_or_404(self.person, self.kwargs["code"])
        if not may_move_from(self.person, self.place):
            raise NotYoursToMove

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(OrderHead(initial={"to_place": request.GET.get("destino", "")}), self.make_lines())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        head, lines = OrderHead(request.POST), self.make_lines(request.POST)
        if all([head.is_valid(), lines.is_valid()]):
            try:
                order = self.act(head, [form.line() for form in lines.typed])
            except Refusal as refusal:
                if isinstance(refusal, NotAllowed) and not isinstance(refusal, NotYoursToMove):
                    raise
                text = f"{refusal.message} {refusal.remedy}".strip()
                if not lines.refuse(refusal, text):  # type: ignore[arg-type]  # any refusal has a line and a field
                    head.refuse(refusal, text)
            else:
                toast(request, _("%s hecha: falta que confirmen los dos lados, y se les avisó.") % order.folio)
                return HttpResponseRedirect(order.get_absolute_url())
        return self.show(head, lines, status=422)

    def act(self, head: OrderHead, lines: Sequence[IssueLine]) -> TransferOrder:
        data = head.cleaned_data
        told = [OrderLine(line.drug_id, line.pieces, line.lot_id) for line in lines]
        return order_by_hand(from_place=self.place, lines=told, by=self.person, **data)

    def show(self, head: OrderHead, lines: Any, status: int = 200) -> HttpResponse:
        listed = reverse("supply:transfer-order-list")
        context = {
            "place": self.place,
            "head": head,
            "lines": lines,
            "faults": faults_of(head, ("", lines)) if head.is_bound else [],
            "title": self.title,
            "submit": _("Hacer la orden"),
            "hint": _(
                "Nada sale todavía: los dos lados leen por qué, confirman, y entonces se envía. Sin datos de pacientes."
            ),
            "cancel": listed,
            "crumbs": [(_("Órdenes de traspaso"), listed), (str(self.title), "")],
            **self.choices_shown(),
        }
        return self.render_to_response(context, status=status)
