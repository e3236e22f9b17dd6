"""A place asks: the suggestion or another number and why; a week's once; an emergency within its limits."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from delegations.errors.editing import StaleEdition
from delegations.models import AuditEvent, Notification, UnitKind
from supply.actions.ledger import IssueLine, dispatch
from supply.actions.requisitions import (
    AskedLine,
    cancel_requisition,
    change_requisition,
    draft_requisition,
    send_requisition,
    take_back_requisition,
)
from supply.models import Requisition, RequisitionState, Step, StockPlan
from supply.refusals.requisitions import (
    AskedThisWeek,
    BadAsked,
    BadGiver,
    BeyondTheEmergency,
    EmergencyUnexplained,
    NeededInThePast,
    NothingAsked,
    NotYoursToAsk,
    OtherQuantityUnexplained,
    RequisitionIsElsewhere,
    SameDrugTwice,
    UnknownAskedDrug,
    WhyMissing,
)
from supply.selectors.requisitions.stands import stands_of
from tests.factories.planning import PlanningRuleFactory, StockPlanFactory
from tests.factories.supply import DrugFactory, RequirementFactory, RequirementPackageFactory

pytestmark = pytest.mark.django_db


def test_what_the_levels_suggest_needs_no_explanation(draft, lacking, vincristine, ana):
    lacking(20)
    row = draft(20)
    line = row.lines.get()
    assert (row.state, row.made_by, line.suggested, line.asked, line.explanation) == ("draft", ana, 20, 20, "")
    assert Step.objects.get(requisition=row).what == "draft"
    assert AuditEvent.objects.filter(type="requisition.drafted", by_id=ana.pk).exists()


def test_another_quantity_needs_one_whatever_the_caller_says_was_suggested(draft, lacking):
    lacking(20)
    with pytest.raises(OtherQuantityUnexplained) as refused:
        draft(30)
    assert (refused.value.line, refused.value.field) == (0, "explanation")
    assert "20" in str(refused.value)
    assert "30" in str(refused.value)
    assert not Requisition.objects.exists()
    assert draft(30, "Ingresan dos niños el lunes").lines.get().explanation == "Ingresan dos niños el lunes"


def test_how_the_place_stood_is_kept(draft, lacking, put, pharmacy, warehouse, delegation_warehouse, vincristine):
    lacking(20, daily_mean=Decimal("1.5"))
    put(pharmacy, 3)
    put(warehouse, 4)
    put(delegation_warehouse, 9)
    dispatch(place=delegation_warehouse, to_place=pharmacy, lines=[IssueLine(vincristine.pk, 5)], key="d", by=None)
    facts = draft(20).lines.get().facts
    assert (facts["usable"], facts["here"], facts["on_the_way"], facts["daily"]) == (7, 3, 5, 1.5)


def test_what_was_asked_already_is_not_suggested_again(sent, lacking, pharmacy, warehouse, vincristine, ana):
    lacking(20)
    sent(20)
    assert stands_of(warehouse, [vincristine.pk])[vincristine.pk].suggested == 0
    with pytest.raises(OtherQuantityUnexplained):
        draft_requisition(place=warehouse, lines=[AskedLine(vincristine.pk, 20)], by=ana)


def test_a_delegations_warehouse_is_suggested_what_its_units_lack_and_it_has_not(
    lacking, put, delegation_warehouse, other_hospital, vincristine
):
    lacking(20)
    StockPlanFactory(unit=other_hospital, drug=vincristine, suggested=500)
    put(delegation_warehouse, 6)
    stand = stands_of(delegation_warehouse, [vincristine.pk])[vincristine.pk]
    assert (stand.suggested, stand.usable) == (14, 6)


def test_missing_doses_stand_beside_the_stock(hospital, pharmacy, vincristine, soon):
    package = RequirementPackageFactory(unit=hospital, needed_on=soon)
    RequirementFactory(package=package, drug=vincristine, pieces=3, short=2, status="uncovered")
    stand = stands_of(pharmacy, [vincristine.pk])[vincristine.pk]
    assert (stand.dated, stand.short) == (3, 2)


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ([], NothingAsked),
        ([("own", 0)], BadAsked),
        ([("own", 2), ("own", 2)], SameDrugTwice),
        ([("none", 2)], UnknownAskedDrug),
        ([("retired", 2)], UnknownAskedDrug),
    ],
)
def test_lines_that_are_none_are_refused(lines, refusal, pharmacy, vincristine, ana):
    retired = DrugFactory(retired_on=timezone.localdate())
    named = {"own": vincristine.pk, "none": 987654, "retired": retired.pk}
    with pytest.raises(refusal):
        draft_requisition(place=pharmacy, lines=[AskedLine(named[who], n, "Sí") for who, n in lines], by=ana)


def test_who_may_not_ask_for_the_place_is_refused(draft, felipe, carla, olga):
    for person in (felipe, carla, olga):
        with pytest.raises(NotYoursToAsk):
            draft(5, "Hace falta", by=person)


def test_a_place_does_not_ask_itself_nor_what_is_in_transit(draft, pharmacy, transit):
    for giver in (pharmacy, transit):
        with pytest.raises(BadGiver):
            draft(5, "Hace falta", giver=giver)


def test_a_day_that_has_passed_is_refused(draft):
    with pytest.raises(NeededInThePast):
        draft(5, "Hace falta", needed_on=timezone.localdate().replace(year=2020))


def test_a_draft_is_written_anew_and_a_stale_page_is_told(draft, vincristine, ana):
    row = draft(5, "Hace falta")
    changed = change_requisition(
        requisition=row, lines=[AskedLine(vincristine.pk, 8, "Son más")], by=ana, edition=row.edition
    )
    assert (changed.edition, changed.lines.get().asked) == (2, 8)
    with pytest.raises(StaleEdition):
        change_requisition(requisition=row, lines=[AskedLine(vincristine.pk, 9, "Más")], by=ana, edition=1)


# --- Sending


def test_it_goes_to_the_delegation_which_is_told(sent, ana, beto, olga):
    row = sent(5, "Hace falta")
    assert (row.state, row.sent_at is not None) == (RequisitionState.SENT, True)
    assert list(Notification.objects.values_list("person", "kind")) == [(beto.pk, "supply.requisition_sent")]


def test_what_answers_to_central_office_goes_there(sent, draft, hospital, delegation_warehouse, beto, olga):
    assert sent(5, "Hace falta", place=delegation_warehouse, by=beto).state == RequisitionState.ESCALATED
    hospital.kind = UnitKind.UMAE
    hospital.save(update_fields=["kind"])
    assert sent(5, "Hace falta").state == RequisitionState.ESCALATED
    assert set(Notification.objects.values_list("person", flat=True)) == {olga.pk}


def test_the_suggestion_is_looked_at_again_when_it_is_sent(draft, lacking, ana, hospital, vincristine):
    lacking(20)
    row = draft(20)
    StockPlan.objects.filter(unit=hospital, drug=vincristine).update(suggested=6)
    with pytest.raises(OtherQuantityUnexplained):
        send_requisition(requisition=row, by=ana)
    assert Requisition.objects.get().state == RequisitionState.DRAFT


def test_one_ordinary_requisition_a_week(sent, draft, ana, warehouse):
    first = sent(5, "Hace falta")
    with pytest.raises(AskedThisWeek, match=first.folio):
        sent(6, "Otra vez")
    assert sent(6, "Otro lugar", place=warehouse).state == RequisitionState.SENT
    cancel_requisition(requisition=first, reason="Se capturó dos veces", by=ana)
    assert sent(6, "Otra vez").state == RequisitionState.SENT


def test_taken_back_it_is_a_draft_and_may_be_sent_again(sent, ana, beto):
    row = take_back_requisition(requisition=sent(5, "Hace falta"), by=ana)
    assert (row.state, row.sent_at) == (RequisitionState.DRAFT, None)
    assert send_requisition(requisition=row, by=ana).state == RequisitionState.SENT
    assert [step.what for step in Step.objects.filter(requisition=row)] == ["draft", "sent", "taken_back", "sent"]


def test_a_cancelled_one_says_why_and_goes_nowhere(draft, ana):
    row = draft(5, "Hace falta")
    with pytest.raises(WhyMissing):
        cancel_requisition(requisition=row, reason="  ", by=ana)
    row = cancel_requisition(requisition=row, reason="Ya llegó", by=ana)
    with pytest.raises(RequisitionIsElsewhere):
        send_requisition(requisition=row, by=ana)


# --- Emergencies


def test_an_emergency_says_why(draft):
    with pytest.raises(EmergencyUnexplained):
        draft(5, "Hace falta", is_emergency=True)


def test_an_emergency_does_not_wait_for_the_week(sent):
    sent(5, "Hace falta")
    assert sent(3, "Ingreso", is_emergency=True, note="Ingresó un niño con recaída").state == RequisitionState.SENT


def test_an_emergency_brings_what_its_days_may_take_and_no_more(draft, put, pharmacy, hospital, vincristine, soon):
    PlanningRuleFactory(kind="emergency_days", value=10)
    RequirementFactory(package=RequirementPackageFactory(unit=hospital, needed_on=soon), drug=vincristine, pieces=9)
    put(pharmacy, 2)
    with pytest.raises(BeyondTheEmergency) as refused:
        draft(8, "Por si acaso", is_emergency=True, note="Se agota")
    assert "7" in str(refused.value)
    assert refused.value.field == "asked"
    assert draft(7, "Faltan", is_emergency=True, note="Se agota").is_emergency


def test_emergencies_beyond_the_months_are_decided_above(sent, hospital, beto, olga):
    PlanningRuleFactory(kind="emergency_per_month", value=1, unit=hospital)
    told = {"is_emergency": True, "note": "Se agota"}
    assert sent(3, "Ingreso", **told).state == RequisitionState.SENT
    second = sent(3, "Otro ingreso", **told)
    assert second.state == RequisitionState.ESCALATED
    assert "1" in Step.objects.get(requisition=second, what="escalated").note
