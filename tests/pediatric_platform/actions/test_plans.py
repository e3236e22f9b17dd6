from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.actions.declaring import redeclare_child
from pediatric_platform.actions.plans import begin_plan, complete_plan, extend_plans, resize_plan, stop_plan
from pediatric_platform.errors.doses import BreaksARule
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.plans import (
    AllergyNeedsReason,
    ChildNotInTreatment,
    DeviationNeedsReason,
    GrowthOfAnother,
    GrowthTooOld,
    ImplausibleStart,
    NoSuchPhase,
    NothingToGive,
    NotYoursToPrescribe,
    PlanAlreadyActive,
    PlanIsOver,
    ReasonNeeded,
    RegimenNotApproved,
    RegimenWithdrawn,
    SessionsStillPlanned,
)
from pediatric_platform.errors.sessions import GivenInTheFuture, MixturesUnderWay
from pediatric_platform.models import Child, Deviation, Dose, DosePiece, Plan, Protocol, Regimen, Session
from pediatric_platform.selectors.guards import lifetime_of
from supply.models import RequirementPackage
from tests.factories.children import (
    AllergyFactory,
    ChildFactory,
    GrowthFactory,
    GuardFactory,
    MixingOrderFactory,
    MixtureFactory,
)
from tests.factories.plans import approved, begun, in_days
from tests.factories.supply import AssortmentFactory, DrugFactory


@pytest.fixture
def vials(hospital, vincristine, methotrexate):
    """Vincristine of 1 mg and methotrexate of 50 mg, which the hospital carries."""
    for drug in (vincristine, methotrexate):
        AssortmentFactory(unit=hospital, drug=drug)
    return vincristine, methotrexate


def amounts(plan: Plan, inn: str) -> list[tuple[int, Decimal | None]]:
    doses = Dose.objects.filter(session__plan=plan, inn=inn).order_by("session__on")
    return [(dose.session.day, dose.amount) for dose in doses.select_related("session")]


def test_high_risk_induction_for_0_8_square_metres_takes_eight_vials(nina, carmen, vials):
    # 20 kg and 115.2 cm are 0.8 m²; 1.5 mg/m² × 0.8 m² = 1.2 mg on days 1, 8, 15, 22; two vials of 1 mg each: 8.
    plan = begun(nina, approved(), carmen)
    assert amounts(plan, "vincristine") == [(day, Decimal("1.200")) for day in (1, 8, 15, 22)]
    pieces = DosePiece.objects.filter(dose__session__plan=plan, drug=vials[0]).values_list("pieces", flat=True)
    assert list(pieces) == [2, 2, 2, 2]


def test_a_boy_of_1_5_square_metres_is_capped_at_2_mg(hospital, carmen, vials):
    # 50 kg × 162 cm = 8100; / 3600 = 2.25; √2.25 = 1.5 m²; 1.5 mg/m² × 1.5 m² = 2.25 mg > 2 mg → 2 mg, 2 vials
    boy = ChildFactory(unit=hospital, sex="H")
    GrowthFactory(child=boy, weight_kg=Decimal(50), height_cm=Decimal(162))
    plan = begun(boy, approved(), carmen)
    dose = Dose.objects.filter(session__plan=plan, inn="vincristine").first()
    assert (dose.amount, dose.rule_amount, dose.is_capped, dose.max_amount) == (2, 2, True, 2)
    assert list(dose.pieces.values_list("pieces", flat=True)) == [2]


def test_intrathecal_methotrexate_changes_on_the_birthday_between_two_sessions(hospital, carmen):
    # Nine years old in twenty days: 12 mg on day 8 (in 7 days), 15 mg on day 29 (in 28).
    ninth = in_days(20)
    child = ChildFactory(unit=hospital, birth_date=ninth.replace(year=ninth.year - 9))
    plan = begun(child, approved(), carmen)
    assert amounts(plan, "methotrexate") == [(8, Decimal(12)), (29, Decimal(15))]


def test_an_oral_run_is_handed_out_once(nina, carmen):
    plan = begun(nina, approved(), carmen)
    dose = Dose.objects.get(session__plan=plan, inn="dexamethasone")
    # 5 mg/m² × 0.8 m² = 4 mg, twice a day for 14 days: 28 administrations
    assert (dose.amount, dose.days, dose.administrations, dose.session.day) == (4, 14, 28, 1)


