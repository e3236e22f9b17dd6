"""Whether the ledger had a delivery before its order did: receipts posted by hand or by a week's file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Sum
from django.db.models.functions import Upper

from delegations.models import Place
from supply.models import Delivery, Document, DocumentKind, Movement

LotKey = tuple[int, str, date]


@dataclass(frozen=True, slots=True)
class Outside:
    """`same`: exactly these pieces; `conflicting`: some of these lots with other pieces."""

    same: Document | None = None
    conflicting: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    document: Document
    pieces: Mapping[LotKey, int]


def receipt_outside_orders(place: Place, remision: str, wanted: Mapping[LotKey, int]) -> Outside:
    """The place's receipt with this reference that belongs to no delivery and was not taken back."""
    return compared(receipts_outside_orders([(place.pk, remision)]).get((place.pk, remision.upper()), []), wanted)


def receipts_outside_orders(asked: Iterable[tuple[int, str]]) -> dict[tuple[int, str], list[Receipt]]:
    """(place, remisión in capitals) → its receipts that belong to no delivery and stand. Two queries at most."""
    keys = {(place, remision.upper()) for place, remision in asked}
    documents = (
        Document.objects.alias(remision=Upper("reference"))
        .filter(
            place__in={place for place, _number in keys},
            kind=DocumentKind.RECEIPT,
            remision__in={number for _place, number in keys},
            reversal=None,
            delivery=None,
        )
        .order_by("pk")
    )
    own = [document for document in documents if (document.place_id, document.reference.upper()) in keys]
    if not own:
        return {}
    rows = (
        Movement.objects.filter(document__in=own)
        .order_by()
        .values_list("document", "lot__drug_id", "lot__number", "lot__expires_on")
        .annotate(pieces=Sum("quantity"))
    )
    pieces: dict[int, dict[LotKey, int]] = defaultdict(dict)
    for document_id, drug, number, expires_on, total in rows:
        pieces[document_id][drug, number, expires_on] = total
    found: dict[tuple[int, str], list[Receipt]] = defaultdict(list)
    for document in own:
        found[document.place_id, document.reference.upper()].append(Receipt(document, pieces[document.pk]))
    return found


def compared(receipts: Iterable[Receipt], wanted: Mapping[LotKey, int]) -> Outside:
    """The first that holds exactly these pieces; else the first that holds some of these lots otherwise."""
    conflicting: int | None = None
    for receipt in receipts:
        if receipt.pieces == wanted:
            return Outside(same=receipt.document)
        if receipt.pieces.keys() & wanted.keys():
            conflicting = conflicting or receipt.document.pk
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
