from __future__ import annotations

from decimal import Decimal

import pytest

from pediatric_platform.drug_forms import in_catalogue_units, is_other_medicine, serves, strength_of
from pediatric_platform.pieces import Kind


@pytest.mark.parametrize(
    ("form", "by_mouth", "by_needle"),
    [
        ("Tableta", True, False),
        ("Gragea", True, False),
        ("Cápsula", True, False),
        ("Solución oral", True, False),
        ("Suspensión oral", True, False),
        ("Solución inyectable", False, True),
        ("Solución", False, True),  # pegaspargase
        ("Polvo", False, True),
        ("Solución inyectable/infusión", False, True),
        ("", True, True),
    ],
)
def test_a_form_goes_by_mouth_or_by_needle(form, by_mouth, by_needle):
    assert serves(form, None, "PO") is by_mouth
    assert serves(form, None, "IV") is serves(form, None, "IT") is by_needle


def test_trastuzumab_of_600_mg_goes_under_the_skin_only():
    assert serves("Solución inyectable", "010.000.6046", "SC")
    assert not serves("Solución inyectable", "010.000.6046", "IV")


def test_an_injectable_suspension_is_another_medicine():
    assert is_other_medicine("Suspensión inyectable")
    assert not is_other_medicine("Solución inyectable")


@pytest.mark.parametrize(
    ("form", "strength", "unit", "micro", "kind"),
    [
        ("Solución inyectable", "1", "g", 1_000_000, Kind.VIAL),
        ("Tableta", "0.5", "mg", 500, Kind.TABLET),
        ("Gragea", "50", "mg", 50_000, Kind.CAPSULE),
        ("Comprimido recubierto", "50", "mg", 50_000, Kind.CAPSULE),
        ("Solución oral", "100", "mg", 100_000, Kind.BOTTLE),
        ("Solución inyectable", "300", "µg", 300, Kind.VIAL),
        ("Solución", "3750", "UI", 3_750_000, Kind.VIAL),
        ("Cápsula", "125+80", "mg", 0, Kind.UNMEASURED),
        ("", "", "", 0, Kind.UNMEASURED),
    ],
)
def test_what_a_piece_holds(form, strength, unit, micro, kind):
    found = strength_of(1, form, strength, unit)
    assert (found.micro, found.kind) == (micro, kind)


def test_30_000_international_units_of_bleomycin_are_30_of_the_clave():
    # 30 000 / 1000 = 30: two vials of 15, not two thousand
    assert in_catalogue_units("bleomycin", Decimal(30000), "UI") == 30
    assert in_catalogue_units("bleomycin", Decimal(8), "UI") == 8
    assert in_catalogue_units("asparaginase", Decimal(4800), "UI") == 4800
    assert in_catalogue_units("bleomycin", None, "UI") is None
