from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.exports import Column
from delegations.models import Place, PlaceKind
from delegations.roles import Permission
from delegations.signed_in import person_of
from delegations.views.listing import Listing
from supply.filters.ledger import StockFilter, StockPlaceFilter
from supply.models import Drug
from supply.selectors.stock import places_with_stock, shelves_of, stock_of, totals_of
from supply.views.at_place import AtPlace


class Stock(Listing):
    """Where the person's stock is; with a drug searched, only its pieces are counted."""

    model = Place
    filterset_class = StockPlaceFilter
    template_name = "supply/stock_list.html"
    title = _("Existencias")
    export_name = "existencias-por-lugar"
    export_columns = (
        Column(_("Lugar"), "name", 40),
        Column(_("Código"), "code"),
        Column(_("Tipo"), "get_kind_display"),
        Column(_("Delegación"), "delegation.name", 24),
        Column(_("Claves con existencia"), "claves"),
        Column(_("Piezas utilizables"), "usable"),
        Column(_("Caducan en 90 días"), "expiring_90"),
        Column(_("Piezas en existencia"), "on_hand"),
    )

    def get_queryset(self) -> QuerySet[Place]:
        sought = self.request.GET.get("medicamento", "").strip()
        drugs = Drug.objects.search(sought) if sought else None
        return places_with_stock(person_of(self.request), drugs, timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sought=self.request.GET.get("medicamento", "").strip(), **kwargs)


# What may be done at a place, in the order of a working day: label, URL name, permission, icon.
ACTIONS = (
    (_("Surtir"), "supply:dispense", Permission.POST_LEDGER, "minus"),
    (_("Recibir"), "supply:receive", Permission.POST_LEDGER, "plus"),
    (_("Traspasar"), "supply:dispatch", Permission.POST_LEDGER, "truck"),
    (_("Contar"), "supply:count", Permission.COUNT_STOCK, "check"),
    (_("Ajustar"), "supply:adjust", Permission.POST_LEDGER, "pencil"),
)


class StockPlace(AtPlace, Listing):
    """What one place has: each drug with its pieces and its lots, and what it must have and has not."""

    model = Drug
    filterset_class = StockFilter
    template_name = "supply/stock_place.html"
    export_columns = (
        Column(_("Lugar"), "place"),
        Column(_("Clave"), "code"),
        Column(_("Medicamento"), "drug", 44),
        Column(_("Lote"), "number"),
        Column(_("Caducidad"), "expires_on"),
        Column(_("Estado"), "state"),
        Column(_("Piezas"), "on_hand"),
        Column(_("Utilizables"), "usable"),
        Column(_("En el surtido"), "assorted"),
    )

    def get_queryset(self) -> QuerySet[Drug]:
        return stock_of(self.place, self.place.today())

    def get_export_name(self) -> str:
        return f"existencias-{self.place.code}"

    def get_export_rows(self) -> Iterable[dict[str, Any]]:
        """One row a lot; a drug without any has a row of its own, at zero."""
        drugs: Sequence[Drug] = list(super().get_export_rows())
        return self._lot_rows(drugs)

    def _lot_rows(self, drugs: Sequence[Drug]) -> Iterator[dict[str, Any]]:
        shelves = shelves_of(self.place, self.place.today(), [drug.pk for drug in drugs])
        for drug in drugs:
            head = {
                "place": self.place.code,
                "code": drug.code,
                "drug": drug.label,
                "assorted": drug.assorted,  # type: ignore[attr-defined]
            }
            lots = shelves.get(drug.pk, [])
            for lot in lots:
                usable = lot.on_hand if lot.is_usable else 0
                yield {
                    **head,
                    "number": lot.number,
                    "expires_on": lot.expires_on,
                    "state": lot.state_label,
                    "on_hand": lot.on_hand,
                    "usable": usable,
                }
            if not lots:
                yield {**head, "number": "", "expires_on": None, "state": "", "on_hand": 0, "usable": 0}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = self.place.today()
        shelves = shelves_of(self.place, today, [drug.pk for drug in context["object_list"]])
        is_transit = self.place.kind == PlaceKind.TRANSIT
        return {
            **context,
            "place": self.place,
            "title": str(self.place),
            "rows": [(drug, shelves.get(drug.pk, [])) for drug in context["object_list"]],
            "totals": totals_of(self.place, today),
            "today": today,
            "actions": [
                (label, reverse(name, args=[self.place.code]), icon)
                for label, name, permission, icon in ACTIONS
                if not is_transit and self.may(permission)
            ],
            "crumbs": [*self.trail()[:1], (str(self.place), "")],
        }
