"""Whatever is not given for want of a drug is one need on the supply floor, and none once it was given on its day."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from pediatric_platform.actions.doses import omit_dose
from pediatric_platform.actions.mixing import hand_out, reject
from pediatric_platform.actions.sessions import cancel_session, give_session, move_session
from pediatric_platform.models import Plan, Session
from supply.actions.unmet import Unmet, note_unmet
from supply.models import UnmetDemand
from supply.selectors.unmet import UnmetAsked, unmet_counts
from tests.factories.plans import approved, begun, in_days
from tests.factories.supply import AssortmentFactory


@pytest.fixture
def plan(nina, carmen, vincristine, methotrexate) -> Plan:
    for drug in (vincristine, methotrexate):
        AssortmentFactory(unit=nina.unit, drug=drug)
    return begun(nina, approved(), carmen)


def first(plan: Plan) -> Session:
    return plan.sessions.order_by("on").first()


def told() -> list[tuple[str, date, int | None, list[str]]]:
    rows = UnmetDemand.objects.standing().order_by("reference", "pk")
    return [(row.reference, row.day, row.pieces, sorted(row.sources.values_list("kind", flat=True))) for row in rows]


def test_a_session_put_off_for_want_of_a_drug_is_missing_on_the_day_it_was_put_off(plan, carmen, vincristine):
    session = first(plan)
    was = session.on
    move_session(session=session, to=in_days(3), reason="missing_drug", missing_drug=vincristine, by=carmen)
    move_session(session=session, to=in_days(5), reason="missing_drug", missing_drug=vincristine, by=carmen)
    ((reference, on, pieces, kinds),) = told()
    assert (reference, on, kinds) == (session.reference, was, ["session", "session"])
    assert pieces
    assert [row.counted for row in unmet_counts(carmen, UnmetAsked(was, was))] == [1]


@pytest.mark.parametrize("reason", ["fever", "cytopenia", "family"])
def test_a_session_put_off_for_another_reason_misses_nothing(plan, carmen, reason):
    move_session(session=first(plan), to=in_days(3), reason=reason, by=carmen)
    assert told() == []


def test_given_later_it_was_missing_all_the_same(plan, carmen, vincristine):
    session = first(plan)
    was = session.on
    move_session(session=session, to=in_days(1), reason="missing_drug", missing_drug=vincristine, by=carmen)
    assert [on for _reference, on, _pieces, _kinds in told()] == [was]


def test_a_session_called_off_for_want_of_a_drug_is_missing(plan, carmen, vincristine):
    session = first(plan)
    cancel_session(session=session, reason="missing_drug", missing_drug=vincristine, by=carmen)
    assert [(reference, kinds) for reference, _on, _pieces, kinds in told()] == [(session.reference, ["session"])]


def test_a_dose_left_out_because_it_was_not_there_stays_missing_when_the_rest_is_given(plan, carmen):
    session = first(plan)
    dose = session.doses.filter(pieces__isnull=False).first()
    omit_dose(dose=dose, reason="No hay", was_missing=True, by=carmen)
    assert [(reference, kinds) for reference, _on, _pieces, kinds in told()] == [(session.reference, ["session"])]
    give_session(session=session, given_on=timezone.localdate(), by=carmen)
    assert len(told()) == 1


def test_a_dose_left_out_for_another_reason_misses_nothing(plan, carmen):
    dose = first(plan).doses.first()
    omit_dose(dose=dose, reason="Neuropatía", was_missing=False, by=carmen)
    assert told() == []


def test_a_mixture_not_made_and_the_same_session_put_off_are_one_need(asked, mireya, carmen, vincristine):
    mixture = asked()
    session = mixture.order.session
    reject(mixture=mixture, reason="No llegó", was_missing=True, by=mireya)
    move_session(session=session, to=in_days(4), reason="missing_drug", missing_drug=vincristine, by=carmen)
    ((reference, _on, _pieces, kinds),) = told()
    assert (reference, kinds) == (session.reference, ["mixture", "session"])


def test_a_mixture_rejected_for_another_reason_misses_nothing(asked, mireya):
    reject(mixture=asked(), reason="Se rompió el frasco", by=mireya)
    assert told() == []


def test_what_is_given_on_its_day_after_all_was_not_missing(asked, mireya, carmen, hospital):
    mixture = asked()
    session = mixture.order.session
    Session.objects.filter(pk=session.pk).update(on=hospital.today())
    reject(mixture=mixture, reason="No llegó", was_missing=True, by=mireya)
    assert len(told()) == 1
    give_session(session=session, given_on=hospital.today(), by=carmen)
    assert told() == []
    assert UnmetDemand.objects.get().voided_reason == "Se dio a más tardar el día en que se necesitaba."


def test_a_tablet_handed_out_on_its_day_was_not_missing(dose_for, felipe, pharmacy, stocked, carmen, hospital):
    dose = dose_for(route="PO", inn="vincristine")
    Session.objects.filter(pk=dose.session_id).update(on=hospital.today())
    drug = dose.pieces.get().drug_id
    note_unmet(rows=[Unmet(hospital.pk, drug, hospital.today(), dose.session.reference, "case", "c1")])
    hand_out(dose=dose, place=pharmacy, by=felipe)
    assert told() == []
