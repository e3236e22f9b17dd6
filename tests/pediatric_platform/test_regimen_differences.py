"""What a version says otherwise than another, and what it adds up to."""

from dataclasses import replace
from decimal import Decimal as D

from pediatric_platform.regimen_contents import LineContents, PhaseContents
from pediatric_platform.regimen_differences import differences, totals

VINCRISTINE = LineContents(
    inn="vincristine", name="Vincristina", basis="m2", amount=D("1.5"), unit="mg", per_day=1, route="IV",
    days=(1, 8, 15, 22), purpose="chemo", evidence="sourced", max_amount=D(2),
)  # fmt: skip
STEROID = replace(VINCRISTINE, inn="dexamethasone", name="Dexametasona", amount=D(3), per_day=2, route="PO")


def phase(*lines, position=1, cycles=1, name="Inducción"):
    return PhaseContents(position, name, 35, cycles, "", 1, lines)


def kinds(old, new):
    return [(found.kind, found.drug) for found in differences(old, new)]


def test_a_version_that_says_the_same_differs_in_nothing_nor_does_a_note_or_a_source():
    old = (phase(VINCRISTINE, STEROID),)
    assert differences(old, old) == []
    assert differences(old, (phase(replace(VINCRISTINE, note="otra", source="otra"), STEROID),)) == []
    assert differences(old, (phase(replace(VINCRISTINE, amount=D("1.500")), STEROID),)) == []


def test_drugs_added_removed_and_changed_are_told_apart():
    old = (phase(VINCRISTINE),)
    assert kinds(old, (phase(VINCRISTINE, STEROID),)) == [("added", "Dexametasona")]
    assert kinds((phase(VINCRISTINE, STEROID),), old) == [("removed", "Dexametasona")]
    [found] = differences(old, (phase(replace(VINCRISTINE, days=(1, 8))),))
    assert (found.kind, found.drug, found.before, found.after.days) == ("changed", "Vincristina", VINCRISTINE, (1, 8))


def test_the_same_drug_by_another_way_is_another_line():
    oral = replace(VINCRISTINE, route="PO")
    assert kinds((phase(VINCRISTINE),), (phase(oral),)) == [("removed", "Vincristina"), ("added", "Vincristina")]


def test_phases_come_go_and_change_their_cycles():
    old = (phase(VINCRISTINE),)
    assert kinds(old, (phase(VINCRISTINE, cycles=2),)) == [("changed", "")]
    assert kinds(old, (*old, phase(STEROID, position=2))) == [("added", "")]
    assert kinds((*old, phase(STEROID, position=2)), old) == [("removed", "")]


def test_a_whole_regimen_adds_up_by_drug():
    # 1.5 × 4 days × 2 cycles = 12 mg/m²; 3 × 2 a day × 4 days × 2 cycles = 48.
    found = totals((phase(VINCRISTINE, STEROID, cycles=2),))
    assert found == {("vincristine", "m2", "mg"): D(12), ("dexamethasone", "m2", "mg"): D(48)}


def test_what_has_no_number_or_is_for_one_age_makes_no_total():
    unknown = replace(VINCRISTINE, amount=None)
    assert totals((phase(VINCRISTINE), phase(unknown, position=2))) == {("vincristine", "m2", "mg"): None}
    assert totals((phase(unknown), phase(VINCRISTINE, position=2))) == {("vincristine", "m2", "mg"): None}
    assert totals((phase(replace(VINCRISTINE, below_age=10)),)) == {("vincristine", "m2", "mg"): None}
