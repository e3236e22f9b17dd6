"""The tables' words turned into numbers, and what is not turned into one."""

from decimal import Decimal

import pytest

from delegations.cells import BadCell
from pediatric_platform.regimen_facts import (
    cycles_until,
    parse_bands,
    parse_cap,
    parse_cycles,
    parse_days,
    parse_dose,
    parse_route,
)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1,8,15,22", (1, 8, 15, 22)),
        ("1-4,8-11", (1, 2, 3, 4, 8, 9, 10, 11)),
        ("0-4", (0, 1, 2, 3, 4)),
        ("-1,1", (-1, 1)),
        ("31", (31,)),
        ("8, 1", (1, 8)),
    ],
)
def test_days_are_read(text, days):
    assert parse_days(text) == days


@pytest.mark.parametrize("text", ["", "1;8", "4-1", "lunes", "1-"])
def test_days_nobody_understands_are_refused(text):
    with pytest.raises(BadCell):
        parse_days(text)


@pytest.mark.parametrize(
    ("dose", "unit", "per_day", "read"),
    [
        ("1.5", "mg/m2", 1, ("m2", "mg", Decimal("1.5"))),
        ("6000", "IU/m2", 1, ("m2", "UI", Decimal(6000))),
        ("5", "mcg/kg", 1, ("kg", "µg", Decimal(5))),
        ("100", "mg", 1, ("flat", "mg", Decimal(100))),
        ("6", "AUC", 1, ("auc", "AUC", Decimal(6))),
        # 60 mg/m² a day in three takings is 20 mg/m² each; in one it is 60.
        ("60", "mg/m2/day", 3, ("m2", "mg", Decimal(20))),
        ("60", "mg/m2/day", 1, ("m2", "mg", Decimal(60))),
        # 400 mg/m² three times is 400 each: without «/day» the number is of one administration.
        ("400", "mg/m2", 3, ("m2", "mg", Decimal(400))),
        ("10", "mg/m2/day", 3, ("m2", "mg", Decimal("3.333"))),
        ("2/3 of max tolerated IM-I", "mg/m2", 1, ("m2", "mg", None)),
        ("age", "mg", 1, ("age", "mg", None)),
    ],
)
def test_a_dose_is_read_and_what_is_no_number_stays_without(dose, unit, per_day, read):
    fact = parse_dose(dose, unit, per_day)

    assert (fact.basis, fact.unit, fact.amount) == read


@pytest.mark.parametrize("unit", ["ml/m2", "mg/l", "mg/m2/week", ""])
def test_an_unknown_unit_is_refused(unit):
    with pytest.raises(BadCell):
        parse_dose("1", unit, 1)


def test_caps_come_in_the_unit_of_the_dose():
    assert parse_cap("2 mg", "mg") == 2
    assert parse_cap("20 g", "mg") == 20_000
    assert parse_cap("300 mcg", "µg") == 300
    assert parse_cap("2.3 mg", "mg") == Decimal("2.3")
    assert parse_cap("", "mg") is None


@pytest.mark.parametrize(("cap", "unit"), [("2 UI", "mg"), ("dos", "mg"), ("2", "mg")])
def test_a_cap_in_another_unit_is_refused(cap, unit):
    with pytest.raises(BadCell):
        parse_cap(cap, unit)


def test_cycles_are_counted_and_the_range_kept_as_a_note():
    assert (parse_cycles("4").cycles, parse_cycles("4").note) == (4, "")
    assert (parse_cycles("6-8").cycles, parse_cycles("6-8").note) == (6, "de 6 a 8 ciclos")
    assert (parse_cycles("").cycles, bool(parse_cycles("").note)) == (1, True)
    until = parse_cycles("until 2 y from phase 3")
    assert (until.until_day, until.from_phase) == (730, 3)
    with pytest.raises(BadCell):
        parse_cycles("hasta que se pueda")


def test_maintenance_until_two_years_counts_the_cycle_in_which_the_two_years_end():
    # High risk: 730 days − (56 + 56 + 56) of phases 3 to 5 = 562; 562 ÷ 84 = 6.69, so 7.
    assert cycles_until(730, 56 + 56 + 56, 84) == 7
    # Standard risk: 730 − (56 + 56) = 618; 618 ÷ 84 = 7.36, so 8.
    assert cycles_until(730, 56 + 56, 84) == 8
    assert cycles_until(84, 0, 84) == 1
    assert cycles_until(10, 20, 84) == 1


def test_routes_keep_the_hours_and_the_alternative():
    assert (parse_route("IV 24h").route, parse_route("IV 24h").infusion_hours) == ("IV", 24)
    assert (parse_route("IV/SC").route, parse_route("IV/SC").note) == ("IV", "o subcutánea")
    assert parse_route("IV/PO").note == "o por la boca"
    assert parse_route("IV bolus").note == "en bolo"
    assert parse_route("PO").infusion_hours is None
    for text in ("VO", "", "IV lento", "IT/xx"):
        with pytest.raises(BadCell):
            parse_route(text)


def test_age_bands_rise():
    assert parse_bands("1:8; 2:10") == ((Decimal(1), Decimal(8)), (Decimal(2), Decimal(10)))
    assert parse_bands("") == ()
    for text in ("2:10; 1:8", "1:8; 1:10", "1=8"):
        with pytest.raises(BadCell):
            parse_bands(text)
