"""The pharmacist's review, and what is refused whatever was ticked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pediatric_platform.actions.mixing import validate
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.mixing import (
    AllergyOnRecord,
    ChecksMissing,
    DoseAboveCap,
    DoseChanged,
    NeverByThatRoute,
    NotYourStep,
    SessionIsOver,
    StabilityUnknown,
    WrongStep,
)
from pediatric_platform.models import Allergy, Dose, Mixture, Session
from supply.models import Drug
from tests.factories.children import AllergyFactory, GuardFactory
from tests.pediatric_platform.mixing_world import ALL_CHECKS

pytestmark = pytest.mark.django_db


def review(mixture: Mixture, by, **more) -> Mixture:
    return validate(**{"mixture": mixture, "checks": ALL_CHECKS, "hours": 24, "by": by} | more)


def test_what_was_reviewed_is_recorded(asked, felipe):
    mixture = review(asked(), felipe, diluent="Cloruro de sodio 0.9 %", volume_ml=50)
    event = mixture.events.get(after="validated")
    assert event.by == felipe
    assert event.checks == {
        "checked": ["allergy", "cap", "dose", "label", "stability"],
        "hours": 24,
        "allergies": 0,
        "by_rule": "1.200",
        "cap": "2.000",
    }
    assert (mixture.state, mixture.diluent, mixture.volume_ml) == ("validated", "Cloruro de sodio 0.9 %", 50)


def test_a_point_left_out_is_named(asked, felipe):
    with pytest.raises(ChecksMissing) as refused:
        review(asked(), felipe, checks=[check for check in ALL_CHECKS if check != "label"])
    assert "etiqueta" in refused.value.message


@pytest.mark.parametrize("hours", [None, 0, 721])
def test_hours_of_stability_are_said_within_reason(hours, asked, felipe):
    with pytest.raises(StabilityUnknown):
        review(asked(), felipe, hours=hours)


def test_a_dose_above_cap_is_refused_after_it_was_asked_for(asked, felipe):
    mixture = asked(max_amount=None)
    GuardFactory(limit=Decimal("1.0"))
    with pytest.raises(DoseAboveCap):
        review(mixture, felipe)


def test_vincristine_into_the_spinal_canal_is_refused(asked, vincristine, felipe):
    # The database refuses the dose itself; should the mixture alone ever say so, the pharmacist is stopped too.
    mixture = asked()
    Drug.objects.filter(pk=vincristine.pk).update(never_intrathecal=True)
    Mixture.objects.filter(pk=mixture.pk).update(route="IT")
    with pytest.raises(NeverByThatRoute):
        review(mixture, felipe)


def test_a_dose_that_changed_since_is_refused(asked, felipe):
    mixture = asked()
    Dose.objects.filter(pk=mixture.dose_id).update(amount=Decimal("1.1"), rule_amount=Decimal("1.1"))
    with pytest.raises(DoseChanged) as refused:
        review(mixture, felipe)
    assert "1.2 mg" in refused.value.message
    assert "1.1 mg" in refused.value.message


@pytest.mark.parametrize("columns", [{"inn": "vincristine"}, {"inn": "", "substance": "VINCRISTINA"}])
def test_an_allergy_needs_a_reason(columns, asked, felipe):
    mixture = asked()
    AllergyFactory(child=mixture.order.session.plan.child, **columns)
    with pytest.raises(AllergyOnRecord):
        review(mixture, felipe)
    done = review(mixture, felipe, allergy_reason="Dosis de prueba tolerada")
    assert done.events.get(after="validated").reason == "Dosis de prueba tolerada"


def test_a_refuted_allergy_is_none(asked, felipe):
    mixture = asked()
    allergy = AllergyFactory(child=mixture.order.session.plan.child, inn="vincristine")
    Allergy.objects.filter(pk=allergy.pk).update(refuted_at=allergy.written_at, refuted_reason="Error")
    assert review(mixture, felipe).state == "validated"


def test_a_cancelled_session_stops_it(asked, felipe):
    mixture = asked()
    Session.objects.filter(pk=mixture.order.session_id).update(state="cancelled", state_reason="Fiebre")
    with pytest.raises(SessionIsOver):
        review(mixture, felipe)


def test_two_pharmacists_at_once(asked, felipe):
    mixture = asked()
    review(mixture, felipe, edition=1)
    with pytest.raises(StaleEdition) as refused:
        review(mixture, felipe, edition=1)
    assert "Felipe" in refused.value.message
    with pytest.raises(WrongStep):
        review(mixture, felipe)


def test_only_a_pharmacist_of_the_place_validates(asked, mireya, carmen, carla):
    mixture = asked()
    for nobody in (mireya, carmen, carla):
        with pytest.raises(NotYourStep):
            review(mixture, nobody)
