"""Whether the ledger had a delivery before its order did: receipts posted by hand or by a week's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Sum

from delegations.models import Place
from supply.models import Delivery, Document, DocumentKind, Movement

LotKey = tuple[int, str, date]


@dataclass(frozen=True, slots=True)
class Outside:
    """`same`: exactly these pieces; `conflicting`: some of these lots with other pieces."""

    same: Document | None = None
    conflicting: int | None = None


def receipt_outside_orders(place: Place, remision: str, wanted: Mapping[LotKey, int]) -> Outside:
    """The place's receipt with this reference that belongs to no delivery and was not taken back."""
    documents = Document.objects.filter(
        place=place, kind=DocumentKind.RECEIPT, reference__iexact=remision, reversal=None, delivery=None
    ).order_by("pk")
    conflicting: int | None = None
    for document in documents:
        rows = (
            Movement.objects.filter(document=document)
            .order_by()
            .values_list("lot__drug_id", "lot__number", "lot__expires_on")
            .annotate(pieces=Sum("quantity"))
        )
        there = {(drug, number, expires_on): pieces for drug, number, expires_on, pieces in rows}
        if there == wanted:
            return Outside(same=document)
        if there.keys() & wanted.keys():
            conflicting = conflicting or document.pk
    return Outside(conflicting=conflicting)


@dataclass(frozen=True, slots=True)
class Standing:
    """A delivery that counts because of a document of the ledger."""

    remision: str
    supplier: str
    orders: list[str]


def deliveries_standing_on(document_ids: Sequence[int]) -> list[Standing]:
    """The standing deliveries whose pieces these documents hold. One query."""
    rows = (
        Delivery.objects.standing()
        .filter(document__in=document_ids)
        .order_by("pk")
        .annotate(orders=ArrayAgg("lines__order__number", distinct=True, order_by="lines__order__number"))
    )
    return [Standing(*row) for row in rows.values_list("remision", "supplier__name", "orders")]
