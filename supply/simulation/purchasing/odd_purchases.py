"""What purchases alone can show and is worth a look: split orders, short lives, a receipt before its lorry."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from delegations.models import Place
from supply.actions.ledger import LotLine, receive
from supply.models import DeliveryLine, Lot, Source
from supply.simulation.purchasing.market import Market, Sold
from supply.simulation.purchasing.orders import Book, noon
from supply.simulation.purchasing.receipts import Received

SPLITS, SPLIT_AMOUNT = 4, Decimal(290_000)
# Beside them, direct purchases that nobody would look at: what the split ones are compared with.
PLAIN_DIRECT, PLAIN_AMOUNT = 10, Decimal(60_000)
# Days of life that three lots have left, and the share that each is of what its supplier brought of the drug.
SHORT_LIVES, SHORT_SHARE = (40, 55, 70), 0.04

By = dict[int, list[tuple[Sold, Received]]]


def plant_purchases(
    book: Book, market: Market, receipts: Sequence[Received], today: date, now: datetime, zone: object
) -> None:
    """One of each kind."""
    by_supplier: By = defaultdict(list)
    for came in receipts:
        for sold in market.sold.get(came.presentation_id, [])[:1]:
            by_supplier[sold.supplier.pk].append((sold, came))
    _split(book, market, receipts, today)
    _short_lives(book, max(by_supplier.values(), key=len)[0], now)
    _before_its_lorry(book, min(by_supplier.values(), key=len)[0], today, zone)


def _split(book: Book, market: Market, receipts: Sequence[Received], today: date) -> None:
    sold, issued = market.direct[0], today - timedelta(days=9)
    for _number in range(SPLITS):
        packs = max(1, int(SPLIT_AMOUNT / sold.price))
        book.order(sold, receipts[0].place_id, packs, issued, issued + timedelta(days=30))
    places = list(dict.fromkeys(came.place_id for came in receipts))
    for number, place_id in enumerate(places[1 : 1 + PLAIN_DIRECT]):
        sold = market.direct[number % len(market.direct)]
        issued = today - timedelta(days=2 + number)
        packs = max(1, int(PLAIN_AMOUNT / sold.price))
        book.order(sold, place_id, packs, issued, issued + timedelta(days=20))


def _short_lives(book: Book, of: tuple[Sold, Received], now: datetime) -> None:
    """Three lots of one delivery: taken in all the same, by the ledger's own action, on the day that is open."""
    sold, came = of
    place = Place.objects.select_related("unit", "delegation").get(pk=came.place_id)
    today = place.today()
    usual: Counter[int] = Counter()
    for line in book.lines:
        usual[line.order.line_id] += line.accepted_packs
    packs = max(1, math.ceil(SHORT_SHARE * usual[sold.line.pk]))
    lots = [
        LotLine(came.drug_id, f"SIMCORTO{days}", today + timedelta(days=days), packs * came.per_pack)
        for days in SHORT_LIVES
    ]
    posting = receive(
        place=place, lines=lots, key="simulacion-cortos", by=None, reference="Simulado", source=Source.SIMULATION
    )
    order = book.order(sold, place.pk, packs * len(lots), today - timedelta(days=18), today + timedelta(days=2))
    delivery = book.delivery(sold, place.pk, today, now)
    for lot in Lot.objects.filter(movements__document=posting.document).order_by("expires_on"):
        book.lines.append(
            DeliveryLine(
                delivery=delivery, order=order, lot_number=lot.number, expires_on=lot.expires_on, lot_id=lot.pk,
                delivered_packs=packs, accepted_packs=packs,
            )
        )  # fmt: skip


def _before_its_lorry(book: Book, of: tuple[Sold, Received], today: date, zone: object) -> None:
    """Written down four days before the day it says it arrived."""
    sold, came = of
    on = today - timedelta(days=6)
    order = book.order(sold, came.place_id, 10, on - timedelta(days=18), on)
    early = book.delivery(sold, came.place_id, on, noon(on - timedelta(days=4), zone))
    early.posted_at = noon(on - timedelta(days=4), zone)
    book.lines.append(
        DeliveryLine(
            delivery=early, order=order, lot_number="ANTES1", expires_on=on + timedelta(days=400), delivered_packs=10,
            rejected_packs=10, reason="Documentos incompletos (simulado)",
        )
    )  # fmt: skip
