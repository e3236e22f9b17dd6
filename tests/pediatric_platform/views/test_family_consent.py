"""A relative reads, gives and withdraws their own permission; an open page's next press is answered in a sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pediatric_platform.actions.guardians import end_guardian, invite_guardian, withdraw_consent
from pediatric_platform.models import Consent, Guardian, children_of
from tests.factories.children import ConsentTextFactory, relative_of
from tests.factories.delegations import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(rosa) -> Guardian:
    return Guardian.objects.get(person=rosa)


def address(guardian: Guardian) -> str:
    return reverse("pediatric:family-consent", args=[guardian.pk])


def test_withdraws_with_one_press_and_the_child_is_gone(client, rosa, own):
    client.force_login(rosa)
    assert "Retirar mi permiso" in client.get(address(own)).content.decode()
    seen = client.post(address(own), {"decision": "retirar"}, follow=True).content.decode()
    assert "no muestra nada hasta que usted dé su permiso" in seen
    assert not children_of(rosa).exists()


def test_an_open_pages_second_press_is_told_that_it_was_done(client, rosa, own, carmen):
    client.force_login(rosa)
    withdraw_consent(guardian=own, reason="Lo pidió por teléfono", by=carmen)
    seen = client.post(address(own), {"decision": "retirar"}, follow=True).content.decode()
    assert "El permiso ya estaba retirado." in seen
    end_guardian(guardian=own, reason="Ya no", by=carmen)
    assert client.post(address(own), {"decision": "aceptar"}).status_code == 404


def test_agrees_on_the_screen_to_the_text_that_was_shown(client, nina, carmen):
    PersonFactory(email="papa@example.org", full_name="Papá Prueba")  # who has an account already
    text = ConsentTextFactory(version="2026-9", since=timezone.localdate() - timedelta(days=1))
    guardian = invite_guardian(
        child=nina, email="papa@example.org", full_name="Papá de Nina", relation="father", phone="", method="screen",
        given_on=None, by=carmen,
    )  # fmt: skip
    client.force_login(guardian.person)
    seen = client.get(address(guardian)).content.decode()
    assert text.body in seen
    assert "Retirar mi permiso" not in seen
    client.post(address(guardian), {"decision": "aceptar", "version": "otra"})
    assert not children_of(guardian.person).exists()
    client.post(address(guardian), {"decision": "aceptar", "version": "2026-9"})
    assert list(children_of(guardian.person)) == [nina]
    assert Consent.objects.get(guardian=guardian).method == "screen"


def test_another_relatives_permission_is_not_there(client, nina, rosa, own, carmen):
    father = relative_of(nina, email="papa@example.org").person
    for person in (father, carmen):
        client.force_login(person)
        assert client.get(address(own)).status_code == 404
        assert client.post(address(own), {"decision": "retirar"}).status_code == 404
    assert list(children_of(rosa)) == [nina]


def test_what_is_no_decision_changes_nothing(client, rosa, own, nina):
    client.force_login(rosa)
    for data in ({}, {"decision": "x"}):
        assert client.post(address(own), data).status_code == 302
    assert list(children_of(rosa)) == [nina]
