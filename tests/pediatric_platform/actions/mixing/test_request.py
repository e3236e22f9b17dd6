"""What is asked of a mixing centre, and what is refused by name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, PlaceKind
from pediatric_platform.actions.mixing import cancel_order, follow_session, reject, request_mixtures
from pediatric_platform.errors.mixing import (
    DoseAboveCap,
    DoseAwaitsConfirmation,
    DoseWithoutAmount,
    NeverByThatRoute,
    NotAMixingCentre,
    NothingToMix,
    NotYourStep,
    OrderIsOpen,
    OrderIsUnderWay,
    ReasonMissing,
    SessionIsOver,
)
from pediatric_platform.models import Dose, MixingOrder, Mixture, MixtureEvent, Session
from tests.factories.children import DoseFactory, GuardFactory, RegimenLineFactory
from tests.factories.delegations import PlaceFactory, UnitFactory

pytestmark = pytest.mark.django_db


def ask(dose: Dose, place, by) -> MixingOrder:
    return request_mixtures(session=dose.session, place=place, by=by)


def test_each_administration_of_each_injected_dose_is_one_mixture(dose_for, mixing_centre, carmen):
    dose = dose_for(administrations=2)
    order = ask(dose, mixing_centre, carmen)
    assert [(m.number, m.amount, m.unit, m.route, m.state) for m in order.mixtures.order_by("number")] == [
        (1, Decimal("1.200"), "mg", "IV", "requested"),
        (2, Decimal("1.200"), "mg", "IV", "requested"),
    ]
    assert order.for_day == dose.session.on
    assert MixtureEvent.objects.filter(mixture__order=order, before="", after="requested", by=carmen).count() == 2
    event = AuditEvent.objects.get(type="mixing_order.requested")
    assert event.unit_id == dose.session.unit_id
    assert dose.session.plan.child.full_name not in str([event.after, event.before, event.target_label])


def test_oral_and_support_are_left_to_the_pharmacy(dose_for, mixing_centre, carmen):
    dose = dose_for(route="PO", inn="prednisone", name="Prednisona")
    with pytest.raises(NothingToMix):
        ask(dose, mixing_centre, carmen)
    Dose.objects.filter(pk=dose.pk).update(route="IV", purpose="support")
    with pytest.raises(NothingToMix):
        ask(dose, mixing_centre, carmen)


@pytest.mark.parametrize(
    ("columns", "refusal"),
    [
        ({"evidence": "recall"}, DoseAwaitsConfirmation),
        ({"amount": Decimal("1.0"), "rule_amount": Decimal("1.2")}, DoseAwaitsConfirmation),
        ({"amount": None, "rule_amount": None}, DoseWithoutAmount),
    ],
)
def test_a_dose_that_may_not_be_mixed_is_refused_by_name_and_the_order_with_it(
    columns, refusal, dose_for, mixing_centre, carmen
):
    dose = dose_for(**columns)
    with pytest.raises(refusal) as refused:
        ask(dose, mixing_centre, carmen)
    assert "Vincristina" in refused.value.message
    assert refused.value.field == "dose"
    assert not MixingOrder.objects.exists()


def test_a_confirmed_dose_is_mixed(dose_for, mixing_centre, carmen):
    dose = dose_for(evidence="recall", confirmed_at=timezone.now(), confirmed_by=carmen)
    assert ask(dose, mixing_centre, carmen).mixtures.count() == 1


def test_a_dose_above_the_cap_of_a_guard_is_refused(dose_for, mixing_centre, carmen):
    # 1.5 m² × 1.5 mg/m² = 2.25 mg: the column has no cap of its own here, the guard says 2 mg.
    GuardFactory(limit=Decimal(2))
    dose = dose_for(amount=Decimal("2.25"), max_amount=None)
    with pytest.raises(DoseAboveCap) as refused:
        ask(dose, mixing_centre, carmen)
    assert "2.25 mg" in refused.value.message
    assert "2 mg" in refused.value.message
    Dose.objects.filter(pk=dose.pk).update(amount=Decimal(2), rule_amount=Decimal(2))
    assert ask(dose, mixing_centre, carmen).mixtures.get().amount == 2


def test_a_way_that_a_guard_forbids_is_refused(dose_for, mixing_centre, carmen):
    GuardFactory(code="nunca", kind="never_route", inn="etoposide", route="IT", limit=None, unit="")
    dose = dose_for(inn="etoposide", name="Etopósido", route="IT", max_amount=None)
    with pytest.raises(NeverByThatRoute):
        ask(dose, mixing_centre, carmen)


def test_one_open_order_per_session(dose_for, mixing_centre, carmen):
    dose = dose_for()
    order = ask(dose, mixing_centre, carmen)
    with pytest.raises(OrderIsOpen) as refused:
        ask(dose, mixing_centre, carmen)
    assert order.folio in refused.value.message
    cancel_order(order=order, reason="Se pidió para otro día", by=carmen)
    assert ask(dose, mixing_centre, carmen).pk != order.pk


def test_what_was_rejected_is_asked_for_again_in_the_same_order(dose_for, mixing_centre, carmen, felipe):
    dose = dose_for(administrations=2)
    order = ask(dose, mixing_centre, carmen)
    reject(mixture=order.mixtures.get(number=2), reason="Se rompió el frasco", by=felipe)
    assert ask(dose, mixing_centre, carmen) == order
    assert sorted(order.mixtures.values_list("number", "state")) == [
        (1, "requested"),
        (2, "rejected"),
        (3, "requested"),
    ]


def test_a_dose_added_later_joins_the_open_order(dose_for, mixing_centre, carmen, regimen):
    dose = dose_for()
    order = ask(dose, mixing_centre, carmen)
    line = RegimenLineFactory(position=2, inn="daunorubicin", name="Daunorrubicina", max_amount=None)
    DoseFactory(session=dose.session, line=line, position=2, inn="daunorubicin", name="Daunorrubicina", max_amount=None)
    assert ask(dose, mixing_centre, carmen) == order
    assert order.mixtures.count() == 2


def test_a_centre_of_another_delegation_is_told_of_nobody(dose_for, hospital, other_hospital, other_transit, carmen):
    far = PlaceFactory(unit=other_hospital, kind=PlaceKind.MIXING_CENTRE)
    with pytest.raises(NotAMixingCentre):
        ask(dose_for(), far, carmen)
    near = PlaceFactory(unit=UnitFactory(delegation=hospital.delegation), kind=PlaceKind.MIXING_CENTRE)
    assert ask(dose_for(), near, carmen).place == near


def test_only_a_mixing_centre_mixes_and_only_for_a_planned_session(dose_for, mixing_centre, pharmacy, carmen):
    dose = dose_for()
    with pytest.raises(NotAMixingCentre):
        ask(dose, pharmacy, carmen)
    Session.objects.filter(pk=dose.session_id).update(state="cancelled", state_reason="Otra")
    with pytest.raises(SessionIsOver):
        ask(dose, mixing_centre, carmen)


def test_who_may_ask(dose_for, mixing_centre, carmen, felipe, mireya, ana, carla):
    dose = dose_for()
    for nobody in (mireya, ana, carla):
        with pytest.raises(NotYourStep):
            ask(dose, mixing_centre, nobody)
    assert ask(dose, mixing_centre, felipe).requested_by == felipe


def test_an_order_with_something_prepared_is_not_cancelled(asked, carmen):
    mixture = asked()
    Mixture.objects.filter(pk=mixture.pk).update(state="prepared", use_before=timezone.now())
    with pytest.raises(OrderIsUnderWay):
        cancel_order(order=mixture.order, reason="No", by=carmen)


def test_cancelling_needs_a_reason_and_cancels_what_was_not_begun(asked, carmen):
    mixture = asked()
    with pytest.raises(ReasonMissing):
        cancel_order(order=mixture.order, reason="  ", by=carmen)
    order = cancel_order(order=mixture.order, reason="Fiebre", by=carmen)
    mixture.refresh_from_db()
    assert (mixture.state, order.cancelled_reason) == ("cancelled", "Fiebre")


def test_an_order_follows_its_session_to_another_day(asked, carmen):
    mixture = asked()
    later = mixture.order.for_day.replace(year=mixture.order.for_day.year + 1)
    Session.objects.filter(pk=mixture.order.session_id).update(on=later)
    assert follow_session(order=mixture.order, by=carmen).for_day == later
