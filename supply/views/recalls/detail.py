"""`/retiros/<n>/`: what is recalled, who holds it, what they answered, what became of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.navigation import address
from delegations.views.listing import Crumb, Listing
from supply.filters.recalls import HoldingFilter
from supply.models import Lot, RecallHolding, RecallState
from supply.recall_rights import may_answer, may_recall
from supply.selectors.recalls.listing import holdings_of
from supply.selectors.recalls.matching import lots_of
from supply.selectors.recalls.steps import timeline_of
from supply.views.recalls.base import OneRecall

COLUMNS = (
    Column(gettext_lazy("Delegación"), "place.delegation.name", 24),
    Column(gettext_lazy("Unidad"), "place.unit.name", 36),
    Column(gettext_lazy("CLUES"), "place.unit.clues"),
    Column(gettext_lazy("Lugar"), "place.name", 24),
    Column(gettext_lazy("Lote"), "lot.number"),
    Column(gettext_lazy("Caducidad"), "lot.expires_on"),
    Column(gettext_lazy("Piezas según el libro al detenerlo"), "pieces", 14),
    Column(gettext_lazy("Piezas hoy en el libro"), "on_hand", 14),
    Column(gettext_lazy("Responder antes de"), "deadline_at", 18),
    Column(gettext_lazy("Respondió"), "acknowledged_by", 28),
    Column(gettext_lazy("Respondido"), "acknowledged_at", 18),
    Column(gettext_lazy("Piezas apartadas"), "found", 12),
    Column(gettext_lazy("Nota"), "note", 40),
    Column(gettext_lazy("Documento de salida"), "document_id", 12),
)


class RecallDetail(OneRecall, Listing):
    model = RecallHolding
    filterset_class = HoldingFilter
    template_name = "supply/recalls/detail.html"
    title = gettext_lazy("Quién lo tiene")
    export_columns = COLUMNS
    paginate_by = 200

    def allow(self) -> None:
        super().allow()
        self.export_name = f"retiro-{self.recall.folio.lower()}"

    def get_queryset(self) -> QuerySet[RecallHolding]:
        return holdings_of(self.recall, self.person)

    def get_crumbs(self) -> list[Crumb]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        now = timezone.now()
        is_open = self.recall.state == RecallState.OPEN
        figures = self.get_queryset().aggregate(
            places=Count("place", distinct=True),
            frozen=Sum("pieces"),
            apart=Sum("found"),
            answered=Count("pk", filter=Q(acknowledged_at__isnull=False)),
            holdings=Count("pk"),
            late=Count("pk", filter=Q(acknowledged_at__isnull=True, deadline_at__lt=now)),
            different=Count("pk", filter=Q(acknowledged_at__isnull=False) & ~Q(found=F("pieces"))),
        )
        may = may_recall(self.person)
        stopped = Lot.objects.filter(pk__in=lots_of(self.recall)).order_by("number", "expires_on")
        return context | {
            "recall": self.recall,
            "numbers": list(self.recall.lots.all()),
            "stopped": list(stopped),
            "figures": figures,
            "answered_basis": _("de %(n)d existencias detenidas") % {"n": figures["holdings"]},
            "rows": [
                (row, may_answer(self.person, row.place), row.acknowledged_at is None and row.deadline_at < now)
                for row in context["object_list"]
            ],
            "now": now,
            "is_open": is_open,
            "stands": self.recall.state != RecallState.LIFTED,
            "may_close": may and self.recall.state in (RecallState.OPEN, RecallState.WATCHED),
            "may_lift": may and self.recall.state != RecallState.LIFTED,
            "exposed": address("pediatric:recall-exposed", self.recall.pk),
            "events": timeline_of(self.recall, self.person),
            "crumbs": self.crumbs(),
        }
