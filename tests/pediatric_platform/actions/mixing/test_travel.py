"""From the mixing centre to the child, or back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.actions.mixing import (
    administer,
    dispatch_,
    hand_out,
    prepare,
    receive,
    reject,
    return_,
    take_back,
)
from pediatric_platform.errors.mixing import (
    AllergySinceReview,
    CannotUndo,
    DoseAwaitsConfirmation,
    DoseIsOver,
    LotOnHold,
    NotAPharmacy,
    NotHandedOutHere,
    NotYourStep,
    PastUseBefore,
    ReasonMissing,
    WrongStep,
)
from pediatric_platform.models import Dose, Mixture
from supply.actions.lots import set_state
from supply.errors import NotEnoughStock
from supply.models import Balance, LotState, Requirement
from tests.factories.children import AllergyFactory, RegimenLineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(validated, shelf, mireya):
    def make(**columns) -> Mixture:
        mixture = validated(**columns)
        prepare(mixtures=[mixture], by=mireya)
        mixture.refresh_from_db()
        return mixture

    return make


@pytest.fixture
def received(prepared, mireya, carmen):
    def make(**columns) -> Mixture:
        mixture = dispatch_(mixture=prepared(**columns), by=mireya)
        return receive(mixture=mixture, by=carmen)

    return make


def test_every_step_is_told_with_who_took_it(received, carmen, felipe, mireya):
    mixture = administer(mixture=received(), by=carmen)
    told = list(mixture.events.order_by("id").values_list("before", "after", "by"))
    assert told == [
        ("", "requested", carmen.pk),
        ("requested", "validated", felipe.pk),
        ("validated", "prepared", mireya.pk),
        ("prepared", "dispatched", mireya.pk),
        ("dispatched", "received", carmen.pk),
        ("received", "administered", carmen.pk),
    ]
    types = AuditEvent.objects.filter(target_model="pediatric_platform.mixture").values_list("type", flat=True)
    assert {f"mixture.{after}" for _before, after, _by in told[1:]} == set(types)


def test_no_step_is_left_out(prepared, carmen):
    with pytest.raises(WrongStep):
        administer(mixture=prepared(), by=carmen)


class TestRecalledAfterMixing:
    def test_it_neither_leaves_nor_is_given_and_names_the_lot(self, prepared, received, shelf, mireya, carmen):
        on_ward, here = received(), prepared()
        set_state(lot=shelf["near"], state=LotState.RECALLED, reason="Alerta sanitaria 12", by=None)
        with pytest.raises(LotOnHold) as refused:
            dispatch_(mixture=here, by=mireya)
        assert "NEAR" in refused.value.message
        assert "Alerta sanitaria 12" in refused.value.message
        with pytest.raises(LotOnHold):
            administer(mixture=on_ward, by=carmen, reason="De todos modos")
        assert return_(mixture=on_ward, reason="Lote retirado", by=carmen).state == "returned"
        assert reject(mixture=here, reason="Lote retirado", by=mireya).state == "rejected"

    def test_one_on_its_way_is_received_to_be_returned(self, prepared, shelf, mireya, carmen):
        mixture = dispatch_(mixture=prepared(), by=mireya)
        set_state(lot=shelf["near"], state=LotState.QUARANTINED, reason="", by=None)
        assert receive(mixture=mixture, by=carmen).state == "received"


class TestPastItsHour:
    @pytest.fixture
    def late(self, received):
        mixture = received()
        Mixture.objects.filter(pk=mixture.pk).update(use_before=timezone.now() - timedelta(minutes=1))
        return mixture

    def test_it_is_given_with_a_reason_only(self, late, carmen):
        with pytest.raises(PastUseBefore):
            administer(mixture=late, by=carmen)
        done = administer(mixture=late, by=carmen, reason="Estable 48 h según ficha del fabricante")
        assert done.events.get(after="administered").reason.startswith("Estable 48 h")

    def test_it_does_not_leave(self, prepared, mireya):
        mixture = prepared()
        Mixture.objects.filter(pk=mixture.pk).update(use_before=timezone.now() - timedelta(minutes=1))
        with pytest.raises(PastUseBefore):
            dispatch_(mixture=mixture, by=mireya)


class TestSession:
    def test_the_last_mixture_gives_the_dose_and_its_session(self, received, carmen):
        mixture = administer(mixture=received(), by=carmen)
        dose = Dose.objects.select_related("session").get(pk=mixture.dose_id)
        assert dose.state == "given"
        assert (dose.session.state, dose.session.recorded_by) == ("given", carmen)

    def test_a_dose_of_two_is_given_with_the_second(self, received, prepared, validated, carmen, felipe, mireya):
        mixture = received(administrations=1)
        Dose.objects.filter(pk=mixture.dose_id).update(administrations=2)
        administer(mixture=mixture, by=carmen)
        assert Dose.objects.get(pk=mixture.dose_id).state == "planned"

    def test_with_a_tablet_still_to_hand_out_the_session_waits(
        self, received, dose_for, stocked, pharmacy, carmen, felipe, vincristine
    ):
        mixture = received()
        session = mixture.order.session
        line = RegimenLineFactory(position=9, inn="prednisone", name="Prednisona", route="PO", max_amount=None)
        tablets = dose_for(
            session=session,
            child=session.plan.child,
            line=line,
            route="PO",
            inn="prednisone",
            name="Prednisona",
            position=9,
        )
        administer(mixture=mixture, by=carmen)
        session.refresh_from_db()
        assert session.state == "planned"
        given = hand_out(dose=tablets, place=pharmacy, by=felipe)
        session.refresh_from_db()
        assert (given.state, session.state) == ("given", "given")
        assert session.recorded_by is None  # the pharmacist does not prescribe: it followed by itself


class TestRequirements:
    def test_what_is_prepared_is_needed_no_more_and_what_is_returned_is_again(self, received, validated, carmen):
        mixture = received()
        reference = mixture.order.session.reference
        assert not Requirement.objects.filter(package__reference=reference).exists()
        return_(mixture=mixture, reason="Fiebre", by=carmen)
        assert Requirement.objects.get(package__reference=reference).pieces == 2


class TestWho:
    def test_each_step_has_its_people(self, prepared, mireya, carmen, felipe, ana, carla):
        mixture = prepared()
        for nobody in (carmen, ana, carla):
            with pytest.raises(NotYourStep):
                dispatch_(mixture=mixture, by=nobody)
        dispatch_(mixture=mixture, by=mireya)
        for nobody in (ana, carla):
            with pytest.raises(NotYourStep):
                receive(mixture=mixture, by=nobody)
        receive(mixture=mixture, by=felipe)
        for nobody in (felipe, mireya, ana, carla):
            with pytest.raises(NotYourStep):
                administer(mixture=mixture, by=nobody)
        for nobody in (ana, carla):
            with pytest.raises(NotYourStep):
                return_(mixture=mixture, reason="No", by=nobody)

    def test_a_bad_end_needs_a_reason(self, prepared, mireya, carmen):
        mixture = prepared()
        with pytest.raises(ReasonMissing):
            reject(mixture=mixture, reason=" ", by=mireya)
        dispatch_(mixture=mixture, by=mireya)
        with pytest.raises(ReasonMissing):
            return_(mixture=mixture, reason="", by=carmen)


class TestHandOut:
    @pytest.fixture
    def tablets(self, dose_for) -> Dose:
        return dose_for(route="PO", inn="prednisone", name="Prednisona")

    def test_pieces_leave_the_pharmacy_first_to_expire_first(self, tablets, stocked, pharmacy, felipe):
        given = hand_out(dose=tablets, place=pharmacy, by=felipe)
        left = dict(Balance.objects.filter(place=pharmacy).values_list("lot__number", "on_hand"))
        assert left == {"NEAR": 8, "FAR": 20}
        assert given.document.reference == tablets.session.reference
        with pytest.raises(DoseIsOver):
            hand_out(dose=tablets, place=pharmacy, by=felipe)

    def test_too_few_pieces_post_nothing(self, tablets, pharmacy, felipe):
        with pytest.raises(NotEnoughStock):
            hand_out(dose=tablets, place=pharmacy, by=felipe)
        tablets.refresh_from_db()
        assert tablets.state == "planned"

    def test_what_is_mixed_or_unconfirmed_or_of_another_hospital_is_refused(
        self, dose_for, tablets, stocked, pharmacy, other_pharmacy, felipe
    ):
        with pytest.raises(NotHandedOutHere):
            hand_out(dose=dose_for(), place=pharmacy, by=felipe)
        with pytest.raises(NotYourStep):
            hand_out(dose=tablets, place=other_pharmacy, by=felipe)
        with pytest.raises(NotAPharmacy):
            hand_out(dose=tablets, place=other_pharmacy, by=None)
        Dose.objects.filter(pk=tablets.pk).update(amount=Decimal("1.1"))
        with pytest.raises(DoseAwaitsConfirmation):
            hand_out(dose=tablets, place=pharmacy, by=felipe)

    def test_taken_back_it_is_on_the_shelf_and_may_be_handed_out_again(
        self, dose_for, tablets, stocked, pharmacy, felipe, carmen
    ):
        line = RegimenLineFactory(position=9, inn="mercaptopurine", name="Mercaptopurina", route="PO", max_amount=None)
        dose_for(
            session=tablets.session, line=line, route="PO", inn="mercaptopurine", name="Mercaptopurina", position=9
        )
        hand_out(dose=tablets, place=pharmacy, by=felipe)
        with pytest.raises(NotYourStep):
            take_back(dose=tablets, reason="No", by=carmen)
        back = take_back(dose=tablets, reason="No vino por ella", by=felipe)
        assert (back.state, back.document) == ("planned", None)
        assert sum(Balance.objects.filter(place=pharmacy).values_list("on_hand", flat=True)) == 30
        assert hand_out(dose=tablets, place=pharmacy, by=felipe).state == "given"

    def test_not_taken_back_once_the_session_was_given(self, tablets, stocked, pharmacy, felipe):
        hand_out(dose=tablets, place=pharmacy, by=felipe)
        with pytest.raises(CannotUndo):
            take_back(dose=tablets, reason="No", by=felipe)


def test_an_allergy_noted_after_the_review_stops_preparing_and_giving_until_somebody_says_why(
    validated, received, shelf, mireya, carmen
):
    given = received()
    waiting = validated()
    for mixture in (given, waiting):
        AllergyFactory(child=mixture.order.session.plan.child, inn="vincristine", substance=f"Vinca {mixture.pk}")
    with pytest.raises(AllergySinceReview):
        prepare(mixtures=[waiting], by=mireya)
    with pytest.raises(AllergySinceReview):
        administer(mixture=given, by=carmen)
    given.refresh_from_db()
    assert given.state == "received"
    assert administer(mixture=given, by=carmen, reason="Era otra sustancia").state == "administered"
