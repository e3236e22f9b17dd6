"""/api/v1/balances/, /lots/, /places/{code}/stock/: what there is."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from delegations.api.views import Seen, SeenList, SeenOne
from delegations.models import Place
from supply.api.serializers.stock import BalanceSerializer, LotSerializer, StockSerializer
from supply.filters.ledger import LotFilter, StockFilter
from supply.filters.records import BalanceFilter
from supply.models import Balance, Drug, Lot
from supply.selectors.stock import shelves_of, stock_of


class BalanceList(SeenList):
    summary = _("Existencias por lugar y lote")
    details = _("Solo lo que tiene piezas.")
    model = Balance
    serializer_class = BalanceSerializer
    filterset_class = BalanceFilter

    def rows(self) -> QuerySet[Balance]:
        return Balance.objects.visible_to(self.person).in_stock().select_related("place", "lot__drug")


class Lots(Seen):
    model = Lot
    serializer_class = LotSerializer

    def rows(self) -> QuerySet[Lot]:
        """Every lot, with its pieces in the places this person sees."""
        here = Balance.objects.visible_to(self.person).filter(lot=OuterRef("pk")).order_by().values("lot")
        pieces = Subquery(here.annotate(total=Sum("on_hand")).values("total"), output_field=IntegerField())
        return Lot.objects.visible_to(self.person).select_related("drug").annotate(pieces=Coalesce(pieces, 0))


class LotList(Lots, SeenList):
    summary = _("Lotes")
    filterset_class = LotFilter


class LotDetail(Lots, SeenOne):
    summary = _("Un lote")


class PlaceStock(SeenList):
    summary = _("Existencias de un lugar por medicamento y lote")
    details = _("Lo que el lugar tiene y lo que su unidad debe tener; los lotes, el que caduca primero al frente.")
    model = Drug
    serializer_class = StockSerializer
    filterset_class = StockFilter

    @cached_property
    def place(self) -> Place:
        places = Place.objects.visible_to(self.person).select_related("delegation", "unit")
        return get_object_or_404(places, code=self.kwargs["code"])

    def rows(self) -> QuerySet[Drug]:
        return stock_of(self.place, self.place.today())

    def paginate_queryset(self, queryset: Any) -> Any:
        """The page of drugs, and its lots in one query more."""
        page = super().paginate_queryset(queryset)
        self.shelves = shelves_of(self.place, self.place.today(), [drug.pk for drug in page or ()])
        return page

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "shelves": getattr(self, "shelves", {})}
