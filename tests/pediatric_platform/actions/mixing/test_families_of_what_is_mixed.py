"""What is mixed needs nothing from the shelf; what was mixed from a lot held back since is not there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pediatric_platform.actions.declaring import declare_sessions, redeclare_mixed
from pediatric_platform.actions.mixing import administer, dispatch_, prepare, receive
from pediatric_platform.models import Dose, Promise, Session
from supply.actions.coverage import cover_unit
from supply.actions.lots import set_state
from supply.models import Lot, LotState, Requirement, RequirementPackage
from tests.factories.children import RegimenLineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixture(nina, validated, shelf):
    return validated(child=nina)


@pytest.fixture
def drawn(mixture, mireya, shelf):
    prepare(mixtures=[mixture], by=mireya)
    return Lot.objects.get(number="NEAR")


def told(client: Client, rosa, nina) -> str:
    client.force_login(rosa)
    text: str = client.get(reverse("pediatric:family-child", args=[nina.folio])).content.decode()
    return text


def needed(session: Session) -> int:
    return sum(Requirement.objects.filter(package__reference=session.reference).values_list("pieces", flat=True))


def test_a_session_of_which_all_is_mixed_is_complete_and_that_is_a_promise(client, nina, rosa, mixture, drawn):
    session = mixture.order.session
    assert not RequirementPackage.objects.filter(reference=session.reference).exists()
    text = told(client, rosa, nina)
    assert "Está todo para la sesión de mañana. Ya está listo." in text
    assert "lista de lo que se usa" not in text
    assert Promise.objects.get().answer == "covered"


def test_half_of_it_mixed_is_answered_by_the_shelf(client, nina, rosa, dose_for, mixture, drawn, vincristine):
    session = mixture.order.session
    line = RegimenLineFactory(position=2, inn="vincristine")
    dose_for(session=session, child=nina, line=line, position=2)
    declare_sessions([session.pk])
    assert needed(session) == 2  # of four, the other two are in the bag
    assert "Ya está listo" not in told(client, rosa, nina)


@pytest.mark.parametrize("state", [LotState.RECALLED, LotState.QUARANTINED])
def test_a_lot_held_back_after_mixing_is_no_complete_day(client, nina, rosa, admin, mixture, drawn, state):
    """At once: not complete, with a telephone. Within a minute: asked of the shelf again, and answered from there."""
    session = mixture.order.session
    set_state(lot=drawn, state=state, reason="Partículas", by=admin)
    text = told(client, rosa, nina)
    assert "Una medicina que ya estaba hecha no se puede usar." in text
    assert "Está todo" not in text
    assert Promise.objects.get().answer == "unknown"
    assert redeclare_mixed() == 1
    assert needed(session) == Dose.objects.get(session=session).pieces.get().pieces
    cover_unit(unit=session.unit, now=timezone.now())
    assert RequirementPackage.objects.get(reference=session.reference).status == "covered"  # from the lot «FAR»
    assert "Está todo" not in told(client, rosa, nina)  # until somebody sends the bad one back
    set_state(lot=drawn, state=LotState.USABLE, reason="", by=admin)
    assert redeclare_mixed() == 1
    assert "Está todo para la sesión de mañana." in told(client, rosa, nina)


def test_with_none_left_to_make_it_again_it_is_missing(client, nina, rosa, admin, mixture, drawn):
    session = mixture.order.session
    for lot in Lot.objects.all():
        set_state(lot=lot, state=LotState.RECALLED, reason="Partículas", by=admin)
    redeclare_mixed()
    cover_unit(unit=session.unit, now=timezone.now())
    assert "Falta vincristina." in told(client, rosa, nina)
    assert Promise.objects.get().answer == "uncovered"


def test_what_was_given_is_not_made_again(mixture, drawn, admin, mireya, carmen):
    dispatch_(mixture=mixture, by=mireya)
    receive(mixture=mixture, by=carmen)
    administer(mixture=mixture, by=carmen)
    set_state(lot=drawn, state=LotState.RECALLED, reason="Partículas", by=admin)
    assert redeclare_mixed() == 0
    assert needed(mixture.order.session) == 0


def test_the_sweep_changes_nothing_twice(mixture, drawn):
    assert redeclare_mixed() == 0
