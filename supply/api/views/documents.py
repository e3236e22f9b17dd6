"""/api/v1/documents/ and /transfers/: what was posted, and taking it back or accepting it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from supply.actions import ledger
from supply.actions.ledger import Posting
from supply.api.arrivals import Arrivals
from supply.api.posting import Posts
from supply.api.serializers.documents import DocumentSerializer, TransferDetailSerializer, TransferSerializer
from supply.api.serializers.lines import AcceptanceIn, ReversalIn
from supply.filters.ledger import TransferFilter
from supply.filters.records import DocumentFilter
from supply.models import Document, Source, Transfer, TransferLine


class Documents(Seen):
    model = Document
    serializer_class: Any = DocumentSerializer

    def rows(self) -> QuerySet[Document]:
        related = ("place", "place__delegation", "place__unit", "posted_by", "reversal")
        return Document.objects.visible_to(self.person).select_related(*related)


class DocumentList(Documents, SeenList):
    summary = _("Documentos asentados")
    filterset_class = DocumentFilter


class DocumentDetail(Documents, SeenOne):
    summary = _("Un documento")
    details = _("Sus movimientos: /api/v1/movements/?documento=ID.")


class DocumentReversal(Posts, Documents):
    """Take a document back."""

    summary = _("Revertir un documento")
    serializer_class = ReversalIn

    def allow(self, target: Any) -> None:
        require(self.person, Permission.REVERSE_DOCUMENT, place=target.place)

    def act(self, target: Any, data: dict[str, Any], key: str) -> Posting:
        return ledger.reverse(document=target, key=key, by=self.person, note=data["note"], source=Source.API)


class Transfers(Seen):
    model = Transfer
    serializer_class: Any = TransferSerializer

    def rows(self) -> QuerySet[Transfer]:
        seen = Transfer.objects.visible_to(self.person).select_related("from_place", "to_place")
        return seen.annotate(pieces=Sum("lines__sent"))


class TransferList(Transfers, SeenList):
    summary = _("Traspasos")
    filterset_class = TransferFilter


class TransferDetail(Transfers, SeenOne):
    summary = _("Un traspaso y sus renglones")
    serializer_class = TransferDetailSerializer

    def rows(self) -> QuerySet[Transfer]:
        lines = TransferLine.objects.select_related("lot__drug").order_by("pk")
        return super().rows().prefetch_related(Prefetch("lines", lines))


class TransferAcceptance(Posts, Seen):
    """Say what arrived."""

    model = Transfer
    summary = _("Recibir un traspaso")
    details = _(
        "Sin renglones: llegó todo. Lo que llega de menos lleva su motivo; lo que llega de más, o se devuelve, su nota."
    )
    serializer_class = AcceptanceIn

    def rows(self) -> QuerySet[Transfer]:
        related = ("from_place", "to_place__delegation", "to_place__unit")
        return Transfer.objects.visible_to(self.person).select_related(*related)

    def allow(self, target: Any) -> None:
        require(self.person, Permission.POST_LEDGER, place=target.to_place)

    def act(self, target: Any, data: dict[str, Any], key: str) -> Posting:
        lines = data.pop("lines")
        arrivals = None if lines is None else Arrivals(target, lines)
        self.arrivals = arrivals
        return ledger.accept(
            transfer=target,
            received=None if arrivals is None else arrivals.received(),
            rejected=None if arrivals is None else arrivals.rejected(),
            notes=None if arrivals is None else arrivals.notes(),
            key=key,
            by=self.person,
            source=Source.API,
            **data,
        )

    def body_line(self, line: int) -> int:
        arrivals: Arrivals | None = getattr(self, "arrivals", None)
        return line if arrivals is None else arrivals.body_line(line)