def test_what_sessions_need_is_declared_under_a_folio_and_no_name(nina, carmen, vials):
    plan = begun(nina, approved(), carmen)
    session = plan.sessions.get(day=8)
    package = RequirementPackage.objects.get(reference=session.reference)
    assert (package.folio, package.unit_id, package.needed_on) == (nina.folio, nina.unit_id, session.on)
    # 1.2 mg of vincristine in vials of 1 mg: 2; 12 mg of methotrexate in a vial of 50 mg: 1
    needed = dict(package.requirements.values_list("drug_id", "pieces"))
    assert needed == {vials[0].pk: 2, vials[1].pk: 1}


def test_the_trail_tells_folio_and_ids_and_nothing_else(nina, carmen):
    plan = begun(nina, approved(), carmen)
    event = AuditEvent.objects.get(type="plan.begun")
    assert event.target_label.startswith(nina.folio)
    assert nina.first_surname not in str(event.after)
    assert event.after["regimen"] == plan.regimen_id


def test_sessions_are_written_182_days_ahead_and_then_extended(nina, carmen):
    weekly = approved(({"days": [1]},), cycle_days=7, cycles=100)
    plan = begun(nina, weekly, carmen)
    # Days 0, 7, … 182: 27 of them.
    assert plan.sessions.count() == 27
    tomorrow_week = in_days(8)
    assert extend_plans(today=tomorrow_week) == 1
    assert plan.sessions.order_by("-on").first().on == in_days(189)
    assert extend_plans(today=tomorrow_week) == 0
    plan.refresh_from_db()
    assert plan.expanded_until == tomorrow_week + timedelta(days=182)


def test_a_plan_of_a_withdrawn_regimen_is_refused_and_told_why(nina, carmen):
    regimen = approved()
    Regimen.objects.filter(pk=regimen.pk).update(
        state="withdrawn", withdrawn_on=date(2026, 10, 1), withdrawn_reason="Toxicidad"
    )
    with pytest.raises(RegimenWithdrawn, match=r"01/10/2026: Toxicidad"):
        begun(nina, regimen, carmen)
    assert not Plan.objects.exists()


def test_a_rule_that_came_after_the_approval_stops_a_plan(nina, carmen):
    regimen = approved(({"inn": "ifosfamide", "name": "Ifosfamida", "days": [1], "max_amount": None},))
    GuardFactory(code="mesna", kind="needs", inn="ifosfamide", needs_inn="mesna", limit=None, reason="Cistitis")
    with pytest.raises(BreaksARule, match="Ifosfamida, fase «Fase 1»: exige mesna") as refused:
        begun(nina, regimen, carmen)
    assert refused.value.field == "regimen"
    assert not Plan.objects.exists()


def test_a_cap_that_came_after_the_approval_is_put_on_the_doses_and_stops_nothing(nina, carmen):
    regimen = approved(({"amount": Decimal(4), "max_amount": None, "days": [1]},))
    GuardFactory(inn="vincristine", limit=Decimal(2))
    # 4 mg/m² × 0.8 m² = 3.2 mg, of which 2 mg are given
    assert amounts(begun(nina, regimen, carmen), "vincristine") == [(1, Decimal(2))]


def test_a_plan_that_passes_the_lifetime_limit_warns_and_leaves_it_in_the_trail(nina, carmen):
    lifetime_rule()
    nina.prior_anthracycline = Decimal(400)
    nina.save()
    line = {"inn": "doxorubicin", "name": "Doxorrubicina", "amount": Decimal(30), "days": [1, 8], "max_amount": None}
    plan = begun(nina, approved((line,)), carmen)
    # 400 received + 30 on day 1 = 430; + 30 on day 8 = 460, above 450
    life = lifetime_of(nina)
    assert (life.total, life.passes_session_id) == (460, plan.sessions.get(day=8).pk)
    assert AuditEvent.objects.get(type="plan.begun").after["passes_lifetime_limit"] is True


def lifetime_rule() -> None:
    GuardFactory(
        code="antraciclinas", kind="lifetime", inn="doxorubicin", group="antraciclinas", factor=1, limit=Decimal(450)
    )


def test_a_plan_of_a_draft_is_refused(nina, carmen):
    regimen = approved()
    draft = Regimen.objects.create(protocol=regimen.protocol, version=2)
    with pytest.raises(RegimenNotApproved):
        begun(nina, draft, carmen)


