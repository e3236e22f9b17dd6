from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from supply.demand import cpm, days_of_history, denied_pieces
from supply.mixing import is_mixed, natural_kind


@pytest.mark.parametrize(
    ("denied", "given", "dispensed", "usual", "pieces"),
    [
        (0, 0, 0, None, 0),
        (3, 10, 40, None, 12),  # four pieces to each prescription given
        (1, 2, 5, None, 3),  # 2.5, half up
        (3, 0, 0, None, 3),  # nothing given: one each
        (3, 0, 0, Decimal(4), 12),  # nothing given this week: as in the window
        (2, 10, 0, None, 2),  # never less than one each
    ],
)
def test_denied_prescriptions_weigh_as_those_given(denied, given, dispensed, usual, pieces) -> None:
    assert denied_pieces(denied, given, dispensed, usual=usual) == pieces


@pytest.mark.parametrize(
    ("demand", "days", "days_out", "last", "raw", "adjusted", "basis"),
    [
        (91, 91, 0, "0", "30.44", "30.44", "window"),
        (45, 91, 46, "0", "15.05", "30.44", "window"),  # half the days out: twice the rate
        (0, 91, 0, "0", "0.00", "0.00", "none"),
        (0, 91, 91, "12.5", "0.00", "12.5", "last_stock"),  # out all along is not «no demand»
        (4, 91, 91, "12.5", "1.34", "12.5", "last_stock"),
        (4, 91, 91, "0", "1.34", "1.34", "window"),
        (0, 91, 91, "0", "0.00", "0.00", "none"),
        (2, 91, 90, "6.00", "0.67", "6.00", "last_stock"),  # two pieces on one day are not sixty a month
        (30, 91, 64, "6.00", "10.03", "10.03", "last_stock"),  # never less than what was asked for
        (28, 91, 63, "6.00", "9.37", "30.44", "window"),  # four weeks of thirteen are enough
        (10, 20, 0, "0", "15.22", "15.22", "window"),  # a place of twenty days
    ],
)
def test_cpm_is_scaled_to_a_month_and_to_the_days_with_stock(
    demand, days, days_out, last, raw, adjusted, basis
) -> None:
    found = cpm(demand, days, days_out, last_known=Decimal(last))
    assert (found.raw, found.adjusted, found.basis) == (Decimal(raw), Decimal(adjusted), basis)


@pytest.mark.parametrize(
    ("demand", "days", "days_out", "last", "dated", "adjusted", "basis"),
    [
        (0, 91, 91, "12.5", 26, "8.70", "requirements"),  # 26 × 30.4375 / 91 = 8.696…
        (0, 91, 91, "0", 26, "8.70", "requirements"),  # nothing was ever known but the doses
        (40, 91, 91, "12.5", 26, "13.38", "requirements"),  # never less than what was asked for: 40 × 30.4375 / 91
        (0, 20, 20, "0", 26, "8.70", "requirements"),  # the needs are those of 13 weeks however young the place
        (28, 91, 63, "6.00", 999, "30.44", "window"),  # stock on four weeks of thirteen: what was asked for tells
        (0, 91, 0, "12.5", 26, "0.00", "none"),  # stock lay there all along
    ],
)
def test_a_window_without_stock_takes_its_demand_from_the_dated_doses(
    demand, days, days_out, last, dated, adjusted, basis
) -> None:
    found = cpm(demand, days, days_out, last_known=Decimal(last), dated=dated)
    assert (found.adjusted, found.basis) == (Decimal(adjusted), basis)


def test_days_before_the_place_opened_do_not_exist() -> None:
    sunday = date(2026, 11, 15)
    assert days_of_history(None, sunday) == 91
    assert days_of_history(date(2020, 1, 1), sunday) == 91
    assert days_of_history(date(2026, 11, 9), sunday) == 7
    assert days_of_history(date(2026, 11, 20), sunday) == 1


@pytest.mark.parametrize(
    ("drug_class", "form", "mixed"),
    [
        ("cytotoxic", "Solución inyectable", True),
        ("mab", "Polvo liofilizado para solución para infusión", True),
        ("cytotoxic", "Solución", True),
        ("cytotoxic", "Tableta", False),
        ("support_antiemetic", "Solución inyectable", False),
    ],
)
def test_injectables_for_cancer_are_mixed(drug_class: str, form: str, mixed: bool) -> None:
    assert is_mixed(drug_class, form) is mixed


def test_a_unit_without_mixing_centre_gives_everything_out_at_its_pharmacy() -> None:
    assert natural_kind("cytotoxic", "Solución inyectable", has_mixing_centre=False) == "farmacia"
    assert natural_kind("cytotoxic", "Tableta", has_mixing_centre=True) == "farmacia"
    assert natural_kind("cytotoxic", "Tableta", has_mixing_centre=True, has_pharmacy=False) == "central_de_mezclas"
    assert natural_kind("mab", "Solución", has_mixing_centre=False, has_pharmacy=False) is None
