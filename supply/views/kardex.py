from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column, ExportMixin
from delegations.models import Place
from delegations.roles import Permission
from delegations.scoping import scope_of
from delegations.signed_in import person_of
from supply.forms.ledger_period import KardexPeriod
from supply.models import Drug, Lot
from supply.selectors.kardex import Kardex, KardexRow
from supply.views.at_place import AtPlace


@dataclass(frozen=True)
class Period:
    """What the filter component reads: something with a form."""

    form: KardexPeriod


class KardexPage(ExportMixin, TemplateView):  # type: ignore[misc]
    """What both kardexes share: the period, the page, the file. Subclasses give `get_kardex`."""

    paginate_by = 50
    page_kwarg = "pagina"
    export_columns = (
        Column(gettext_lazy("Fecha"), "occurred_on"),
        Column(gettext_lazy("Fecha real"), "true_date"),
        Column(gettext_lazy("Lugar"), "place_code"),
        Column(gettext_lazy("Motivo"), "reason_label", 28),
        Column(gettext_lazy("Lote"), "lot_number"),
        Column(gettext_lazy("Caducidad"), "lot_expires_on"),
        Column(gettext_lazy("Entra"), "came"),
        Column(gettext_lazy("Sale"), "left"),
        Column(gettext_lazy("Saldo"), "balance"),
        Column(gettext_lazy("Documento"), "document_label", 24),
        Column(gettext_lazy("Referencia"), "reference", 24),
        Column(gettext_lazy("Revertido por"), "taken_back_by"),
        Column(gettext_lazy("Revierte"), "takes_back"),
        Column(gettext_lazy("Asentó"), "posted_by", 28),
        Column(gettext_lazy("Asentado"), "posted_at", 20),
    )

    def get_kardex(self, **period: Any) -> Kardex:
        raise NotImplementedError

    def get_period(self) -> KardexPeriod:
        return KardexPeriod(self.request.GET)

    def get_export_rows(self) -> Iterable[KardexRow]:
        return self.get_kardex(**self.get_period().period())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.get_period()
        kardex = self.get_kardex(**form.period())
        paginator: Paginator[KardexRow] = Paginator(kardex, self.paginate_by)  # type: ignore[arg-type]
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return super().get_context_data(
            page_obj=page,
            rows=page.object_list,
            totals=kardex.totals(),
            filter=Period(form),
            live_target="#results",
            has_period=bool(form.is_valid() and (form.cleaned_data["desde"] or form.cleaned_data["hasta"])),
            here=self.request.get_full_path(),
            **kwargs,
        )


class KardexDrug(AtPlace, KardexPage):
    """A drug at a place: every movement of its lots, with what was left after each."""

    template_name = "supply/kardex_drug.html"
    drug: Drug

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        self.drug = get_object_or_404(Drug.objects.visible_to(self.person), pk=kwargs["drug"])
        return super().get(request, *args, **kwargs)

    def get_kardex(self, **period: Any) -> Kardex:
        return Kardex.of_drug(self.drug, self.place, **period)

    def get_export_name(self) -> str:
        return f"kardex-{self.place.code}-{self.drug.code or self.drug.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "place": self.place,
            "drug": self.drug,
            "linked_places": {self.place.pk},
            "is_national": scope_of(self.person).is_national,
            "may_reverse": self.may(Permission.REVERSE_DOCUMENT),
            "may_post": self.may(Permission.POST_LEDGER),
            "crumbs": self.trail((_("Kardex de %s") % self.drug.generic_name, "")),
        }


class KardexLot(LoginRequiredMixin, KardexPage):
    """A lot wherever the person may look: each place with its own running balance."""

    template_name = "supply/kardex_lot.html"
    lot: Lot

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        lots = Lot.objects.visible_to(person_of(request)).select_related("drug")
        self.lot = get_object_or_404(lots, pk=kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def get_kardex(self, **period: Any) -> Kardex:
        return Kardex.of_lot(self.lot, person_of(self.request), **period)

    def get_export_name(self) -> str:
        return f"kardex-lote-{self.lot.number}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lot, person = reverse("supply:lot", args=[self.lot.pk]), person_of(self.request)
        return {
            **super().get_context_data(**kwargs),
            "lot": self.lot,
            "is_national": scope_of(person).is_national,
            "linked_places": set(
                Place.objects.visible_to(person).filter(balances__lot=self.lot).values_list("pk", flat=True)
            ),
            "drug": self.lot.drug,
            "crumbs": [
                (_("Existencias"), reverse("supply:stock")),
                (_("Lotes"), reverse("supply:lot-list")),
                (self.lot.number, lot),
                (_("Kardex"), ""),
            ],
        }