def test_a_second_plan_at_once_is_refused(nina, carmen):
    begun(nina, approved(), carmen)
    with pytest.raises(PlanAlreadyActive):
        begun(nina, approved(), carmen)


def test_a_child_out_of_treatment_begins_no_plan(nina, carmen):
    Child.objects.filter(pk=nina.pk).update(state="finished", state_on=timezone.localdate())
    with pytest.raises(ChildNotInTreatment):
        begun(nina, approved(), carmen)


def test_another_hospital_s_clinician_and_the_pharmacist_begin_no_plan(nina, carla, felipe):
    for person in (carla, felipe):
        with pytest.raises(NotYoursToPrescribe):
            begun(nina, approved(), person)


def test_another_regimen_than_the_standard_needs_a_reason_and_is_a_deviation(nina, carmen):
    standard, other = approved(), approved()
    Protocol.objects.filter(pk=standard.protocol_id).update(
        is_standard=True, standard_body="Comité", standard_since=date(2026, 1, 1)
    )
    with pytest.raises(DeviationNeedsReason):
        begun(nina, other, carmen)
    plan = begun(nina, other, carmen, deviation_reason=" Recaída  temprana ")
    deviation = Deviation.objects.get(plan=plan)
    assert (deviation.kind, deviation.reason, deviation.by) == ("regimen", "Recaída temprana", carmen)


def test_the_standard_needs_no_reason(nina, carmen):
    standard = approved()
    Protocol.objects.filter(pk=standard.protocol_id).update(
        is_standard=True, standard_body="Comité", standard_since=date(2026, 1, 1)
    )
    begun(nina, standard, carmen)
    assert not Deviation.objects.exists()


def test_an_allergy_to_a_drug_of_the_regimen_must_be_confirmed_with_a_reason(nina, carmen):
    AllergyFactory(child=nina, substance="Vincristina", inn="vincristine")
    with pytest.raises(AllergyNeedsReason, match="Vincristina"):
        begun(nina, approved(), carmen)
    plan = begun(nina, approved(), carmen, allergy_reason="Se descartó en la prueba")
    assert Deviation.objects.get(plan=plan).kind == "allergy"


def test_a_refuted_allergy_asks_nothing(nina, carmen):
    AllergyFactory(child=nina, inn="vincristine", refuted_at=timezone.now(), refuted_reason="No era")
    begun(nina, approved(), carmen)


def test_measures_older_than_60_days_are_refused(nina, carmen):
    old = GrowthFactory(child=nina, measured_on=in_days(-61))
    with pytest.raises(GrowthTooOld, match="61 días"):
        begun(nina, approved(), carmen, growth=old)
    begun(nina, approved(), carmen, growth=GrowthFactory(child=nina, measured_on=in_days(-60)))


def test_measures_of_another_child_are_refused(nina, carmen):
    with pytest.raises(GrowthOfAnother):
        begun(nina, approved(), carmen, growth=GrowthFactory())


def test_a_treatment_begun_elsewhere_keeps_its_past_sessions_cancelled_and_needs_nothing_for_them(nina, carmen, vials):
    plan = begun(nina, approved(), carmen, started_on=in_days(-10))
    # Days 1 and 8 were 10 and 3 days ago; 15, 22 and 29 are to come.
    states = dict(plan.sessions.values_list("day", "state"))
    assert states == {1: "cancelled", 8: "cancelled", 15: "planned", 22: "planned", 29: "planned"}
    assert plan.sessions.get(day=8).state_reason == "Anterior al registro del plan"
    assert RequirementPackage.objects.count() == 3


@pytest.mark.parametrize("days", [-731, 181])
def test_a_start_too_long_ago_or_too_far_ahead_is_refused(nina, carmen, days):
    with pytest.raises(ImplausibleStart):
        begun(nina, approved(), carmen, started_on=in_days(days))


def test_a_regimen_that_was_over_before_today_is_refused(nina, carmen):
    with pytest.raises(NothingToGive):
        begun(nina, approved(), carmen, started_on=in_days(-60))
    assert not Plan.objects.exists()


