"""Procedures and contracts of the simulation: who may sell which clave at which price. Written in bulk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from supply.models import (
    Bid,
    Contract,
    ContractLine,
    LineResult,
    Presentation,
    Supplier,
    Tender,
    TenderKind,
    TenderLine,
)
from supply.simulation.purchasing.cast import ALL, ALONE, BAD, CAP, DESERTED, DIRECT, GOOD, LEAST_SHELF_DAYS, PER_DAY

CONVENER = "Compra consolidada simulada"
CENTS = Decimal("0.01")
# One clave costs so many times what it costs elsewhere, under one contract: a price worth a look.
FAR_PRICE = Decimal("3.4")
# Of the procedures in which one supplier bids alone, again and again.
ALONE_TENDERS, ALONE_CLAVES = 3, 3
SPARE = 6
# Of the reference price: what the two who bid for the coming year ask.
SHARES_BID = (Decimal("0.97"), Decimal("1.04"))


@dataclass(frozen=True, slots=True)
class Sold:
    """A clave that may be ordered: the line of its contract, of whom."""

    line: ContractLine
    supplier: Supplier
    character: int

    @property
    def price(self) -> Decimal:
        return self.line.price


@dataclass(frozen=True, slots=True)
class Market:
    """`sold` by presentation, the contracts in force; `direct` those awarded without competition."""

    suppliers: list[Supplier]
    sold: dict[int, list[Sold]]
    direct: list[Sold]


def open_market(packs: dict[int, int], today: date, rng: Random) -> Market:
    """Everything there is to buy under; `packs` are those that half a year asked for, by presentation."""
    suppliers = Supplier.objects.bulk_create(
        [
            Supplier(name=one.name, email=f"ventas{n}@proveedor.example", is_simulated=True)
            for n, one in enumerate(ALL, 1)
        ]
    )
    presentations = list(Presentation.objects.filter(pk__in=packs).select_related("drug").order_by("clave"))
    usual = {one.pk: _price(one, rng) for one in presentations}
    sold: dict[int, list[Sold]] = {}
    # Last year's procedure, this year's, and the coming one's, which leaves some claves without anybody.
    for year in (today.year - 1, today.year):
        awarded = _tender(year, presentations, packs, usual, suppliers, rng)
        found = _contracts(year, awarded, packs, suppliers, rng)
        if year == today.year:
            sold = found
    _coming(today.year + 1, presentations, packs, usual, suppliers)
    _alone(today, presentations[-ALONE_CLAVES * ALONE_TENDERS :], packs, usual, suppliers)
    direct = _direct(today, presentations[:SPARE], packs, usual, suppliers)
    _make_one_dear(sold)
    return Market(suppliers, sold, direct)


def _price(presentation: Presentation, rng: Random) -> Decimal:
    """Invented: wide between drugs, as prices of cancer medicines are."""
    middle = {"mab": 9.3, "targeted": 8.6, "immuno": 8.9, "cytotoxic": 6.0, "hormonal": 6.3}.get(
        presentation.drug.drug_class, 4.6
    )
    return Decimal(rng.lognormvariate(middle, 0.7)).quantize(CENTS)


Awarded = list[tuple[Presentation, int, Decimal]]


def _tender(
    year: int,
    presentations: Iterable[Presentation],
    packs: dict[int, int],
    usual: dict[int, Decimal],
    suppliers: list[Supplier],
    rng: Random,
) -> Awarded:
    """An open procedure: two to five bids a clave, the lowest wins; (clave, winner's place in the cast, price)."""
    tender = Tender.objects.create(
        number=f"LA-SIMULADA-{year}-01", title=f"Medicamentos oncológicos {year} (simulada)", kind=TenderKind.OPEN,
        convener=CONVENER, is_consolidated=True, published_on=date(year - 1, 8, 14), decided_on=date(year - 1, 10, 9),
        is_simulated=True,
    )  # fmt: skip
    lines, bids, awarded = [], [], []
    for one in presentations:
        line = TenderLine(
            tender=tender, presentation=one, packs=max(1, 2 * packs[one.pk]), result=LineResult.AWARDED,
            reference_price=(usual[one.pk] * Decimal(rng.uniform(1.02, 1.35))).quantize(CENTS),
        )  # fmt: skip
        lines.append(line)
        bidders = rng.sample(range(len(GOOD) + len(BAD)), rng.randint(2, 5))
        prices = sorted(
            ((usual[one.pk] * Decimal(rng.uniform(0.94, 1.12))).quantize(CENTS), bidder) for bidder in bidders
        )
        for place, (price, bidder) in enumerate(prices):
            bids.append(Bid(line=line, supplier=suppliers[bidder], price=price, won=place == 0))
        awarded.append((one, prices[0][1], prices[0][0]))
        # Every third clave is shared with whoever came second.
        if rng.random() < 0.33:
            awarded.append((one, prices[1][1], prices[1][0]))
            bids[-len(prices) + 1].won = True
    TenderLine.objects.bulk_create(lines)
    Bid.objects.bulk_create(bids)
    return awarded


def _contracts(
    year: int, awarded: Awarded, packs: dict[int, int], suppliers: list[Supplier], rng: Random
) -> dict[int, list[Sold]]:
    tender = Tender.objects.get(number=f"LA-SIMULADA-{year}-01")
    contracts = {
        bidder: Contract(
            number=f"C-SIM-{year}-{bidder + 1:02d}", tender=tender, supplier=suppliers[bidder],
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), penalty_percent=PER_DAY, penalty_cap_percent=CAP,
            least_shelf_days=LEAST_SHELF_DAYS, is_simulated=True,
        )
        for bidder in sorted({bidder for _one, bidder, _price in awarded})
    }  # fmt: skip
    Contract.objects.bulk_create(contracts.values())
    lines = [
        (
            ContractLine(
                contract=contracts[bidder], presentation=one, price=price,
                min_packs=max(1, packs[one.pk]), max_packs=max(2, round(packs[one.pk] * rng.uniform(2.6, 3.4))),
            ),
            bidder,
        )
        for one, bidder, price in awarded
    ]  # fmt: skip
    ContractLine.objects.bulk_create([line for line, _bidder in lines])
    sold: dict[int, list[Sold]] = {}
    for line, bidder in lines:
        sold.setdefault(line.presentation_id, []).append(Sold(line, suppliers[bidder], bidder))
    return sold


