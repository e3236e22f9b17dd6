"""Hand calculations: every expected figure is worked out beside its case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pediatric_platform.dosing import Body, Computed, compute, is_for_age, surface
from pediatric_platform.regimen_shape import LineShape

BORN = date(2019, 5, 17)
TODAY = date(2026, 11, 23)


def line(**facts) -> LineShape:
    plain = {
        "id": 1,
        "position": 1,
        "inn": "vincristine",
        "name": "Vincristina",
        "basis": "m2",
        "amount": Decimal("1.5"),
        "unit": "mg",
        "per_day": 1,
        "route": "IV",
        "days": (1,),
        "purpose": "chemo",
        "evidence": "sourced",
    }
    return LineShape(**{**plain, **facts})


def body(surface_m2: str = "0.8", weight: str = "20", born: date = BORN, gfr: str | None = None) -> Body:
    return Body(Decimal(weight), Decimal(surface_m2), born, Decimal(gfr) if gfr else None)


def amount(of: LineShape, who: Body, on: date = TODAY) -> Decimal | None:
    return compute(of, who, on).amount


def test_mosteller_surface_of_20_kg_and_115_2_cm():
    # 20 × 115.2 = 2304; 2304 / 3600 = 0.64; √0.64 = 0.8
    assert surface(Decimal(20), Decimal("115.2")) == Decimal("0.800")


def test_mosteller_surface_is_kept_to_the_third_decimal():
    # 13.4 × 92.5 = 1239.5; / 3600 = 0.344305…; √ = 0.586775… → 0.587
    assert surface(Decimal("13.4"), Decimal("92.5")) == Decimal("0.587")


def test_vincristine_for_0_8_square_metres():
    # 1.5 mg/m² × 0.8 m² = 1.2 mg, below the cap of 2 mg
    assert compute(line(max_amount=Decimal(2)), body("0.8"), TODAY) == Computed(
        Decimal("1.200"), "mg", is_capped=False, uncapped=Decimal("1.200")
    )


def test_vincristine_for_1_5_square_metres_is_capped_at_2_mg():
    # 1.5 mg/m² × 1.5 m² = 2.25 mg > 2 mg → 2 mg, and it is told that the cap was reached
    capped = compute(line(max_amount=Decimal(2)), body("1.5"), TODAY)
    assert (capped.amount, capped.is_capped, capped.uncapped) == (Decimal(2), True, Decimal("2.250"))


def test_an_amount_exactly_at_the_cap_is_not_capped():
    # 1.6 mg/m² × 1.25 m² = 2 mg
    assert not compute(line(amount=Decimal("1.6"), max_amount=Decimal(2)), body("1.25"), TODAY).is_capped


def test_asparaginase_in_units_for_0_8_square_metres():
    # 6000 UI/m² × 0.8 m² = 4800 UI
    assert compute(line(amount=Decimal(6000), unit="UI"), body("0.8"), TODAY).amount == Decimal(4800)


def test_dactinomycin_by_weight():
    # 0.045 mg/kg × 13.4 kg = 0.603 mg
    assert amount(line(basis="kg", amount=Decimal("0.045")), body(weight="13.4")) == Decimal("0.603")


def test_filgrastim_in_micrograms_by_weight():
    # 5 µg/kg × 13.4 kg = 67 µg
    found = compute(line(basis="kg", amount=Decimal(5), unit="µg"), body(weight="13.4"), TODAY)
    assert (found.amount, found.unit) == (Decimal(67), "µg")


def test_a_flat_amount_is_the_same_for_every_body():
    assert amount(line(basis="flat", amount=Decimal(12)), body("0.4")) == Decimal(12)


def test_halves_of_the_third_decimal_go_up():
    # 0.25 mg/m² × 0.450 m² = 0.1125 mg → 0.113 mg
    assert amount(line(amount=Decimal("0.25")), body("0.450")) == Decimal("0.113")


INTRATHECAL = line(
    inn="methotrexate",
    basis="age",
    amount=None,
    route="IT",
    max_amount=Decimal(15),
    bands=tuple((Decimal(age), Decimal(mg)) for age, mg in ((1, 8), (2, 10), (3, 12), (9, 15))),
)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2020, 5, 16), None),  # not yet one year: the source gives no dose, and none is made up
        (date(2020, 5, 17), 8),  # the first birthday
        (date(2021, 5, 16), 8),
        (date(2021, 5, 17), 10),  # the second
        (date(2022, 5, 16), 10),
        (date(2022, 5, 17), 12),  # the third
        (date(2028, 5, 16), 12),
        (date(2028, 5, 17), 15),  # the ninth
        (date(2035, 5, 17), 15),
    ],
)
def test_intrathecal_methotrexate_by_age_bands_turns_on_the_birthday(on, expected):
    assert amount(INTRATHECAL, body(), on) == expected


def test_carboplatin_by_area_under_the_curve_is_calvert():
    # AUC 6 × (GFR 100 + 25) = 6 × 125 = 750 mg
    found = compute(line(inn="carboplatin", basis="auc", amount=Decimal(6), unit="AUC"), body(gfr="100"), TODAY)
    assert (found.amount, found.unit) == (Decimal(750), "mg")


def test_carboplatin_by_area_without_filtration_rate_is_unknown():
    found = compute(line(inn="carboplatin", basis="auc", amount=Decimal(6), unit="AUC"), body(), TODAY)
    assert (found.amount, found.unit) == (None, "mg")


def test_carboplatin_by_surface_needs_no_filtration_rate():
    # 560 mg/m² × 0.587 m² = 328.72 mg
    assert amount(line(inn="carboplatin", amount=Decimal(560)), body("0.587")) == Decimal("328.720")


def test_a_rule_told_only_in_a_note_gives_no_amount():
    assert amount(line(amount=None), body()) is None


def test_dexamethasone_below_ten_and_prednisone_from_ten_change_on_the_tenth_birthday():
    young, old = line(below_age=10), line(from_age=10)
    eve, birthday = date(2029, 5, 16), date(2029, 5, 17)
    assert (is_for_age(young, BORN, eve), is_for_age(old, BORN, eve)) == (True, False)
    assert (is_for_age(young, BORN, birthday), is_for_age(old, BORN, birthday)) == (False, True)
