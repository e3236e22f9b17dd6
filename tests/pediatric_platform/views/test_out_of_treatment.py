"""A child who finished, left or died: no page and no list shows its sessions as days to come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from pediatric_platform.actions.children import change_state
from pediatric_platform.models import Child, Session
from pediatric_platform.selectors.children import listed
from tests.factories.children import PlanFactory, SessionFactory

pytestmark = pytest.mark.django_db
NOT_GIVEN = "No está en tratamiento"


@pytest.fixture
def coming(nina: Child) -> Session:
    return SessionFactory(plan=PlanFactory(child=nina, growth=nina.growth.get()))


@pytest.fixture
def went(coming: Session) -> Session:
    """Five days ago, and nobody told of it."""
    on = coming.unit.today() - timedelta(days=5)
    return SessionFactory(plan=coming.plan, day=1, on=on)


@pytest.fixture(params=["finished", "abandoned", "deceased"])
def out(request, nina, coming, went, carmen, client) -> Child:
    on = nina.unit.today() - timedelta(days=2)
    child = change_state(child=nina, state=request.param, on=on, reason="Así fue", by=carmen)
    client.force_login(carmen)
    return child


def page(client, name: str, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_its_plan_lists_no_session_to_give_and_those_before_still_to_be_told(out, coming, went, client):
    said = page(client, "pediatric:plan", coming.plan_id)
    assert NOT_GIVEN in said
    assert reverse("pediatric:session", args=[coming.pk]) not in said
    assert reverse("pediatric:session", args=[went.pk]) in said
    assert reverse("pediatric:plan-resize", args=[coming.plan_id]) not in said


def test_its_session_says_so_and_offers_nothing(out, coming, client):
    said = page(client, "pediatric:session", coming.pk)
    assert NOT_GIVEN in said
    for act in ("move", "cancel", "give"):
        assert reverse(f"pediatric:session-{act}", args=[coming.pk]) not in said


def test_a_session_before_it_left_may_still_be_told_as_given(out, went, client):
    assert reverse("pediatric:session-give", args=[went.pk]) in page(client, "pediatric:session", went.pk)
    client.post(reverse("pediatric:session-give", args=[went.pk]), {"given_on": went.on.isoformat(), "edition": 1})
    went.refresh_from_db()
    assert went.state == "given"


def test_nothing_is_asked_or_handed_out_from_its_session(out, coming, client):
    said = page(client, "pediatric:mixing-request", coming.pk)
    assert NOT_GIVEN in said
    assert "Pedir lo que falta" not in said


def test_lists_calendar_and_api_know_no_next_session(out, coming, carmen, client):
    assert listed(carmen).get(pk=out.pk).next_on is None
    week = f"{coming.on.isocalendar().year}-W{coming.on.isocalendar().week:02}"
    said = client.get(reverse("pediatric:calendar"), {"semana": week}).content.decode()
    assert out.folio not in said
    assert client.get(reverse("api-sessions"), {"estado": "planned"}).json()["results"] == []
    rows = client.get(reverse("api-sessions"), {"folio": out.folio}).json()["results"]
    assert {row["child_state"] for row in rows} == {out.state}


def test_back_in_treatment_all_is_as_it_was(out, coming, carmen, client):
    change_state(child=out, state="active", on=out.unit.today(), reason="Volvió", by=carmen)
    said = page(client, "pediatric:plan", coming.plan_id)
    assert NOT_GIVEN not in said
    assert reverse("pediatric:session", args=[coming.pk]) in said
    assert listed(carmen).get(pk=out.pk).next_on == coming.on
