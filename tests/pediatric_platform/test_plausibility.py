"""What a child of an age may weigh and measure, and how fast it may change."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pediatric_platform.plausibility import Measure, Range, jumps, limits

YEAR = 365.25
DAY = date(2026, 6, 1)


@pytest.mark.parametrize("sex", ["M", "H"])
@pytest.mark.parametrize(
    ("years", "kg", "cm"),
    # Medians of WHO's tables, both sexes taken together, from memory: all of them must be usual.
    [(0, 3.2, 49.5), (1, 9.2, 75), (2, 11.8, 86.5), (5, 18.2, 109.7), (10, 31.5, 138), (15, 54, 164), (19, 62, 169)],
)
def test_an_ordinary_child_is_usual(sex: str, years: float, kg: float, cm: float) -> None:
    found = limits(sex, round(years * YEAR))
    assert found.usual_kg.holds(Decimal(str(kg)))
    assert found.usual_cm.holds(Decimal(str(cm)))


@pytest.mark.parametrize("sex", ["M", "H"])
def test_usual_lies_within_possible_at_every_age(sex: str) -> None:
    for days in range(0, round(26 * YEAR), 30):
        found = limits(sex, days)
        for usual, possible in ((found.usual_kg, found.possible_kg), (found.usual_cm, found.possible_cm)):
            assert possible.low < usual.low < usual.high < possible.high


@pytest.mark.parametrize(
    ("years", "kg", "cm", "fits"),
    [
        (7, "20", "115", (True, True)),
        (7, "115", "20", (False, False)),  # swapped
        (7, "200", "115", (False, True)),  # a decimal point lost
        (7, "2", "115", (False, True)),
        (7, "20", "1.15", (True, False)),  # metres
        (7, "44", "115", (True, True)),  # pounds of a 20 kg child: rare, and it may be
        (16, "130", "170", (True, True)),  # obesity exists
        (0.1, "20", "60", (False, True)),
    ],
)
def test_what_cannot_be_at_an_age_is_told_from_what_is_rare(years, kg: str, cm: str, fits: tuple[bool, bool]) -> None:
    found = limits("H", round(years * YEAR))
    assert (found.possible_kg.holds(Decimal(kg)), found.possible_cm.holds(Decimal(cm))) == fits


def test_between_two_lines_of_the_table_the_limits_are_in_proportion() -> None:
    # A girl: 10.9–25.2 kg at 48 months, 12.1–29.5 at 60; half-way 11.5–27.35.
    assert limits("M", round(54 * YEAR / 12)).usual_kg in (
        Range(Decimal("11.5"), Decimal("27.3")),
        Range(Decimal("11.5"), Decimal("27.4")),
    )


@pytest.mark.parametrize(
    ("days", "kg", "cm", "found"),
    [
        (30, "23.00", "115.0", []),  # exactly 15 %
        (30, "23.01", "115.0", ["kg"]),
        (30, "16.99", "115.0", ["kg"]),
        (31, "26.00", "115.0", []),  # later a child may change more: 30 %
        (31, "26.01", "115.0", ["kg"]),
        (60, "40.00", "115.0", ["kg"]),  # twice the dose on a wrong child's scale
        (180, "13.99", "115.0", ["kg"]),
        (365, "30.00", "115.0", []),
        (365, "30.01", "115.0", ["kg"]),
        (366, "40.00", "115.0", []),
        (10, "20.00", "140.0", ["cm"]),
        (10, "20.00", "113.0", []),  # two people measure
        (10, "20.00", "112.9", ["shorter"]),
        (400, "20.00", "112.9", ["shorter"]),
        (-5, "40.00", "60.0", []),  # older than the one before it: not compared
    ],
)
def test_a_measure_that_leaves_the_last_one_too_fast_is_asked_about(days: int, kg: str, cm: str, found: list) -> None:
    last = Measure(DAY, Decimal("20.00"), Decimal("115.0"))
    assert jumps(Measure(DAY + timedelta(days=days), Decimal(kg), Decimal(cm)), last) == found


def test_the_first_measure_leaves_none() -> None:
    assert jumps(Measure(DAY, Decimal(20), Decimal(115)), None) == []
