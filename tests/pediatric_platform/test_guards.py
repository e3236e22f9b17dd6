"""Each safety rule with the arithmetic written out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from pediatric_platform.guards import DoseFacts, Rule, breaches, dose_breaches
from pediatric_platform.lifetime import Exposure, lifetime, of_regimen
from pediatric_platform.regimen_shape import LineShape, PhaseShape, RegimenShape

NEVER_IT = Rule("vincristina-nunca-it", "never_route", "vincristine", route="IT")
CAP = Rule("vincristina-tope", "cap", "vincristine", limit=D(2), unit="mg")
FOLINATE = Rule(
    "metotrexato-rescate",
    "needs",
    "methotrexate",
    threshold=D(500),
    needs_inn="calcium folinate",
    needs_name="Ácido folínico",
)
MESNA = Rule("ifosfamida-mesna", "needs", "ifosfamide", needs_inn="mesna", needs_name="Mesna")
WEEKLY = Rule("metotrexato-oral-semanal", "spacing", "methotrexate", route="PO", limit=D(7))
RULES = [NEVER_IT, CAP, FOLINATE, MESNA, WEEKLY]
FACTORS = {"doxorubicin": D(1), "daunorubicin": D("0.6"), "mitoxantrone": D("10.5")}


def line(inn="vincristine", amount="1.5", **other):
    shape = LineShape(
        id=1, position=1, inn=inn, name=inn.capitalize(), basis="m2", amount=D(amount), unit="mg", per_day=1,
        route="IV", days=(1, 8), purpose="chemo", evidence="sourced",
    )  # fmt: skip
    return replace(shape, **other)


def shape(*lines, cycles=1, cycle_days=28, more=()):
    first = PhaseShape(1, "Inducción", cycle_days, cycles, 1, lines)
    return RegimenShape(1, "PRUEBA", 1, (first, *more))


def codes(*lines, **phase):
    return [breach.code for breach in breaches(shape(*lines, **phase), RULES)]


@pytest.mark.parametrize(
    ("cap", "broken"),
    [(D(2), []), (D("1.5"), []), (D("2.8"), ["vincristina-tope"]), (None, ["vincristina-tope"])],
)
def test_vincristine_must_carry_a_cap_of_two_milligrams_or_less(cap, broken):
    assert codes(line(max_amount=cap)) == broken


def test_a_flat_dose_within_the_cap_needs_none_of_its_own():
    assert codes(line(basis="flat", amount="2")) == []
    assert codes(line(basis="flat", amount="2.1")) == ["vincristina-tope"]


def test_a_cap_in_another_unit_is_no_cap():
    assert codes(line(unit="µg", max_amount=D(2))) == ["vincristina-tope"]


def test_vincristine_is_never_intrathecal():
    [breach] = breaches(shape(line(route="IT", max_amount=D(2))), RULES)

    assert (breach.code, breach.refuses) == ("vincristina-nunca-it", True)
    assert "intratecal" in breach.message


@pytest.mark.parametrize(("amount", "broken"), [("499", []), ("500", ["metotrexato-rescate"])])
def test_methotrexate_needs_folinate_from_five_hundred_on(amount, broken):
    assert codes(line("methotrexate", amount)) == broken


def test_folinate_in_the_same_phase_is_enough_and_in_another_is_not():
    high, folinate = line("methotrexate", "5000"), line("calcium folinate", "15", days=(2, 3))
    assert codes(high, folinate) == []
    later = PhaseShape(2, "Otra", 28, 1, 1, (folinate,))
    [breach] = breaches(shape(high, more=(later,)), RULES)
    assert "Ácido folínico" in breach.remedy


def test_ifosfamide_needs_mesna_whatever_its_dose():
    assert codes(line("ifosfamide", "1")) == ["ifosfamida-mesna"]
    assert codes(line("ifosfamide", "1800"), line("mesna", "360")) == []


@pytest.mark.parametrize(
    ("days", "cycles", "cycle_days", "broken"),
    [
        # 8 − 1 = 7, 15 − 8 = 7.
        ((1, 8, 15), 1, 28, []),
        # 7 − 1 = 6.
        ((1, 7), 1, 28, ["metotrexato-oral-semanal"]),
        ((1, 2, 3), 1, 28, ["metotrexato-oral-semanal"]),
        # Weekly to day 78 of 84; the next cycle's day 1 is 85: 85 − 78 = 7.
        ((1, 8, 78), 8, 84, []),
        # Of 21 days: 1 + 21 − 19 = 3.
        ((1, 10, 19), 4, 21, ["metotrexato-oral-semanal"]),
        # Once, and never again.
        ((1,), 1, 28, []),
        # Once a cycle of 5 days: 1 + 5 − 1 = 5.
        ((1,), 2, 5, ["metotrexato-oral-semanal"]),
    ],
)
def test_oral_methotrexate_is_a_week_apart_across_cycles_too(days, cycles, cycle_days, broken):
    oral = line("methotrexate", "20", route="PO", days=days)
    assert codes(oral, cycles=cycles, cycle_days=cycle_days) == broken


def test_oral_methotrexate_twice_on_a_day_is_refused_and_by_muscle_is_another_matter():
    assert codes(line("methotrexate", "20", route="PO", days=(1,), per_day=2)) == ["metotrexato-oral-semanal"]
    assert codes(line("methotrexate", "20", route="IM", days=(1, 2))) == []


def dose(inn="vincristine", amount="1.2", **other):
    facts = DoseFacts(inn, inn.capitalize(), "IV", "mg", D(amount), D("0.8"))
    return replace(facts, **other)


def dose_codes(facts, life=None):
    return [breach.code for breach in dose_breaches(facts, RULES, life)]


def test_a_dose_above_the_cap_is_refused():
    # 1.5 m² × 1.5 mg/m² = 2.25 mg: above 2.
    [breach] = dose_breaches(dose(amount="2.25"), RULES)
    assert breach.refuses
    assert "2.25 mg" in breach.message
    assert "2 mg" in breach.remedy
    assert dose_codes(dose(amount="2")) == []


def test_a_dose_by_the_wrong_way_is_refused():
    assert dose_codes(dose(route="IT")) == ["vincristina-nunca-it"]


def test_a_dose_of_methotrexate_counts_by_the_square_metre():
    # 400 mg for 0.8 m² are 500 mg/m²; 399 mg are 498.75.
    high = dose("methotrexate", "400", in_cycle={"methotrexate"})
    assert dose_codes(high) == ["metotrexato-rescate"]
    assert dose_codes(replace(high, amount=D("399"))) == []
    assert dose_codes(replace(high, in_cycle={"methotrexate", "calcium folinate"})) == []
    assert dose_codes(replace(high, in_cycle=None)) == []


def given(day, inn, amount, is_given=True, session=None):
    return Exposure(date(2026, 1, day), inn, D(amount), is_given, session)


def test_a_life_adds_up_in_doxorubicin_and_tells_the_session_that_passes():
    # Before: 100. Given: 4 × 25 daunorubicin × 0.6 = 60, and 25 doxorubicin = 25: 185 in all.
    # Planned: 3 × 90 doxorubicin. 185 + 90 = 275, + 90 = 365, + 90 = 455 > 450: the third passes.
    doses = [given(day, "daunorubicin", "25") for day in (1, 2, 3, 4)]
    doses += [given(5, "doxorubicin", "25"), given(5, "vincristine", "1.5")]
    doses += [given(day, "doxorubicin", "90", False, day) for day in (12, 10, 11)]

    life = lifetime(doses, prior=D(100), factors=FACTORS, limit=D(450))

    assert (life.given, life.planned, life.total) == (D(185), D(270), D(455))
    assert (life.passes, life.passes_on, life.passes_session_id) == (True, date(2026, 1, 12), 12)


def test_a_life_that_reaches_its_limit_does_not_pass_it():
    # 360 + 90 = 450.
    life = lifetime([given(3, "doxorubicin", "90", False)], prior=D(360), factors=FACTORS, limit=D(450))
    assert not life.passes
    assert life.passes_on is None


def test_a_life_already_beyond_its_limit_names_no_session():
    # 40 × 10.5 = 420 and 100 before: 520 > 450.
    life = lifetime([given(3, "mitoxantrone", "40")], prior=D(100), factors=FACTORS, limit=D(450))
    assert (life.given, life.passes, life.passes_on) == (D(520), True, None)


def test_the_lifetime_limit_warns_and_does_not_refuse():
    rule = Rule("antraciclinas-doxorrubicina", "lifetime", "doxorubicin", limit=D(450), factor=D(1))
    life = lifetime([given(20, "doxorubicin", "60", False)], prior=D(400), factors=FACTORS, limit=D(450))
    [breach] = dose_breaches(dose("doxorubicin", "48"), [rule], life)

    assert not breach.refuses
    assert "20/01/2026" in breach.message
    assert "460 mg/m²" in breach.message
    assert dose_breaches(dose("doxorubicin", "48"), [rule], None) == []


def test_a_whole_regimen_adds_up():
    # 75 mg/m² × 5 cycles = 375; by weight 1.5 mg/kg × 30 = 45 mg/m² × 2 days × 5 cycles = 450.
    assert of_regimen(shape(line("doxorubicin", "75", days=(1,)), cycles=5), FACTORS) == 375
    assert of_regimen(shape(line("doxorubicin", "1.5", basis="kg", days=(1, 22)), cycles=5), FACTORS) == 450
    assert of_regimen(shape(line("daunorubicin", "50", days=(1, 3, 5))), FACTORS) == D(90)
