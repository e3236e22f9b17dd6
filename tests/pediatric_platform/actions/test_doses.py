from __future__ import annotations

from decimal import Decimal

import pytest

from delegations.models import AuditEvent
from pediatric_platform.actions.doses import change_dose, confirm_dose, omit_dose
from pediatric_platform.errors.doses import (
    BadAmount,
    BreaksARule,
    DoseAboveCap,
    DoseIsOver,
    DoseWithoutAmount,
    StillNeeded,
)
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.plans import NotYoursToPrescribe, ReasonNeeded
from pediatric_platform.errors.sessions import MixturesUnderWay
from pediatric_platform.models import Deviation, Dose
from supply.models import RequirementPackage
from tests.factories.children import GuardFactory, MixingOrderFactory, MixtureFactory
from tests.factories.plans import approved, begun
from tests.factories.supply import AssortmentFactory, DrugFactory


@pytest.fixture
def dose(nina, carmen, vincristine) -> Dose:
    """1.2 mg of vincristine on day 8."""
    AssortmentFactory(unit=nina.unit, drug=vincristine)
    plan = begun(nina, approved(), carmen)
    return Dose.objects.get(session__plan=plan, session__day=8, inn="vincristine")


def test_another_amount_is_a_deviation_with_its_reason_and_takes_other_pieces(dose, carmen, vincristine):
    # 75 % of 1.2 mg = 0.9 mg: one vial of 1 mg instead of two
    changed = change_dose(dose=dose, amount=Decimal("0.9"), reason="Neuropatía", edition=1, by=carmen)
    assert (changed.amount, changed.rule_amount, changed.confirmed_by) == (Decimal("0.9"), Decimal("1.2"), carmen)
    assert not changed.awaits_confirmation
    deviation = Deviation.objects.get()
    assert (deviation.before, deviation.after, deviation.reason) == ("1.2 mg", "0.9 mg", "Neuropatía")
    package = RequirementPackage.objects.get(reference=dose.session.reference)
    assert dict(package.requirements.values_list("drug_id", "pieces"))[vincristine.pk] == 1


def test_a_dose_above_its_cap_is_refused_by_name(dose, carmen):
    with pytest.raises(DoseAboveCap, match=r"2\.1 mg de Vincristina pasa del tope de 2 mg"):
        change_dose(dose=dose, amount=Decimal("2.1"), reason="Error de dedo", by=carmen)
    dose.refresh_from_db()
    assert dose.amount == Decimal("1.2")
    assert not Deviation.objects.exists()


def test_a_dose_at_its_cap_is_taken(dose, carmen):
    assert change_dose(dose=dose, amount=Decimal(2), reason="Indicación", by=carmen).amount == 2


def test_a_safety_rule_caps_where_the_line_has_no_cap(nina, carmen):
    GuardFactory(inn="vincristine", limit=Decimal(2))
    plan = begun(nina, approved(({"amount": Decimal(4), "max_amount": None, "days": [1]},)), carmen)
    # 4 mg/m² × 0.8 m² = 3.2 mg, over the rule's 2 mg
    dose = Dose.objects.get(session__plan=plan)
    assert (dose.amount, dose.is_capped, dose.max_amount) == (2, True, 2)
    with pytest.raises(DoseAboveCap):
        change_dose(dose=dose, amount=Decimal("3.2"), reason="La regla", by=carmen)


def test_back_to_the_rule_is_no_deviation(dose, carmen):
    change_dose(dose=dose, amount=Decimal("1.2"), reason="Se retoma la dosis", by=carmen)
    assert not Deviation.objects.exists()


@pytest.mark.parametrize("amount", [Decimal(0), Decimal("-1"), Decimal("0.0004")])
def test_an_amount_of_nothing_is_refused(dose, carmen, amount):
    with pytest.raises(BadAmount):
        change_dose(dose=dose, amount=amount, reason="No", by=carmen)


def test_every_change_says_why(dose, carmen):
    with pytest.raises(ReasonNeeded):
        change_dose(dose=dose, amount=Decimal(1), reason=" ", by=carmen)
    with pytest.raises(ReasonNeeded):
        omit_dose(dose=dose, reason="", by=carmen)


def test_an_unknown_dose_is_told_first_and_then_needs_no_second_word(nina, carmen):
    DrugFactory(code="010.000.9431", inn="carboplatin", form="Solución inyectable", strength="150")
    line = {"inn": "carboplatin", "name": "Carboplatino", "basis": "auc", "amount": Decimal(6), "unit": "AUC"}
    plan = begun(nina, approved(({**line, "days": [1], "max_amount": None},)), carmen)
    dose = Dose.objects.get(session__plan=plan)
    with pytest.raises(DoseWithoutAmount, match="Carboplatino"):
        confirm_dose(dose=dose, by=carmen)
    # Calvert by hand: AUC 6 × (GFR 50 + 25) = 450 mg: three vials of 150
    told = change_dose(dose=dose, amount=Decimal(450), reason="FG 50 ml/min", by=carmen)
    assert not told.awaits_confirmation
    assert list(told.pieces.values_list("pieces", flat=True)) == [3]
    assert not Deviation.objects.exists()