def test_a_plan_may_begin_with_a_later_phase_and_with_no_phase_there_is_not(nina, carmen):
    regimen = approved(({"days": [1]},), ({"days": [1, 2]},))
    with pytest.raises(NoSuchPhase):
        begun(nina, regimen, carmen, first_phase=3)
    plan = begun(nina, regimen, carmen, first_phase=2)
    assert list(plan.sessions.values_list("phase_position", "on")) == [(2, in_days(0)), (2, in_days(1))]


def test_a_drug_without_clave_is_needed_as_such(nina, carmen):
    lomustine = DrugFactory(code=None, inn="lomustine", generic_name="Lomustina", form="", strength="")
    regimen = approved(({"inn": "lomustine", "name": "Lomustina", "route": "PO", "days": [1], "max_amount": None},))
    plan = begun(nina, regimen, carmen)
    package = RequirementPackage.objects.get(reference=plan.sessions.get().reference)
    assert list(package.requirements.values_list("drug_id", "pieces")) == [(lomustine.pk, 1)]


def test_carboplatin_by_area_is_unknown_and_still_needs_something(nina, carmen):
    drug = DrugFactory(code="010.000.9431", inn="carboplatin", form="Solución inyectable", strength="150")
    line = {"inn": "carboplatin", "name": "Carboplatino", "basis": "auc", "amount": Decimal(6), "unit": "AUC"}
    plan = begun(nina, approved(({**line, "days": [1], "max_amount": None},)), carmen)
    dose = Dose.objects.get(session__plan=plan)
    assert (dose.amount, dose.rule_amount, dose.unit, dose.awaits_confirmation) == (None, None, "mg", True)
    assert list(dose.pieces.values_list("drug_id", "pieces")) == [(drug.pk, 1)]


def test_new_measures_resize_what_is_to_come_and_declare_it_again(nina, carmen, vials):
    # 40 kg × 144 cm = 5760; / 3600 = 1.6; √1.6 = 1.265 m²; 1.5 × 1.265 = 1.8975 → 1.898 mg, still two vials of 1 mg.
    plan = begun(nina, approved(), carmen)
    grown = GrowthFactory(child=nina, weight_kg=Decimal(40), height_cm=Decimal(144), measured_on=in_days(0))
    resized = resize_plan(plan=plan, growth=grown, edition=1, by=carmen)
    assert resized.edition == 2
    assert {amount for _day, amount in amounts(plan, "vincristine")} == {Decimal("1.898")}
    assert amounts(plan, "methotrexate") == [(8, 12), (29, 12)]


def test_new_measures_change_the_pieces_that_are_needed(nina, carmen, vials):
    # 10 kg × 90 cm = 900; / 3600 = 0.25; √0.25 = 0.5 m²; 1.5 × 0.5 = 0.75 mg → one vial instead of two
    plan = begun(nina, approved(), carmen)
    session = plan.sessions.get(day=15)
    small = GrowthFactory(child=nina, weight_kg=Decimal(10), height_cm=Decimal(90), measured_on=in_days(0))
    resize_plan(plan=plan, growth=small, by=carmen)
    package = RequirementPackage.objects.get(reference=session.reference)
    assert list(package.requirements.values_list("pieces", flat=True)) == [1]


def test_a_dose_that_is_being_mixed_keeps_its_size(nina, carmen, vials, mixing_centre):
    plan = begun(nina, approved(), carmen)
    dose = Dose.objects.get(session__plan=plan, session__day=8, inn="vincristine")
    order = MixingOrderFactory(session=dose.session, place=mixing_centre)
    MixtureFactory(order=order, dose=dose)
    small = GrowthFactory(child=nina, weight_kg=Decimal(10), height_cm=Decimal(90), measured_on=in_days(0))
    resize_plan(plan=plan, growth=small, by=carmen)
    assert dict(amounts(plan, "vincristine")) == {
        1: Decimal("0.750"),
        8: Decimal("1.200"),
        15: Decimal("0.750"),
        22: Decimal("0.750"),
    }


def test_two_clinicians_who_resize_at_once_the_second_is_told_who_was_first(nina, carmen, vials):
    plan = begun(nina, approved(), carmen)
    growth = GrowthFactory(child=nina, weight_kg=Decimal(10), height_cm=Decimal(90), measured_on=in_days(0))
    resize_plan(plan=plan, growth=growth, edition=1, by=carmen)
    with pytest.raises(StaleEdition, match="Carmen de Oncología"):
        resize_plan(plan=plan, growth=growth, edition=1, by=carmen)


