from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from delegations.errors import Refusal
from delegations.exports import Column
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import scope_of
from delegations.signed_in import person_of
from delegations.views.listing import Crumb, Listing
from delegations.views.network.refusals import refuse
from supply.actions.lots import set_state
from supply.expiry import expiry_mark
from supply.filters.ledger import LotFilter
from supply.forms.ledger_lot import LotStateForm
from supply.models import Lot, LotState
from supply.selectors.lots import lots_with_pieces, where_is


class LotList(Listing):
    """Every lot, by number, drug or expiry, with what there is of it within one's reach."""

    model = Lot
    filterset_class = LotFilter
    template_name = "supply/lot_list.html"
    title = gettext_lazy("Lotes")
    export_name = "lotes"
    export_columns = (
        Column(gettext_lazy("Lote"), "number"),
        Column(gettext_lazy("Clave"), "drug.code"),
        Column(gettext_lazy("Medicamento"), "drug.label", 44),
        Column(gettext_lazy("Caducidad"), "expires_on"),
        Column(gettext_lazy("Fabricante"), "maker", 24),
        Column(gettext_lazy("Estado"), "get_state_display"),
        Column(gettext_lazy("Motivo del estado"), "state_reason", 40),
        Column(gettext_lazy("Piezas"), "pieces"),
    )

    def get_crumbs(self) -> Sequence[Crumb]:
        return [(_("Existencias"), reverse("supply:stock"))]

    def get_queryset(self) -> QuerySet[Lot]:
        return lots_with_pieces(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        rows = [(lot, expiry_mark(lot.expires_on, today)) for lot in context["object_list"]]
        return {**context, "rows": rows}


class LotDetail(LoginRequiredMixin, DetailView):
    """Where a lot is, within one's reach; whoever manages lots holds it back or lets it go here."""

    template_name = "supply/lot_detail.html"
    context_object_name = "lot"
    form: LotStateForm | None = None

    def get_queryset(self) -> QuerySet[Lot]:
        return lots_with_pieces(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lot, person = self.object, person_of(self.request)
        places = list(where_is(lot, person))
        may_manage = scope_of(person).allows_everywhere(Permission.MANAGE_LOTS)
        return super().get_context_data(
            places=places,
            mark=expiry_mark(lot.expires_on, timezone.localdate()),
            may_manage=may_manage,
            trace=address("pediatric:trace-lot", lot.pk),
            form=(self.form or LotStateForm(lot=lot)) if may_manage else None,
            crumbs=[
                (_("Existencias"), reverse("supply:stock")),
                (_("Lotes"), reverse("supply:lot-list")),
                (lot.number, ""),
            ],
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A new state for the lot, everywhere at once."""
        self.object = self.get_object()
        if not scope_of(person_of(request)).allows_everywhere(Permission.MANAGE_LOTS):
            raise PermissionDenied(_("Su nombramiento no permite cambiar el estado de un lote."))
        self.form = LotStateForm(request.POST, lot=self.object)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        data = self.form.cleaned_data
        try:
            lot = set_state(lot=self.object, state=data["state"], reason=data["reason"], by=person_of(request))
        except Refusal as refusal:
            refuse(self.form, refusal)
            return self.render_to_response(self.get_context_data(), status=422)
        texts = {
            LotState.QUARANTINED: _("El lote %s quedó en cuarentena: ningún lugar puede surtirlo."),
            LotState.RECALLED: _("El lote %s quedó retirado: ningún lugar puede surtirlo ni recibirlo."),
            LotState.USABLE: _("El lote %s quedó liberado: se puede surtir."),
        }
        messages.success(request, texts[LotState(lot.state)] % lot.number)
        return HttpResponseRedirect(reverse("supply:lot", args=[pk]))
