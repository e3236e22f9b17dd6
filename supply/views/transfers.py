from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, View
from django.views.generic.base import TemplateResponseMixin

from delegations.exports import Column
from delegations.models import Place
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.views.listing import Listing
from supply.actions import ledger
from supply.errors import KeyReused, LedgerRefusal
from supply.filters.ledger import TransferFilter
from supply.forms.ledger_accept import AcceptHead, Arrived
from supply.models import Transfer, TransferState
from supply.selectors.transfers import is_late, timeline_of, transfers_for
from supply.views.post_lines import faults_of
from supply.views.posted import refusal_text, tell


class TransferList(Listing):
    """What is on its way and what has come, whatever waits for this person first."""

    model = Transfer
    filterset_class = TransferFilter
    template_name = "supply/transfer_list.html"
    title = gettext_lazy("Traspasos")
    export_name = "traspasos"
    export_columns = (
        Column(gettext_lazy("Traspaso"), "pk"),
        Column(gettext_lazy("De"), "from_place", 40),
        Column(gettext_lazy("A"), "to_place", 40),
        Column(gettext_lazy("Estado"), "get_state_display", 22),
        Column(gettext_lazy("Enviado el"), "dispatched_on"),
        Column(gettext_lazy("Se espera el"), "expected_on"),
        Column(gettext_lazy("Recibido el"), "accepted_on"),
        Column(gettext_lazy("Lotes"), "lot_count"),
        Column(gettext_lazy("Piezas enviadas"), "pieces"),
        Column(gettext_lazy("Piezas recibidas"), "arrived"),
    )

    def get_queryset(self) -> QuerySet[Transfer]:
        return transfers_for(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        waiting = (
            transfers_for(person_of(self.request))
            .filter(Q(mine_to_accept=True))
            .order_by("expected_on", "dispatched_on")
        )
        return {
            **context,
            "rows": [(transfer, is_late(transfer, today)) for transfer in context["object_list"]],
            "waiting": [(transfer, is_late(transfer, today)) for transfer in waiting[:20]],
        }


def transfer_or_404(request: HttpRequest, pk: int) -> Transfer:
    """A transfer whose either end this person sees."""
    related = (
        "dispatch__posted_by",
        "dispatch__reversal__posted_by",
        "acceptance__posted_by",
        "from_place__delegation",
        "from_place__unit",
        "to_place__delegation",
        "to_place__unit",
        "transit_place",
        "sends_back",
    )
    return get_object_or_404(Transfer.objects.visible_to(person_of(request)).select_related(*related), pk=pk)


class TransferDetail(LoginRequiredMixin, DetailView):
    """What was sent, what came, when and by whom; prints as the slip that travels with the pieces."""

    template_name = "supply/transfer_detail.html"
    context_object_name = "transfer"

    def get_object(self, queryset: Any = None) -> Transfer:
        return transfer_or_404(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        transfer, person = self.object, person_of(self.request)
        lines = list(transfer.lines.select_related("lot", "lot__drug").order_by("pk"))
        in_transit = transfer.state == TransferState.IN_TRANSIT
        seen = set(
            Place.objects.visible_to(person)
            .filter(pk__in=[transfer.from_place_id, transfer.to_place_id])
            .values_list("pk", flat=True)
        )
        return super().get_context_data(
            lines=lines,
            sent=sum(line.sent for line in lines),
            arrived=sum(line.received or 0 for line in lines),
            events=timeline_of(transfer),
            differs=any(line.over or line.rejected for line in lines),
            returned=Transfer.objects.filter(sends_back=transfer.pk).first(),
            is_late=is_late(transfer, transfer.to_place.today()),
            may_accept=in_transit and has_permission(person, Permission.POST_LEDGER, place=transfer.to_place),
            may_cancel=in_transit and has_permission(person, Permission.REVERSE_DOCUMENT, place=transfer.from_place),
            seen=seen,
            steps=[
                (_("Enviado"), "done"),
                (_("En tránsito"), "now" if in_transit else "done"),
                (
                    _("Cancelado") if transfer.state == TransferState.REVERSED else _("Recibido"),
                    "next" if in_transit else "done",
                ),
            ],
            crumbs=[(_("Traspasos"), reverse("supply:transfer-list")), (_("Traspaso %d") % transfer.pk, "")],
            **kwargs,
        )


class TransferAccept(LoginRequiredMixin, TemplateResponseMixin, View):
    """The receiver says what arrived: all of it with one button, or line by line with the reason of what is missing."""

    template_name = "supply/transfer_accept.html"

    def load(self, request: HttpRequest, pk: int) -> Transfer:
        transfer = transfer_or_404(request, pk)
        if not has_permission(person_of(request), Permission.POST_LEDGER, place=transfer.to_place):
            raise PermissionDenied(_("Este traspaso lo recibe quien lleva el lugar de destino."))
        return transfer

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        transfer = self.load(request, pk)
        head = AcceptHead(initial={"occurred_on": transfer.to_place.today()})
        return self.show(transfer, head, self.make_arrived(transfer))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        transfer = self.load(request, pk)
        head, arrived = AcceptHead(request.POST), self.make_arrived(transfer, request.POST)
        everything = "todo" in request.POST
        if head.is_valid() and (everything or arrived.is_valid()):
            try:
                posting = ledger.accept(
                    transfer=transfer,
                    by=person_of(request),
                    received=None if everything else arrived.received(),
                    rejected=None if everything else arrived.rejected(),
                    notes=None if everything else arrived.notes(),
                    **head.common(),
                )
            except LedgerRefusal as refusal:
                self.refuse(head, arrived, refusal)
            else:
                tell(request, posting, person_of(request))
                return HttpResponseRedirect(reverse("supply:transfer", args=[pk]))
        return self.show(transfer, head, arrived)

    def make_arrived(self, transfer: Transfer, data: Any = None) -> Arrived:
        return Arrived(data, lines=list(transfer.lines.select_related("lot", "lot__drug").order_by("pk")))

    def refuse(self, head: AcceptHead, arrived: Arrived, refusal: LedgerRefusal) -> None:
        """Beside the line the ledger named, else above."""
        text = refusal_text(refusal)
        if isinstance(refusal, KeyReused):
            head.renew_key()
        if refusal.line is not None and refusal.line < len(arrived.lines) and arrived.is_valid():
            arrived.add_error(arrived.field_of(refusal.line, refusal.field), text)
        else:
            head.refuse(refusal, text)

    def show(self, transfer: Transfer, head: AcceptHead, arrived: Arrived) -> HttpResponse:
        faults = []
        if head.is_bound:
            faults = faults_of(head)
            for number, (_line, fields) in enumerate(arrived.rows, start=1):
                row = _("Renglón %d") % number
                for field in fields:
                    faults += [(f"{row}: {error}", str(field.id_for_label)) for error in field.errors]
        here = reverse("supply:transfer", args=[transfer.pk])
        return self.render_to_response(
            {
                "transfer": transfer,
                "head": head,
                "arrived": arrived,
                "faults": faults,
                "is_open": transfer.state == TransferState.IN_TRANSIT,
                "crumbs": [
                    (_("Traspasos"), reverse("supply:transfer-list")),
                    (_("Traspaso %d") % transfer.pk, here),
                    (_("Recibir"), ""),
                ],
            }
        )
