"""The day of birth was written wrong: what is given by age follows the right one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from delegations.models import AuditEvent
from pediatric_platform.actions.children import ChildFacts, correct
from pediatric_platform.actions.children.facts import COLUMNS
from pediatric_platform.errors.sessions import MixturesUnderWay
from pediatric_platform.models import Child, Dose, Session
from tests.factories.children import ChildFactory, MixingOrderFactory, MixtureFactory
from tests.factories.plans import approved, begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(hospital) -> Child:
    """Eight years old for a long time to come, says her record."""
    today = hospital.today()
    return ChildFactory(unit=hospital, birth_date=date(today.year - 8, today.month, 1))


def put_right(child: Child, by, birth_date: date) -> Child:
    facts = ChildFacts(**{name: getattr(child, name) for name in COLUMNS}, unit=child.unit)
    return correct(child=child, facts=replace(facts, birth_date=birth_date), edition=child.edition, by=by)


def test_doses_by_age_to_come_are_those_of_the_true_age_and_no_other_dose_changes(child, carmen):
    plan = begun(child, approved(), carmen)
    by_age = Dose.objects.filter(session__plan=plan, inn="methotrexate")
    others = Dose.objects.filter(session__plan=plan).exclude(inn="methotrexate")
    before = list(others.order_by("pk").values_list("pk", "amount"))
    given = by_age.first().session
    Session.objects.filter(pk=given.pk).update(state="cancelled", state_reason="Fiebre")
    assert {dose.amount for dose in by_age} == {12}

    put_right(child, carmen, child.birth_date.replace(year=child.birth_date.year - 2))

    told = by_age.exclude(session=given)
    assert {(dose.amount, dose.rule_amount) for dose in told} == {(15, 15)}
    assert by_age.get(session=given).amount == 12
    assert list(others.order_by("pk").values_list("pk", "amount")) == before
    event = AuditEvent.objects.about(child).get(type="child.corrected")
    assert event.after == {"fields": ["birth_date"], "sessions_by_age": told.count()}


def test_while_one_of_them_is_being_mixed_the_correction_waits(child, carmen, mixing_centre):
    plan = begun(child, approved(), carmen)
    dose = Dose.objects.filter(session__plan=plan, inn="methotrexate").order_by("session__on")[0]
    mixture = MixtureFactory(order=MixingOrderFactory(session=dose.session), dose=dose, amount=12, route="IT")
    with pytest.raises(MixturesUnderWay) as told, transaction.atomic():
        put_right(child, carmen, child.birth_date.replace(year=child.birth_date.year - 2))
    assert mixture.order.folio in told.value.message
    assert Child.objects.get(pk=child.pk).birth_date == child.birth_date
    # A slip of a few days, and nobody's dose is another one.
    put_right(child, carmen, child.birth_date.replace(day=2))
    assert Child.objects.get(pk=child.pk).birth_date.day == 2
