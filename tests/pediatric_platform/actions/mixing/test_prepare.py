"""Draws from open vials, then whole ones through the ledger; all or nothing, and once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pediatric_platform.actions.mixing import discard_vial, prepare, reject, undo_preparation
from pediatric_platform.errors.mixing import (
    BadLeftOver,
    CannotUndo,
    DoseIsOver,
    FutureMoment,
    NoPiecesForDose,
    NotEnoughToMix,
    NotYourStep,
    SessionMoved,
    SeveralPlaces,
    VialIsGone,
    WrongStep,
)
from pediatric_platform.models import Dose, DosePiece, Draw, MixingOrder, Mixture, Session, Vial
from pediatric_platform.selectors.mixing.holds import holds_of
from supply.actions.ledger import AdjustLine, adjust, reverse
from supply.actions.lots import set_state
from supply.models import Balance, Document, Drug, LotState, Movement
from tests.factories.delegations import PlaceFactory

pytestmark = pytest.mark.django_db


def on_hand(place) -> dict[str, int]:
    return dict(Balance.objects.filter(place=place, on_hand__gt=0).values_list("lot__number", "on_hand"))


def drawn(mixture: Mixture) -> list[tuple[str, Decimal]]:
    return list(mixture.draws.order_by("id").values_list("vial__lot__number", "amount"))


class TestOne:
    def test_two_vials_of_one_milligram_for_1_2(self, validated, shelf, mixing_centre, mireya):
        # 0.8 m² × 1.5 mg/m² = 1.2 mg: one vial whole and 0.2 mg of a second; 0.8 mg are left over.
        mixture = validated()
        done = prepare(mixtures=[mixture], by=mireya)
        assert (done.opened, done.replayed) == (2, False)
        assert drawn(mixture) == [("NEAR", Decimal("1.000")), ("NEAR", Decimal("0.200"))]
        assert on_hand(mixing_centre) == {"NEAR": 1, "FAR": 20}
        movement = Movement.objects.get(document=done.document)
        assert (movement.quantity, movement.reason) == (-2, "mixing")
        mixture.refresh_from_db()
        event = mixture.events.get(after="prepared")
        assert event.by == mireya
        assert mixture.use_before - event.at == timedelta(hours=24)

    def test_first_to_expire_first_across_two_lots(self, validated, shelf, mixing_centre, mireya):
        mixture = validated(amount=Decimal("4.5"), max_amount=None)
        prepare(mixtures=[mixture], by=mireya)
        assert [number for number, _amount in drawn(mixture)] == ["NEAR"] * 3 + ["FAR"] * 2
        assert sum(amount for _number, amount in drawn(mixture)) == Decimal("4.5")

    def test_what_is_missing_is_named_and_nothing_is_posted(self, validated, shelf, mixing_centre, mireya):
        set_state(lot=shelf["far"], state=LotState.QUARANTINED, reason="Alerta", by=None)
        enough, too_much = validated(), validated(amount=Decimal("3.5"), max_amount=None)
        before = Document.objects.count()
        with pytest.raises(NotEnoughToMix) as refused:
            prepare(mixtures=[enough, too_much], by=mireya)
        assert "3.5 mg" in refused.value.message
        assert mixing_centre.name in refused.value.message
        assert "Vincristina" in refused.value.message
        assert (Document.objects.count(), Vial.objects.count(), Draw.objects.count()) == (before, 0, 0)
        enough.refresh_from_db()
        assert enough.state == "validated"

    def test_sent_twice_it_is_one_effect(self, validated, shelf, mixing_centre, mireya):
        mixture = validated()
        prepare(mixtures=[mixture], by=mireya)
        again = prepare(mixtures=[mixture], by=mireya)
        assert (again.replayed, again.document) == (True, None)
        assert on_hand(mixing_centre) == {"NEAR": 1, "FAR": 20}
        assert mixture.events.filter(after="prepared").count() == 1

    def test_only_what_was_validated_and_still_stands_is_made(self, asked, validated, shelf, mireya):
        with pytest.raises(WrongStep):
            prepare(mixtures=[asked()], by=mireya)
        moved = validated()
        Session.objects.filter(pk=moved.order.session_id).update(on=moved.order.for_day + timedelta(days=3))
        with pytest.raises(SessionMoved):
            prepare(mixtures=[moved], by=mireya)
        omitted = validated()
        Dose.objects.filter(pk=omitted.dose_id).update(state="omitted", state_reason="Neuropatía")
        with pytest.raises(DoseIsOver):
            prepare(mixtures=[omitted], by=mireya)

    def test_a_spinal_dose_neither_uses_nor_leaves_an_open_vial(self, shareable, validated, shelf, mireya):
        """Even of a drug that is shared. (The drug itself is stood in for: vincristine never goes there.)"""
        first = validated(amount=Decimal("0.4"))
        prepare(mixtures=[first], by=mireya)
        spinal, after = (validated(amount=Decimal("0.4"), inn="methotrexate") for _one in range(2))
        for model, pk in ((Dose, spinal.dose_id), (Mixture, spinal.pk)):
            model.objects.filter(pk=pk).update(route="IT")
        prepare(mixtures=[spinal], by=mireya)
        prepare(mixtures=[after], by=mireya)
        vial_of = {draw.mixture_id: draw.vial_id for draw in Draw.objects.all()}
        assert vial_of[spinal.pk] != vial_of[first.pk] == vial_of[after.pk]
        assert Vial.objects.get(pk=vial_of[spinal.pk]).discarded_amount == Decimal("0.6")

    def test_a_dose_without_pieces_says_so(self, validated, shelf, mireya):
        mixture = validated()
        DosePiece.objects.filter(dose=mixture.dose).delete()
        with pytest.raises(NoPiecesForDose):
            prepare(mixtures=[mixture], by=mireya)

    def test_who_and_when(self, validated, shelf, mireya, carmen, ana, carla):
        mixture = validated()
        for nobody in (carmen, ana, carla):
            with pytest.raises(NotYourStep):
                prepare(mixtures=[mixture], by=nobody)
        with pytest.raises(FutureMoment):
            prepare(mixtures=[mixture], by=mireya, at=timezone.now() + timedelta(hours=1))

    def test_a_batch_is_of_one_place(self, validated, shelf, hospital, other_hospital, other_transit, mireya):
        one, other = validated(), validated()
        elsewhere = PlaceFactory(unit=other_hospital, kind="central_de_mezclas", code="BC-CMZ")
        MixingOrder.objects.filter(pk=other.order_id).update(place=elsewhere)
        with pytest.raises(SeveralPlaces):
            prepare(mixtures=[one, other], by=mireya)

    def test_grams_of_the_catalogue_are_milligrams_of_the_dose(self, validated, shelf, vincristine, mireya):
        Drug.objects.filter(pk=vincristine.pk).update(strength="0.001", strength_unit="g")
        mixture = validated()
        prepare(mixtures=[mixture], by=mireya)
        assert list(Vial.objects.values_list("amount", "unit")) == [(Decimal("1.000"), "mg")] * 2


class TestSharing:
    def test_two_children_share_a_vial_inside_stability(self, shareable, validated, shelf, mixing_centre, mireya):
        # 1.2 + 1.2 = 2.4 mg: three vials of 1 mg, not two and two.
        one, other = validated(), validated()
        assert prepare(mixtures=[one, other], by=mireya).opened == 3
        assert on_hand(mixing_centre) == {"FAR": 20}
        assert Vial.objects.filter(draws__mixture=one).filter(draws__mixture=other).count() == 1

    def test_later_the_same_morning_what_is_open_is_drawn_first(
        self, shareable, validated, shelf, mixing_centre, mireya, hours_ago
    ):
        # 5 hours ago: 1.2 mg of 2 vials, 0.8 left. Now 1.2 mg: those 0.8 and 0.4 of a third.
        first, second = validated(), validated()
        prepare(mixtures=[first], by=mireya, at=hours_ago(5))
        assert prepare(mixtures=[second], by=mireya).opened == 1
        assert [amount for _number, amount in drawn(second)] == [Decimal("0.800"), Decimal("0.400")]

    def test_and_not_outside_stability(self, shareable, validated, shelf, mixing_centre, mireya, hours_ago):
        # 7 hours ago, and the vial is good for 6: two more are opened.
        first, second = validated(), validated()
        prepare(mixtures=[first], by=mireya, at=hours_ago(7))
        assert prepare(mixtures=[second], by=mireya).opened == 2

    def test_nor_a_drug_that_may_not_be_shared(self, validated, shelf, mireya):
        assert prepare(mixtures=[validated(), validated()], by=mireya).opened == 4

    def test_nor_from_a_lot_that_was_held_back_meanwhile(self, shareable, validated, shelf, mireya, hours_ago):
        first, second = validated(), validated()
        prepare(mixtures=[first], by=mireya, at=hours_ago(1))
        set_state(lot=shelf["near"], state=LotState.RECALLED, reason="Alerta", by=None)
        prepare(mixtures=[second], by=mireya)
        assert {number for number, _amount in drawn(second)} == {"FAR"}

    def test_nor_from_a_vial_thrown_away(self, shareable, validated, shelf, mireya, hours_ago):
        first, second = validated(), validated()
        prepare(mixtures=[first], by=mireya, at=hours_ago(1))
        opened = Vial.objects.get(draws__mixture=first, draws__amount=Decimal("0.2"))
        with pytest.raises(BadLeftOver):
            discard_vial(vial=opened, left=Decimal("0.9"), by=mireya)
        assert discard_vial(vial=opened, by=mireya).discarded_amount == Decimal("0.8")
        with pytest.raises(VialIsGone):
            discard_vial(vial=opened, by=mireya)
        assert prepare(mixtures=[second], by=mireya).opened == 2

    def test_nothing_but_open_vials_posts_nothing(self, shareable, validated, shelf, mireya, hours_ago):
        first, second = validated(), validated(amount=Decimal("0.5"))
        prepare(mixtures=[first], by=mireya, at=hours_ago(1))
        done = prepare(mixtures=[second], by=mireya)
        assert (done.document, done.opened, done.replayed) == (None, 0, False)


class TestUndo:
    def test_the_batch_goes_back_and_is_prepared_anew(self, shareable, validated, shelf, mixing_centre, mireya):
        one, other = validated(), validated()
        prepare(mixtures=[one, other], by=mireya)
        undone = undo_preparation(mixture=one, reason="Se oprimió sin prepararlas", by=mireya)
        assert {row.state for row in undone} == {"validated"}
        assert on_hand(mixing_centre) == {"NEAR": 3, "FAR": 20}
        again = prepare(mixtures=[one, other], by=mireya)
        assert (again.opened, again.replayed) == (3, False)
        assert on_hand(mixing_centre) == {"FAR": 20}
        assert holds_of([one.pk, other.pk]) == {}

    def test_not_once_one_of_it_has_left_or_was_rejected(self, validated, shelf, mireya):
        one, other = validated(), validated()
        prepare(mixtures=[one, other], by=mireya)
        reject(mixture=other, reason="Cayó al suelo", by=mireya)
        with pytest.raises(CannotUndo):
            undo_preparation(mixture=one, reason="No", by=mireya)

    def test_not_where_a_vial_was_open_before(self, shareable, validated, shelf, mireya, hours_ago):
        first, second = validated(), validated()
        prepare(mixtures=[first], by=mireya, at=hours_ago(1))
        prepare(mixtures=[second], by=mireya)
        with pytest.raises(CannotUndo):
            undo_preparation(mixture=second, reason="No", by=mireya)

    def test_a_consumption_reversed_in_the_ledger_is_shown_on_the_mixture(self, validated, shelf, mireya):
        mixture = validated()
        document = prepare(mixtures=[mixture], by=mireya).document
        reverse(document=document, key="otra-puerta", by=mireya)
        assert "se revirtió" in str(holds_of([mixture.pk])[mixture.pk][0])


def test_pieces_taken_between_the_look_and_the_lock_are_named(validated, shelf, mixing_centre, mireya):
    mixture = validated()
    lines = [AdjustLine(shelf["near"].pk, 3, "damage"), AdjustLine(shelf["far"].pk, 19, "damage")]
    adjust(place=mixing_centre, lines=lines, key="roto", by=None)
    with pytest.raises(NotEnoughToMix):
        prepare(mixtures=[mixture], by=mireya)
    assert on_hand(mixing_centre) == {"FAR": 1}
