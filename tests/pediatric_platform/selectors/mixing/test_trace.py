"""Lot → children and child → lots, in one statement each, and within one's scope."""

from __future__ import annotations

from decimal import Decimal

import pytest

from delegations.roles import Role
from pediatric_platform.actions.mixing import (
    administer,
    dispatch_,
    hand_out,
    prepare,
    receive,
    reject,
    undo_preparation,
)
from pediatric_platform.models import Mixture, Session
from pediatric_platform.selectors.mixing.trace import trace_child, trace_lot
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


def give(mixture: Mixture, mireya, carmen) -> Mixture:
    prepare(mixtures=[mixture], by=mireya)
    dispatch_(mixture=mixture, by=mireya)
    receive(mixture=mixture, by=carmen)
    return administer(mixture=mixture, by=carmen)


def folio(mixture: Mixture) -> str:
    return mixture.order.session.plan.child.folio


def test_a_lot_leads_to_every_child_and_says_who_was_given_some(validated, shelf, mireya, carmen):
    given, rejected = give(validated(), mireya, carmen), validated(amount=Decimal("0.5"))
    prepare(mixtures=[rejected], by=mireya)
    reject(mixture=rejected, reason="Se derramó", by=mireya)
    found = trace_lot(shelf["near"], carmen)
    assert {(row.folio, row.state, row.amount, row.was_given) for row in found.rows} == {
        (folio(given), "administered", Decimal("1.200"), True),
        (folio(rejected), "rejected", Decimal("0.500"), False),
    }
    assert (found.own_children, found.own_given, found.other_children) == (2, 1, 0)
    assert trace_lot(shelf["far"], carmen).rows == ()


def test_tablets_are_followed_too(dose_for, stocked, pharmacy, felipe):
    dose = dose_for(route="PO", inn="prednisone", name="Prednisona")
    hand_out(dose=dose, place=pharmacy, by=felipe)
    (row,) = trace_lot(stocked["near"], felipe).rows
    assert (row.folio, row.state, row.pieces) == (dose.session.plan.child.folio, "handed_out", 2)
    (back,) = trace_child(dose.session.plan.child)
    assert (back.number, back.pieces, back.was_given) == ("NEAR", 2, True)


def test_a_child_leads_to_every_lot(validated, shelf, mireya, carmen):
    mixture = give(validated(amount=Decimal("4.5"), max_amount=None), mireya, carmen)
    give(validated(), mireya, carmen)  # another child's
    found = trace_child(mixture.order.session.plan.child)
    assert [(row.number, row.amount) for row in found] == [("FAR", Decimal("1.500")), ("NEAR", Decimal("3.000"))]


def test_what_was_taken_back_reached_nobody(validated, shelf, mireya, carmen):
    mixture = validated()
    prepare(mixtures=[mixture], by=mireya)
    undo_preparation(mixture=mixture, reason="No se preparó", by=mireya)
    assert trace_lot(shelf["near"], carmen).rows == ()
    assert trace_child(mixture.order.session.plan.child) == ()


class TestScope:
    def test_others_count_children_by_unit_and_name_nobody(
        self, validated, shelf, mireya, carmen, ana, beto, carla, olga, hospital
    ):
        give(validated(), mireya, carmen)
        give(validated(), mireya, carmen)
        for person, name in ((ana, hospital.name), (beto, hospital.name), (olga, hospital.name), (carla, None)):
            found = trace_lot(shelf["near"], person)
            assert found.rows == ()
            assert [(count.unit_name, count.children, count.given) for count in found.elsewhere] == [(name, 2, 2)]

    def test_a_clinician_elsewhere_sees_a_count_and_her_own(self, validated, shelf, mireya, carmen, other_hospital):
        give(validated(), mireya, carmen)
        elsewhere = PersonFactory()
        PostingFactory(person=elsewhere, role=Role.CLINICIAN, unit=other_hospital)
        found = trace_lot(shelf["near"], elsewhere)
        assert found.rows == ()
        assert [(count.unit_name, count.children) for count in found.elsewhere] == [(None, 1)]
        Session.objects.update(unit=other_hospital)
        assert len(trace_lot(shelf["near"], elsewhere).rows) == 1


@pytest.mark.parametrize("children", [1, 7])
def test_it_is_one_statement_each_way_whatever_the_size(
    children, validated, shelf, mireya, carmen, django_assert_num_queries
):
    mixtures = [validated(amount=Decimal("0.9")) for _child in range(children)]
    for mixture in mixtures:
        prepare(mixtures=[mixture], by=mireya)
    trace_lot(shelf["near"], carmen)  # her scope is read once a request
    with django_assert_num_queries(1):
        found = trace_lot(shelf["near"], carmen).rows
    assert len(found) == min(children, 3)
    with django_assert_num_queries(1):
        assert len(trace_child(mixtures[0].order.session.plan.child)) == 1
