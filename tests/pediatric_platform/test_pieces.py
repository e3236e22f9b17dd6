"""Hand calculations of pieces, and a comparison with trying out everything."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import product

import pytest

from pediatric_platform.pieces import Kind, Strength, combination, micro_of

MG = 1000  # thousandths in a milligram or a unit


def vials(*milligrams: float) -> list[Strength]:
    return [Strength(number, round(mg * MG)) for number, mg in enumerate(milligrams, start=1)]


def tablets(*milligrams: float, kind: Kind = Kind.TABLET) -> list[Strength]:
    return [Strength(number, round(mg * MG), kind=kind) for number, mg in enumerate(milligrams, start=1)]


def test_1_2_mg_of_vincristine_takes_two_vials_of_1_mg():
    # 1.2 mg > 1 mg, so 2 vials (0.8 mg left over); four times: 4 × 2 = 8, never ⌈4.8⌉ = 5, for nothing is shared
    assert combination(Decimal("1.2"), 1, vials(1)) == {1: 2}
    assert combination(Decimal("1.2"), 4, vials(1)) == {1: 8}


def test_a_dose_of_exactly_two_vials_takes_two():
    assert combination(Decimal("2.000"), 1, vials(1)) == {1: 2}


def test_doxorubicin_takes_the_strengths_that_waste_least():
    # 65 mg of 10 and 50: 50+10+10 = 70 wastes 5; 50+50 = 100 wastes 35 → 1 of 50 and 2 of 10
    assert combination(Decimal(65), 1, vials(10, 50)) == {1: 2, 2: 1}


def test_of_two_ways_that_waste_alike_the_one_with_fewer_pieces():
    # 1000 mg of 200, 500 and 1000: 1×1000, 2×500 and 5×200 all waste nothing → one piece
    assert combination(Decimal(1000), 1, vials(200, 500, 1000)) == {3: 1}


def test_high_dose_methotrexate_of_18_grams():
    # 12 g/m² × 1.5 m² = 18 000 mg of 50, 500 and 1000 → 18 of 1 g
    assert combination(Decimal(18000), 1, vials(50, 500, 1000)) == {3: 18}


def test_grams_milligrams_and_micrograms_are_one_measure():
    assert micro_of(Decimal("4.5"), "g") == micro_of(Decimal(4500), "mg") == micro_of(Decimal(4_500_000), "µg")
    # 67 µg of filgrastim from 300 µg vials: one each day
    assert combination(Decimal(67), 10, [Strength(7, 300)], unit="µg") == {7: 10}


def test_units_are_never_taken_for_milligrams():
    assert combination(Decimal(4800), 1, vials(10), unit="UI") == {}
    assert combination(Decimal(4800), 9, [Strength(3, 10_000 * MG, "units")], unit="UI") == {3: 9}


def test_dexamethasone_of_2_4_mg_is_five_tablets_of_half_a_milligram():
    # 2.4 mg of 0.5, 4 and 6: five of 0.5 = 2.5 (off by 4 %) → 5 × 28 administrations = 140
    assert combination(Decimal("2.4"), 28, tablets(0.5, 4, 6)) == {1: 140}


def test_prednisone_of_48_mg_is_one_tablet_of_50():
    # off by +2 of 48 (4 %); 20+20+5 = 45 is off by 3
    assert combination(Decimal(48), 28, tablets(5, 50, 20)) == {2: 28}


def test_mercaptopurine_of_75_mg_is_one_tablet_and_a_half():
    # Whole: 50 is off by 33 %, 100 too. Halves: 3 × 25 = 75 → 3 halves × 28 days = 84 halves = 42 tablets
    assert combination(Decimal(75), 28, tablets(50)) == {1: 42}


def test_mercaptopurine_of_60_mg_alternates_and_its_run_comes_out_right():
    # Whole 50 (−17 %), halves 50 or 75 (+25 %): neither within 10 %. 60 × 28 = 1680 mg / 50 = 33.6 → 34 tablets
    assert combination(Decimal(60), 28, tablets(50)) == {1: 34}


def test_capsules_are_never_halved():
    # 75 of 50 by capsules: 75 × 28 = 2100 / 50 = 42; of 75 once: 75 → 2 capsules
    assert combination(Decimal(75), 28, tablets(50, kind=Kind.CAPSULE)) == {1: 42}
    assert combination(Decimal(75), 1, tablets(50, kind=Kind.CAPSULE)) == {1: 2}
    assert combination(Decimal(75), 1, tablets(50)) == {1: 2}  # one and a half: the third half stays in the box


def test_a_bottle_serves_the_whole_run():
    # 48 mg × 28 days = 1344 mg of bottles of 100 mg → 14
    assert combination(Decimal(48), 28, tablets(100, kind=Kind.BOTTLE)) == {1: 14}


def test_an_unknown_amount_needs_at_least_one_piece_each_time():
    assert combination(None, 3, vials(150, 450)) == {1: 3}
    assert combination(None, 28, tablets(50)) == {1: 1}


def test_a_drug_without_known_strength_needs_at_least_one_piece():
    assert combination(Decimal(60), 14, [Strength(9, 0, kind=Kind.UNMEASURED)]) == {9: 1}


def test_nothing_serves_where_nothing_is_listed():
    assert combination(Decimal(60), 14, []) == {}


@pytest.mark.parametrize("seed", range(60))
def test_no_combination_wastes_less_or_takes_fewer_pieces(seed):
    rng = random.Random(seed)
    sizes = rng.sample([3, 10, 15, 20, 50, 80, 100, 150, 200, 440, 450, 500, 600], rng.randint(1, 3))
    wanted = Decimal(rng.randint(1, 2400)) / 2
    ranges = [range(int(wanted // size) + 2) for size in sizes]
    tried = ((sum(n * size for n, size in zip(counts, sizes, strict=True)), sum(counts)) for counts in product(*ranges))
    best = min((held - wanted, pieces) for held, pieces in tried if held >= wanted)
    found = combination(wanted, 1, vials(*sizes))
    held = sum(sizes[drug - 1] * pieces for drug, pieces in found.items())
    assert (held - wanted, sum(found.values())) == best