def _coming(
    year: int,
    presentations: Iterable[Presentation],
    packs: dict[int, int],
    usual: dict[int, Decimal],
    suppliers: list[Supplier],
) -> None:
    """Decided, not yet in force: what nobody offered is deserted, and some claves are still open."""
    tender = Tender.objects.create(
        number=f"LA-SIMULADA-{year}-01", title=f"Medicamentos oncológicos {year} (simulada)", kind=TenderKind.OPEN,
        convener=CONVENER, is_consolidated=True, published_on=date(year - 1, 9, 2), decided_on=date(year - 1, 11, 6),
        is_simulated=True,
    )  # fmt: skip
    gone = {one.pk for one in presentations if one.drug.code in DESERTED}
    lines = [
        TenderLine(
            tender=tender, presentation=one, packs=max(1, 2 * packs[one.pk]), reference_price=usual[one.pk],
            result=LineResult.DESERTED if one.pk in gone else LineResult.AWARDED,
        )
        for one in presentations
    ]  # fmt: skip
    TenderLine.objects.bulk_create(lines)
    Bid.objects.bulk_create(
        [
            Bid(
                line=line, supplier=suppliers[(place + below) % len(GOOD)], won=below == 0,
                price=(usual[line.presentation_id] * share).quantize(CENTS),
            )
            for place, line in enumerate(lines)
            if line.presentation_id not in gone
            for below, share in enumerate(SHARES_BID)
        ]
    )  # fmt: skip


def _alone(
    today: date,
    presentations: list[Presentation],
    packs: dict[int, int],
    usual: dict[int, Decimal],
    suppliers: list[Supplier],
) -> None:
    """Procedures in which one supplier is the only one to bid, and wins: worth a look."""
    alone = suppliers[ALL.index(ALONE)]
    for number in range(ALONE_TENDERS):
        published = today - timedelta(days=300 - 80 * number)
        tender = Tender.objects.create(
            number=f"IA-SIMULADA-{number + 1:02d}", title="Compra complementaria (simulada)",
            kind=TenderKind.INVITATION, convener="Delegación simulada convocante", published_on=published,
            decided_on=published + timedelta(days=21), is_simulated=True,
        )  # fmt: skip
        for one in presentations[number * ALONE_CLAVES : (number + 1) * ALONE_CLAVES]:
            line = TenderLine.objects.create(
                tender=tender, presentation=one, packs=max(1, packs[one.pk] // 10), reference_price=usual[one.pk],
                result=LineResult.AWARDED,
            )  # fmt: skip
            Bid.objects.create(
                line=line, supplier=alone, price=(usual[one.pk] * Decimal("1.05")).quantize(CENTS), won=True
            )


def _direct(
    today: date,
    presentations: list[Presentation],
    packs: dict[int, int],
    usual: dict[int, Decimal],
    suppliers: list[Supplier],
) -> list[Sold]:
    """A direct award: what is ordered under it had no competition."""
    direct = suppliers[ALL.index(DIRECT)]
    tender = Tender.objects.create(
        number="AD-SIMULADA-01", title="Adjudicación directa (simulada)", kind=TenderKind.DIRECT, convener=CONVENER,
        published_on=today - timedelta(days=120), decided_on=today - timedelta(days=110), is_simulated=True,
    )  # fmt: skip
    contract = Contract.objects.create(
        number="C-SIM-AD-01", tender=tender, supplier=direct, starts_on=today - timedelta(days=100),
        ends_on=today + timedelta(days=200), penalty_percent=PER_DAY, penalty_cap_percent=CAP, is_simulated=True,
    )  # fmt: skip
    lines = ContractLine.objects.bulk_create(
        [
            ContractLine(contract=contract, presentation=one, price=usual[one.pk], min_packs=0, max_packs=100_000)
            for one in presentations
        ]
    )
    return [Sold(line, direct, ALL.index(DIRECT)) for line in lines]


def _make_one_dear(sold: dict[int, list[Sold]]) -> None:
    """The clave with most contracts, under one of them, at three times what the others ask."""
    lines = max(sold.values(), key=lambda found: (len(found), -found[0].line.pk))
    dear = lines[-1].line
    dear.price = (dear.price * FAR_PRICE).quantize(CENTS)
    dear.save(update_fields=["price"])