def test_a_dose_without_full_source_waits_until_a_clinician_stands_by_it(nina, carmen, felipe):
    plan = begun(nina, approved(({"evidence": "recall", "days": [1]},)), carmen)
    dose = Dose.objects.get(session__plan=plan)
    assert dose.awaits_confirmation
    with pytest.raises(NotYoursToPrescribe):
        confirm_dose(dose=dose, by=felipe)
    confirmed = confirm_dose(dose=dose, edition=1, by=carmen)
    assert (confirmed.confirmed_by, confirmed.awaits_confirmation) == (carmen, False)
    assert AuditEvent.objects.filter(type="dose.confirmed").count() == 1


def test_an_omitted_dose_is_a_deviation_and_needed_no_more(dose, carmen, vincristine):
    omit_dose(dose=dose, reason="Neuropatía grado 3", edition=1, by=carmen)
    assert Deviation.objects.get().kind == "omitted"
    needed = RequirementPackage.objects.filter(reference=dose.session.reference, requirements__drug=vincristine)
    assert not needed.exists()
    with pytest.raises(DoseIsOver):
        change_dose(dose=dose, amount=Decimal(1), reason="Otra vez", by=carmen)


def test_mesna_is_not_left_out_while_ifosfamide_is_given(nina, carmen):
    GuardFactory(code="ifosfamida-mesna", kind="needs", inn="ifosfamide", limit=None, unit="", needs_inn="mesna")
    lines = (
        {"inn": "ifosfamide", "name": "Ifosfamida", "amount": Decimal(1800), "days": [1], "max_amount": None},
        {"inn": "mesna", "name": "Mesna", "amount": Decimal(360), "days": [1], "max_amount": None, "purpose": "rescue"},
    )
    plan = begun(nina, approved(lines), carmen)
    mesna = Dose.objects.get(session__plan=plan, inn="mesna")
    with pytest.raises(StillNeeded, match="Ifosfamida"):
        omit_dose(dose=mesna, reason="No hay", by=carmen)
    omit_dose(dose=Dose.objects.get(session__plan=plan, inn="ifosfamide"), reason="No hay mesna", by=carmen)
    assert omit_dose(dose=mesna, reason="No se da ifosfamida", by=carmen).state == "omitted"


def test_a_dose_left_out_because_it_is_not_there_says_so(dose, carmen):
    assert not dose.was_missing
    assert omit_dose(dose=dose, reason="No hay en el hospital", was_missing=True, by=carmen).was_missing
    assert AuditEvent.objects.filter(type="dose.omitted").get().after["was_missing"] is True


def test_a_cap_that_came_later_stops_a_confirmation(nina, carmen):
    plan = begun(nina, approved(({"amount": Decimal(4), "max_amount": None, "days": [1]},)), carmen)
    dose = Dose.objects.get(session__plan=plan)  # 4 mg/m² × 0.8 m² = 3.2 mg
    GuardFactory(inn="vincristine", limit=Decimal(2))
    with pytest.raises(DoseAboveCap, match=r"3\.2 mg de Vincristina pasa del tope de 2 mg"):
        confirm_dose(dose=dose, by=carmen)


def test_a_way_that_a_rule_forbids_stops_a_change_and_a_confirmation(nina, carmen):
    line = {"inn": "mitoxantrone", "name": "Mitoxantrona", "route": "IT", "days": [1], "max_amount": None}
    plan = begun(nina, approved((line,)), carmen)
    GuardFactory(code="mitox", kind="never_route", inn="mitoxantrone", route="IT", limit=None, unit="")
    dose = Dose.objects.get(session__plan=plan)
    with pytest.raises(BreaksARule, match="Mitoxantrona nunca se da por vía intratecal"):
        confirm_dose(dose=dose, by=carmen)
    with pytest.raises(BreaksARule, match="Mitoxantrona nunca se da por vía intratecal"):
        change_dose(dose=dose, amount=Decimal(1), reason="Otra", by=carmen)


def test_methotrexate_is_not_raised_to_where_it_needs_a_rescue_that_is_not_there(nina, carmen):
    GuardFactory(
        code="rescate", kind="needs", inn="methotrexate", threshold=500, needs_inn="calcium folinate", limit=None
    )
    low = {"inn": "methotrexate", "name": "Metotrexato", "amount": Decimal(100), "days": [1], "max_amount": None}
    plan = begun(nina, approved((low,)), carmen)
    dose = Dose.objects.get(session__plan=plan)
    # 399 mg / 0.8 m² = 498.75 mg/m², below the threshold; 400 mg / 0.8 m² = 500 mg/m² needs the rescue.
    assert change_dose(dose=dose, amount=Decimal(399), reason="Comité", by=carmen).amount == 399
    with pytest.raises(BreaksARule, match="exige calcium folinate"):
        change_dose(dose=dose, amount=Decimal(400), reason="Comité", by=carmen)


def test_two_who_change_doses_of_a_session_at_once_the_second_is_told(dose, carmen):
    change_dose(dose=dose, amount=Decimal(1), reason="Neuropatía", edition=1, by=carmen)
    with pytest.raises(StaleEdition):
        omit_dose(dose=dose, reason="Neuropatía", edition=1, by=carmen)


def test_what_is_being_mixed_is_not_changed_under_the_pharmacist_s_hands(dose, carmen, mixing_centre):
    MixtureFactory(order=MixingOrderFactory(session=dose.session, place=mixing_centre), dose=dose)
    for act in (
        lambda: change_dose(dose=dose, amount=Decimal(1), reason="Neuropatía", by=carmen),
        lambda: omit_dose(dose=dose, reason="Neuropatía", by=carmen),
    ):
        with pytest.raises(MixturesUnderWay):
            act()