def test_a_stopped_plan_cancels_what_is_to_come_and_needs_nothing_more(nina, carmen, vials):
    plan = begun(nina, approved(), carmen)
    with pytest.raises(ReasonNeeded):
        stop_plan(plan=plan, reason=" ", on=in_days(0), by=carmen)
    stop_plan(plan=plan, reason="Recaída", on=in_days(0), edition=1, by=carmen)
    assert set(plan.sessions.values_list("state", "state_reason")) == {("cancelled", "Recaída")}
    assert not RequirementPackage.objects.exists()
    with pytest.raises(PlanIsOver):
        stop_plan(plan=plan, reason="Otra vez", on=in_days(0), by=carmen)


def test_a_plan_stopped_for_want_of_a_drug_says_so_and_asks_nothing_more_of_the_mixing_centre(
    nina, carmen, vials, mixing_centre
):
    plan = begun(nina, approved(), carmen)
    dose = Dose.objects.get(session__plan=plan, session__day=8, inn="vincristine")
    order = MixingOrderFactory(session=dose.session, place=mixing_centre)
    mixture = MixtureFactory(order=order, dose=dose)
    drug = dose.pieces.first().drug
    stop_plan(plan=plan, reason="No hay", on=in_days(0), missing_drug=drug, by=carmen)
    assert set(plan.sessions.values_list("cancel_reason", "missing_drug")) == {("missing_drug", drug.pk)}
    mixture.refresh_from_db()
    order.refresh_from_db()
    assert (mixture.state, order.cancelled_reason) == ("cancelled", "No hay")


def test_a_plan_with_something_prepared_is_not_stopped_over_it(nina, carmen, mixing_centre):
    plan = begun(nina, approved(), carmen)
    dose = Dose.objects.get(session__plan=plan, session__day=8, inn="vincristine")
    order = MixingOrderFactory(session=dose.session, place=mixing_centre)
    MixtureFactory(order=order, dose=dose, state="prepared", use_before=timezone.now() + timedelta(hours=8))
    with pytest.raises(MixturesUnderWay, match=order.folio):
        stop_plan(plan=plan, reason="Recaída", on=in_days(0), by=carmen)


def test_a_plan_is_complete_once_nothing_is_to_come(nina, carmen):
    plan = begun(nina, approved(({"days": [1, 2]},)), carmen)
    with pytest.raises(SessionsStillPlanned, match="Quedan 2"):
        complete_plan(plan=plan, on=in_days(0), by=carmen)
    Session.objects.filter(plan=plan).update(state="cancelled", state_reason="No se dio")
    with pytest.raises(GivenInTheFuture):
        complete_plan(plan=plan, on=in_days(1), by=carmen)
    assert complete_plan(plan=plan, on=in_days(0), by=carmen).state == "completed"


def test_a_child_who_leaves_treatment_needs_nothing_and_needs_it_again_when_back(nina, carmen, vials):
    begun(nina, approved(), carmen)
    declared = RequirementPackage.objects.count()
    Child.objects.filter(pk=nina.pk).update(state="abandoned", state_on=timezone.localdate())
    redeclare_child(nina)
    assert not RequirementPackage.objects.exists()
    Child.objects.filter(pk=nina.pk).update(state="active", state_on=None)
    redeclare_child(nina)
    assert RequirementPackage.objects.count() == declared


def test_sessions_follow_a_child_to_another_hospital_and_take_what_it_carries(nina, carmen, vials, other_hospital):
    plan = begun(nina, approved(), carmen)
    large = DrugFactory(code="010.000.9168", inn="vincristine", form="Solución inyectable", strength="2")
    AssortmentFactory(unit=other_hospital, drug=large)
    Child.objects.filter(pk=nina.pk).update(unit=other_hospital)
    redeclare_child(nina)
    package = RequirementPackage.objects.get(reference=plan.sessions.get(day=15).reference)
    assert package.unit_id == other_hospital.pk
    assert list(package.requirements.values_list("drug_id", "pieces")) == [(large.pk, 1)]


def test_beginning_a_plan_is_done_in_sets(nina, carmen, vials, django_assert_max_num_queries):
    growth = nina.growth.first()
    weekly = approved(({"days": [1]},), cycle_days=7, cycles=100)
    with django_assert_max_num_queries(45):
        begin_plan(child=nina, regimen=weekly, started_on=in_days(0), growth=growth, by=carmen)
