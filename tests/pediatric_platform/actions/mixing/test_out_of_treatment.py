"""A child who finished, left or died: nothing is asked, made, sent or given, and what waits says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pediatric_platform.actions.children import change_state
from pediatric_platform.actions.doses import confirm_dose
from pediatric_platform.actions.mixing import (
    administer,
    dispatch_,
    hand_out,
    prepare,
    receive,
    reject,
    request_mixtures,
    return_,
    validate,
)
from pediatric_platform.actions.plans import resize_plan
from pediatric_platform.actions.sessions import give_session, move_session
from pediatric_platform.errors.plans import ChildNotInTreatment
from pediatric_platform.models import Child, Mixture, MixtureState, Session
from pediatric_platform.selectors.mixing.day import mixing_day
from tests.pediatric_platform.mixing_world import ALL_CHECKS

pytestmark = pytest.mark.django_db
OUT = ["finished", "abandoned", "deceased"]


def leave(mixture: Mixture, state: str, by) -> Child:
    child = Child.objects.get(pk=mixture.order.session.plan.child_id)
    return change_state(child=child, state=state, on=child.unit.today(), reason="Lo dijo su familia", by=by)


def refused(act, **asked) -> None:
    with pytest.raises(ChildNotInTreatment), transaction.atomic():
        act(**asked)


@pytest.fixture
def prepared(validated, shelf, mireya) -> Mixture:
    mixture = validated()
    prepare(mixtures=[mixture], by=mireya)
    mixture.refresh_from_db()
    return mixture


@pytest.mark.parametrize("state", OUT)
def test_what_nobody_prepared_is_cancelled_with_its_order(validated, asked, carmen, mireya, state):
    mixture = validated()
    other = asked()
    leave(mixture, state, carmen)
    mixture.refresh_from_db()
    mixture.order.refresh_from_db()
    other.refresh_from_db()

    assert mixture.state == MixtureState.CANCELLED
    assert mixture.order.cancelled_at is not None
    assert other.state == MixtureState.REQUESTED
    last = mixture.events.order_by("-id").first()
    assert (last.by, last.reason) == (carmen, "Ya no está en tratamiento.")


@pytest.mark.parametrize("state", OUT)
def test_what_is_prepared_says_so_and_goes_nowhere_but_back(prepared, carmen, mireya, client, mixing_centre, state):
    leave(prepared, state, carmen)
    prepared.refresh_from_db()

    assert prepared.state == MixtureState.PREPARED
    refused(dispatch_, mixture=prepared, by=mireya)
    client.force_login(mireya)
    for page in (
        reverse("pediatric:mixture", args=[prepared.pk]),
        f"{reverse('pediatric:mixing-day')}?dia={prepared.order.for_day.isoformat()}&lugar={mixing_centre.code}",
    ):
        said = client.get(page)
        assert "ya no está en tratamiento" in said.content.decode()
        assert "un lote retenido" not in said.content.decode()
        assert reverse("pediatric:mixture-dispatch", args=[prepared.pk]) not in said.content.decode()
    assert reject(mixture=prepared, reason="Ya no se aplica", by=mireya).state == MixtureState.REJECTED


def test_what_is_on_the_ward_is_returned_and_given_only_before_the_day(prepared, carmen, mireya):
    received = receive(mixture=dispatch_(mixture=prepared, by=mireya), by=carmen)
    child = leave(received, "deceased", carmen)
    Child.objects.filter(pk=child.pk).update(state_on=child.unit.today() - timedelta(days=1))

    refused(administer, mixture=received, by=carmen)
    assert return_(mixture=received, reason="Ya no se aplica", by=carmen).state == MixtureState.RETURNED


def test_what_was_given_on_the_very_day_is_still_written_down(prepared, carmen, mireya):
    received = receive(mixture=dispatch_(mixture=prepared, by=mireya), by=carmen)
    leave(received, "deceased", carmen)
    assert administer(mixture=received, by=carmen).state == MixtureState.ADMINISTERED


def test_nothing_new_is_asked_reviewed_or_handed_out(dose_for, asked, shelf, mixing_centre, carmen, felipe, pharmacy):
    mixture = asked()
    session = mixture.order.session
    oral = dose_for(route="PO")
    # As if it had slipped in beside the change of state.
    Child.objects.update(state="abandoned", state_on=timezone.localdate() - timedelta(days=1))
    refused(request_mixtures, session=session, place=mixing_centre, by=carmen)
    refused(validate, mixture=mixture, checks=ALL_CHECKS, hours=24, by=felipe)
    refused(hand_out, dose=oral, place=pharmacy, by=felipe)


def test_the_days_plan_counts_no_vial_for_it(asked, shelf, mixing_centre, mireya):
    one, other = asked(), asked()
    Child.objects.filter(pk=one.order.session.plan.child_id).update(state="finished", state_on=timezone.localdate())
    day = mixing_day(mireya, mixing_centre, one.order.for_day, timezone.now())
    assert [[row.mixture for row in group.rows] for group in day.groups] == [[other]]
    assert len(day.rows) == 2


def test_its_sessions_are_not_moved_sized_or_given_after_the_day(dose_for, carmen):
    dose = dose_for()
    session, plan = dose.session, dose.session.plan
    today = session.unit.today()
    Session.objects.filter(pk=session.pk).update(on=today)
    Child.objects.filter(pk=plan.child_id).update(state="finished", state_on=today - timedelta(days=1))

    refused(move_session, session=session, to=today + timedelta(days=3), reason="fever", by=carmen)
    refused(resize_plan, plan=plan, growth=plan.growth, by=carmen)
    refused(confirm_dose, dose=dose, by=carmen)
    refused(give_session, session=session, given_on=today, by=carmen)
    given = give_session(session=session, given_on=today - timedelta(days=1), by=carmen)
    assert given.state == "given"
