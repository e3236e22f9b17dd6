"""Several people work on one child's day at once: nothing waits in a circle, and what is still needed is right."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from pediatric_platform.actions.children import transfer
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.mixing import administer, dispatch_, hand_out, prepare, receive, request_mixtures
from pediatric_platform.actions.plans.locked import locked_session
from pediatric_platform.actions.sessions import give_session, move_session
from pediatric_platform.errors.children import MixturesUnderWay as ChildMixturesUnderWay
from pediatric_platform.errors.sessions import MixturesUnderWay
from pediatric_platform.models import Dose, MixingOrder, Mixture, Session
from supply.models import Requirement
from tests.factories.children import RegimenLineFactory
from tests.factories.plans import in_days

pytestmark = pytest.mark.django_db(transaction=True)

# Long enough for the other to arrive at what this one holds.
PAUSE = 0.6


@pytest.fixture
def day(dose_for, vincristine) -> list[Dose]:
    """One session with three doses by mouth, two pieces each, all of them declared."""
    doses = [dose_for(route="PO", inn="a", name="A")]
    session = doses[0].session
    for position, name in ((8, "B"), (9, "C")):
        line = RegimenLineFactory(position=position, inn=name.lower(), name=name, route="PO", max_amount=None)
        told: dict[str, Any] = {"line": line, "route": "PO", "inn": name.lower(), "name": name, "position": position}
        doses.append(dose_for(session=session, child=session.plan.child, **told))
    declare_sessions([session.pk])
    return doses


def still_needed(session: Session) -> int:
    return sum(Requirement.objects.filter(package__reference=session.reference).values_list("pieces", flat=True))


def both(first: Callable[[Event], Any], second: Callable[[], Any]) -> None:
    """The second begins when the first, within its transaction, says so."""
    ready = Event()

    def run(act: Callable[[], Any]) -> None:
        try:
            act()
        finally:
            ready.set()
            connection.close()

    def later() -> None:
        assert ready.wait(20)
        second()

    with ThreadPoolExecutor(2) as pool:
        told = [pool.submit(run, lambda: first(ready)), pool.submit(run, later)]
        for one in told:
            one.result(timeout=60)


def test_a_dose_is_handed_out_while_its_session_is_moved(day, stocked, pharmacy, felipe, carmen):
    a, _b, _c = day

    def first(ready: Event) -> None:
        with transaction.atomic():
            locked_session(a.session)
            ready.set()
            sleep(PAUSE)
            move_session(session=a.session, to=in_days(5), reason="fever", by=carmen)

    both(first, lambda: hand_out(dose=a, place=pharmacy, by=felipe))
    moved = Session.objects.get(pk=a.session_id)
    assert (moved.on, still_needed(moved)) == (in_days(5), 4)


@pytest.fixture
def mixture(validated) -> Mixture:
    made: Mixture = validated()
    declare_sessions([made.order.session_id])
    return made


def test_a_tablet_handed_out_while_the_mixture_is_prepared_leaves_nothing_needed(
    mixture, dose_for, stocked, shelf, pharmacy, felipe, mireya
):
    session = mixture.order.session
    line = RegimenLineFactory(position=9, inn="b", name="B", route="PO", max_amount=None)
    told: dict[str, Any] = {"line": line, "route": "PO", "inn": "b", "name": "B", "position": 9}
    tablet = dose_for(session=session, child=session.plan.child, **told)
    declare_sessions([session.pk])
    assert still_needed(session) == 4

    def first(ready: Event) -> None:
        with transaction.atomic():
            hand_out(dose=tablet, place=pharmacy, by=felipe)
            ready.set()
            sleep(PAUSE)

    both(first, lambda: prepare(mixtures=[mixture], by=mireya))
    assert still_needed(session) == 0


def test_a_session_is_not_moved_away_from_a_mixture_that_is_being_prepared(mixture, shelf, mireya, carmen):
    session = mixture.order.session

    def first(ready: Event) -> None:
        with transaction.atomic():
            prepare(mixtures=[mixture], by=mireya)
            ready.set()
            sleep(PAUSE)

    def second() -> None:
        with pytest.raises(MixturesUnderWay):
            move_session(session=session, to=in_days(5), reason="fever", by=carmen)

    both(first, second)
    assert not session.moves.exists()


def test_a_child_is_not_transferred_away_from_a_mixture_that_is_being_asked_for(
    dose_for, mixing_centre, carmen, other_hospital
):
    session = dose_for().session

    def first(ready: Event) -> None:
        with transaction.atomic():
            request_mixtures(session=session, place=mixing_centre, by=carmen)
            ready.set()
            sleep(PAUSE)

    def second() -> None:
        with pytest.raises(ChildMixturesUnderWay):
            transfer(child=session.plan.child, to=other_hospital, on=in_days(0), reason="Se muda", by=carmen)

    both(first, second)


def test_a_mixture_is_given_while_its_session_is_told_as_given(mixture, shelf, mireya, carmen):
    session = mixture.order.session
    Session.objects.filter(pk=session.pk).update(on=in_days(0))
    MixingOrder.objects.filter(session=session).update(for_day=in_days(0))
    for step in (lambda: prepare(mixtures=[mixture], by=mireya), lambda: dispatch_(mixture=mixture, by=mireya)):
        step()
    receive(mixture=mixture, by=carmen)

    def first(ready: Event) -> None:
        with transaction.atomic():
            locked_session(session)
            ready.set()
            sleep(PAUSE)
            give_session(session=session, given_on=in_days(0), by=carmen)

    both(first, lambda: administer(mixture=mixture, by=carmen))
    session.refresh_from_db()
    mixture.refresh_from_db()
    assert (session.state, mixture.state) == ("given", "administered")
