"""Each detector on planted and on clean data: what was planted is found, and false alarms are counted."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

from supply.signs.bidders import Award, single_bidders
from supply.signs.expiry import Brought, near_expiry
from supply.signs.losses import Handled, chance_of, losses_above_others
from supply.signs.premature import Receipt, recorded_before
from supply.signs.prices import ContractPrice, prices_far_off
from supply.signs.rounding import Adjustment, round_adjustments
from supply.signs.shapes import Sign, tail
from supply.signs.splits import Purchase, split_orders

TODAY = date(2026, 11, 20)
YEARS = range(20)


def keys(signs: list[Sign]) -> list[str]:
    return sorted(sign.key for sign in signs)


def prices(chance: random.Random) -> list[ContractPrice]:
    """Eighty claves, eight contracts each over three years; prices rise a twentieth a year and vary by a tenth."""
    made = []
    for clave in range(80):
        level = math.exp(chance.uniform(2, 9))
        for n in range(8):
            days = chance.randrange(1000)
            price = level * 1.05 ** (-days / 365) * math.exp(chance.gauss(0, 0.1))
            number = clave * 100 + n
            made.append(ContractPrice(number, number, n % 4, clave, clave, TODAY - timedelta(days=days), price))
    return made


def test_clean_prices_raise_next_to_nothing() -> None:
    """Twenty years of eighty claves: how many of some 4,700 contract prices looked at are told without a cause."""
    alarms = looked_at = 0
    for year in YEARS:
        rows = prices(random.Random(year))
        looked_at += sum(row.on >= TODAY - timedelta(days=365) for row in rows)
        alarms += len(prices_far_off(rows, TODAY))
    assert looked_at > 4000
    assert alarms <= looked_at / 500, f"{alarms} of {looked_at}"


def test_planted_prices_are_all_found_dear_and_cheap() -> None:
    rows = prices(random.Random(99))
    for clave, factor in ((3, 2.2), (40, 1.8), (77, 0.5)):
        usual = sorted(row.price for row in rows if row.presentation_id == clave)[4]
        rows.append(ContractPrice(9000 + clave, 9000 + clave, 1, clave, clave, TODAY, usual * factor))
    found = {sign.contract_line_id: sign for sign in prices_far_off(rows, TODAY)}
    assert set(found) == {9003, 9040, 9077}
    assert found[9003].facts["cases"] == 8
    assert abs(found[9003].facts["ratio"] - 2.2) < 0.25
    assert found[9003].unusual > 0.98


def test_few_others_leave_the_own_history() -> None:
    """Half as much again as its own last price, where only that one is known; a tenth more is no news."""
    before, dear, fair = (
        ContractPrice(n, n, 1, 5, 5, TODAY - timedelta(days=days), price)
        for n, days, price in ((1, 500, 100.0), (2, 10, 160.0), (3, 10, 110.0))
    )
    (sign,) = prices_far_off([before, dear], TODAY)
    assert (sign.facts["basis"], sign.facts["usual"], sign.facts["ratio"]) == ("own", 100.0, 1.6)
    assert prices_far_off([before, fair], TODAY) == []
    assert prices_far_off([dear], TODAY) == [], "a price without any other says nothing"


def test_offers_that_won_nothing_are_compared_with_and_never_told() -> None:
    dear = ContractPrice(1, 1, 1, 5, 5, TODAY, 340.0)
    offers = [ContractPrice(0, -n, 1 + n, 5, 5, TODAY, 100.0 + n) for n in range(1, 5)]
    (sign,) = prices_far_off([dear], TODAY, offers)
    assert (sign.contract_line_id, sign.facts["basis"], sign.facts["cases"]) == (1, "peers", 4)
    wild = ContractPrice(0, -9, 9, 5, 5, TODAY, 900.0)
    assert keys(prices_far_off([], TODAY, [*offers, wild])) == []


def purchases(chance: random.Random) -> list[Purchase]:
    """Forty places, six claves, an order a month without a procedure, of any amount up to the limit."""
    made = []
    for place in range(40):
        for clave in range(6):
            for month in range(12):
                day = TODAY - timedelta(days=30 * month + chance.randrange(15))
                number = len(made)
                made.append(
                    Purchase(number, f"OS-{number}", clave % 3, place, clave, clave, day, chance.uniform(1, 100))
                )
    return made


def test_monthly_orders_are_no_split_and_planted_ones_are() -> None:
    assert sum(len(split_orders(purchases(random.Random(year)), 100.0)) for year in YEARS) == 0
    rows = purchases(random.Random(1))
    planted = [Purchase(9000 + n, f"P-{n}", 9, 7, 1, 1, TODAY - timedelta(days=3 * n), 80.0 + n) for n in range(3)] + [
        Purchase(9100 + n, f"Q-{n}", 8, 7, 1, 1, TODAY, 60.0) for n in range(2)
    ]
    signs = split_orders([*rows, *planted], 100.0)
    assert keys(signs) == ["split:9002", "split:9100"]
    three = next(sign for sign in signs if sign.key == "split:9002")
    assert (three.facts["orders"], three.facts["amount"]) == (["P-2", "P-1", "P-0"], 243.0)
    assert three.unusual > 0.99


def test_orders_far_below_the_limit_or_below_it_together_are_no_split() -> None:
    def three(amount: float) -> list[Purchase]:
        return [Purchase(n, f"P-{n}", 9, 7, 1, 1, TODAY, amount) for n in range(3)]

    assert split_orders(three(39.0), 100.0) == []
    assert split_orders(three(120.0), 100.0) == []
    assert len(split_orders(three(41.0), 100.0)) == 1


def awards(chance: random.Random) -> list[Award]:
    """Thirty procedures of two conveners, forty claves each; a tenth of the claves has one maker and one offer ever."""
    return [
        Award(tender, f"C{tender % 2}", clave, 100 + clave if sole else chance.randrange(8), 1 if single else 3)
        for tender in range(30)
        for clave in range(40)
        for sole in (clave % 10 == 0,)
        for single in (sole or chance.random() < 0.15,)
    ]


def test_single_offers_by_chance_or_by_nature_are_not_told_and_planted_ones_are() -> None:
    alarms = sum(len(single_bidders(awards(random.Random(year)))) for year in YEARS)
    assert alarms == 0, f"{alarms} in {len(YEARS)} years"
    planted = [Award(100 + n // 4, "C1", n % 9 + 1, 77, 1) for n in range(12)]
    (sign,) = single_bidders([*awards(random.Random(1)), *planted])
    assert sign.supplier_id == 77
    assert (sign.facts["alone"], sign.facts["won"], sign.facts["tenders"]) == (12, 12, 3)
    assert sign.unusual > 0.999


def test_tail_of_unlike_chances_by_hand() -> None:
    assert abs(tail([0.5, 0.5], 2) - 0.25) < 1e-12
    assert abs(tail([0.2, 0.5], 1) - 0.6) < 1e-12
    assert tail([0.3], 0) == 1


def brought(chance: random.Random) -> list[Brought]:
    return [
        Brought(supplier, drug, 20, max(300, round(chance.gauss(600, 80))), 270 if drug % 2 else None)
        for supplier in range(6)
        for drug in range(30)
        for _n in range(6)
    ]


def test_short_lives_are_told_by_contract_and_by_habit() -> None:
    assert sum(len(near_expiry(brought(random.Random(year)))) for year in YEARS) == 0
    planted = [Brought(3, 1, 20, 200, 270)] * 2 + [Brought(4, 2, 20, 100, None)] * 3 + [Brought(5, 3, 20, 100, 270)]
    signs = near_expiry([*brought(random.Random(1)), *planted])
    assert keys(signs) == ["near_expiry:3:1", "near_expiry:4:2"], "one line alone is a slip"
    assert (signs[0].facts["lines"], signs[0].facts["packs"], signs[0].facts["least"]) == (2, 40, 270)


def receipt(number: int, *, arrived: int = 0, recorded: int = 0, issued: int = -20) -> Receipt:
    days = [TODAY + timedelta(days=days) for days in (arrived, recorded, issued)]
    return Receipt(number, f"R-{number}", number, 1, 1, 1, *days)


def test_receipt_before_its_day_or_its_order_is_told_once() -> None:
    clean = [receipt(n, recorded=n % 4) for n in range(200)]
    assert recorded_before(clean) == []
    early = [receipt(900, recorded=-2), receipt(901, arrived=-30), receipt(901, arrived=-30)]
    signs = recorded_before([*clean, *early])
    assert keys(signs) == ["before_delivery:900", "before_delivery:901"]
    assert [sign.facts["basis"] for sign in signs] == ["recorded", "ordered"]
    assert signs[0].compared == 202


def adjustments(chance: random.Random) -> list[Adjustment]:
    """A hundred and fifty places, twelve adjustments each, a fifth of them rounded by people."""
    return [
        Adjustment(place, 10 * chance.randrange(1, 8) if chance.random() < 0.12 else chance.randrange(10, 80))
        for place in range(150)
        for _n in range(12)
    ]


def test_round_numbers_above_others_are_told() -> None:
    alarms = sum(len(round_adjustments(adjustments(random.Random(year)))) for year in YEARS)
    assert alarms <= 1, f"{alarms} of {150 * len(YEARS)} places"
    planted = [Adjustment(900, 50) for _ in range(10)] + [Adjustment(900, 37)]
    signs = round_adjustments([*adjustments(random.Random(1)), *planted])
    assert keys(signs) == ["round_adjustment:900"]
    assert (signs[0].facts["round"], signs[0].facts["adjustments"]) == (10, 11)


def test_whole_packs_are_no_round_numbers() -> None:
    packs = [Adjustment(900, 50, (10,)) for _ in range(30)] + [Adjustment(901, 50, (25,)) for _ in range(30)]
    assert round_adjustments([*adjustments(random.Random(1)), *packs]) == []


def test_chance_of_boxes_by_hand() -> None:
    """One box expected: none with (4/5)^4 = 0.4096, one with 4 × 0.2 × 0.4096 = 0.32768."""
    assert chance_of(0, 1.0) == 1
    assert abs(chance_of(1, 1.0) - 0.5904) < 1e-9
    assert abs(chance_of(2, 1.0) - 0.26272) < 1e-9


def places(chance: random.Random) -> list[Handled]:
    """Two hundred places of any size; losses come in boxes of up to thirty, at one and the same rate."""
    made = []
    for place in range(200):
        handled = round(math.exp(chance.uniform(5, 9)))
        boxes = sum(chance.random() < 1 / 2000 for _ in range(handled // 2))
        made.append(Handled(place, handled, tuple(chance.randrange(1, 30) for _ in range(boxes))))
    return made


def test_losses_in_boxes_are_no_sign_and_a_leak_is() -> None:
    alarms = sum(len(losses_above_others(places(random.Random(year)))) for year in YEARS)
    assert alarms <= 200 * len(YEARS) / 500, f"{alarms} of {200 * len(YEARS)} places"
    signs = losses_above_others([*places(random.Random(1)), Handled(900, 5000, (20,) * 20)])
    assert "losses:900" in keys(signs)
    assert len(signs) <= 2
    told = next(sign for sign in signs if sign.key == "losses:900")
    assert told.facts["percent"] == 8.0
    assert told.unusual > 0.99


def test_few_places_say_nothing_of_each_other() -> None:
    assert losses_above_others([Handled(n, 1000) for n in range(6)] + [Handled(9, 1000, (300,))]) == []
