"""The pages behind a mailed link: opened, refused, accepted."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from delegations.actions.contacts import ask_to_confirm
from delegations.actions.families import invite_family
from delegations.actions.invitations import revoke_invitation, send_invitation
from delegations.actions.people import find_or_register
from delegations.models import OneTimeLink, Person, Posting
from delegations.roles import Role
from tests.delegations.actions.test_invitations import GOOD, token_in
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
HERE = "/invitacion/"
ANSWER = {"full_name": "Nuria Núñez", "way": "contrasena", "password": GOOD, "again": GOOD, "language": "es-mx"}
WITH_CODE = {"full_name": "Nuria Núñez", "way": "codigo", "language": "es-mx"}


@pytest.fixture
def token(hospital, ana, mailoutbox, django_capture_on_commit_callbacks) -> str:
    """Of Nuria's invitation to the hospital's pharmacy, by Ana."""
    person, _new = find_or_register(email="nuria@example.org", full_name="Nuria Nueva", by=ana)
    posting = PostingFactory(person=person, role=Role.PHARMACIST, unit=hospital)
    with django_capture_on_commit_callbacks(execute=True):
        send_invitation(person=person, posting=posting, by=ana)
    return token_in(mailoutbox[-1])


def opened(token: str) -> Client:
    """A browser in which the mail's link was clicked."""
    browser = Client()
    browser.get(f"{HERE}{token}/")
    return browser


def text(response) -> str:
    return response.content.decode()


class TestDoor:
    def test_takes_the_token_out_of_the_address_at_once(self, token):
        browser = Client()
        answer = browser.get(f"{HERE}{token}/")
        assert (answer.status_code, answer.url) == (302, HERE)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        cookie = answer.cookies["enlace_invitation"]
        assert cookie["httponly"]
        assert cookie["path"] == HERE
        page = browser.get(HERE)
        assert token not in text(page)
        assert "no-store" in page["Cache-Control"]
        # Our own forms come from our own origin only with the site's usual policy.
        assert page["Referrer-Policy"] == "same-origin"

    def test_a_program_that_looks_at_links_uses_nothing_up(self, token):
        for _look in range(4):
            Client().get(f"{HERE}{token}/", follow=True)
            Client().head(f"{HERE}{token}/", follow=True)
        assert opened(token).post(HERE, ANSWER).status_code == 302
        assert Person.objects.get(email="nuria@example.org").has_joined

    def test_looking_leaves_no_session_behind(self, token):
        browser = opened(token)
        browser.get(HERE)
        assert "sessionid" not in browser.cookies


class TestPage:
    def test_shows_who_invites_to_what(self, token):
        page = text(opened(token).get(HERE))
        for word in ("Ana del Hospital", "Farmacia", "UMAE Hospital de prueba", "nuria@example.org", "Nuria Nueva"):
            assert word in page

    def test_tells_the_rules_before_and_in_spanish(self, token):
        page = text(opened(token).get(HERE))
        assert "12" in page
        for english in ("Your password", "must contain", "commonly used"):
            assert english not in page

    def test_a_family_reads_sentences(self, hospital, mailoutbox, django_capture_on_commit_callbacks):
        clinician = PersonFactory(full_name="Dra. Clínica")
        PostingFactory(person=clinician, role=Role.CLINICIAN, unit=hospital)
        with django_capture_on_commit_callbacks(execute=True):
            invite_family(email="mama@example.org", full_name="Mamá", unit=hospital, by=clinician)
        browser = opened(token_in(mailoutbox[-1]))
        page = text(browser.get(HERE))
        assert "Dra. Clínica, de UMAE Hospital de prueba, le invita" in page
        for jargon in ("Función", "Familia", "nombramiento", "abasto de"):
            assert jargon not in page.split("<main")[1].split("</main")[0]
        assert browser.post(HERE, WITH_CODE | {"full_name": "Mamá de Luz"}, follow=True).status_code == 200

    def test_warns_who_is_signed_in_as_somebody_else_and_signs_them_out(self, token, carla):
        browser = Client()
        browser.force_login(carla)
        browser.get(f"{HERE}{token}/")
        assert "Carla de Otra Parte" in text(browser.get(HERE))
        browser.post(HERE, ANSWER)
        assert browser.get("/unidades/").wsgi_request.user.email == "nuria@example.org"


class TestAccept:
    def test_signs_in_and_welcomes(self, token):
        browser = opened(token)
        page = browser.post(HERE, ANSWER, follow=True)
        assert page.wsgi_request.user.email == "nuria@example.org"
        assert "Su cuenta está lista" in text(page)
        assert browser.cookies["enlace_invitation"].value == ""
        assert browser.cookies["idioma"].value == "es-mx"

    def test_the_password_opens_the_door_afterwards(self, token):
        opened(token).post(HERE, ANSWER)
        door = Client().post(reverse("account_login"), {"login": "nuria@example.org", "password": GOOD})
        assert door.status_code == 302

    @override_settings(SECOND_FACTOR_REQUIRED=True)
    def test_leads_to_the_second_factor_where_the_role_demands_one(self, token):
        """A pharmacist sees children's records."""
        browser = opened(token)
        page = browser.post(HERE, WITH_CODE, follow=True)
        assert page.redirect_chain[-1][0] == reverse("mfa_index")
        # Without having a password to prove who one is again: one has just arrived.
        assert browser.get(reverse("mfa_activate_totp")).status_code == 200

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"password": "corta", "again": "corta"}, "12"),
            ({"password": "", "again": ""}, "Elija una contraseña, o la opción de entrar sin ella."),
            ({"again": "otra cosa larga 1"}, "Las dos contraseñas no son iguales."),
            ({"again": ""}, "Escríbala otra vez"),
            ({"full_name": "   "}, "Este campo es"),
            ({"password": "123412341234123", "again": "123412341234123"}, "num"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_done(self, token, change, said):
        page = opened(token).post(HERE, ANSWER | change)
        assert page.status_code == 200
        assert said in text(page)
        assert not Person.objects.get(email="nuria@example.org").has_joined
        assert OneTimeLink.objects.open().count() == 1


class TestRefused:
    def test_unknown_and_mistyped(self, token):
        for wrong in ("0" * 64, "corto", token[:-3], f"{token[:-1]}z"):
            assert "No reconocemos este enlace" in text(Client().get(f"{HERE}{wrong}/", follow=True))

    def test_with_what_a_mail_program_adds(self, token):
        assert "Acepte su invitación" in text(Client().get(f"{HERE}{token}>./", follow=True))

    def test_without_any_token(self):
        assert "No reconocemos este enlace" in text(Client().get(HERE))
        assert "No reconocemos este enlace" in text(Client().post(HERE, ANSWER))

    def test_used(self, token):
        opened(token).post(HERE, ANSWER)
        page = text(opened(token).get(HERE))
        assert "Su cuenta ya está lista" in page
        assert reverse("account_login") in page

    def test_revoked(self, token, ana):
        revoke_invitation(link=OneTimeLink.objects.get(), by=ana)
        assert "Pregunte a quien le invitó" in text(opened(token).get(HERE))

    def test_expired_asks_for_a_new_one(self, token, mailoutbox, django_capture_on_commit_callbacks):
        now = timezone.now()
        OneTimeLink.objects.update(created_at=now - timedelta(days=15), expires_at=now)
        browser = opened(token)
        page = text(browser.get(HERE))
        assert "Pedir uno nuevo" in page
        answers = []
        with django_capture_on_commit_callbacks(execute=True):
            for client in (browser, browser, Client()):  # once, again, and by who holds nothing
                answers.append(text(client.post(reverse("delegations:invitation-renew"))).split("<main")[1])
        assert len(set(answers)) == 1
        assert len(mailoutbox) == 2
        assert "Acepte su invitación" in text(opened(token_in(mailoutbox[-1])).get(HERE))


class TestContact:
    @pytest.fixture
    def contact(self, ana, mailoutbox, django_capture_on_commit_callbacks) -> str:
        Posting.objects.filter(person=ana).update(office_phone="33 0000 0000", office_email="oficina@example.org")
        with django_capture_on_commit_callbacks(execute=True):
            ask_to_confirm(postings=Posting.objects.filter(person=ana), by=None)
        return token_in(mailoutbox[-1])

    def test_get_shows_and_post_confirms(self, contact, ana):
        browser = Client()
        page = text(browser.get(f"/contacto/{contact}/", follow=True))
        assert "33 0000 0000" in page
        assert "confirm-contact.js" in page
        assert Posting.objects.get(person=ana).contact_confirmed_at is None
        page = text(browser.post("/contacto/", follow=True))
        assert "quedó confirmado" in page
        assert "confirm-contact.js" not in page
        assert Posting.objects.get(person=ana).contact_confirmed_at is not None
        assert "quedó confirmado" in text(browser.post("/contacto/", follow=True))

    def test_no_longer_me(self, contact, ana, olga):
        browser = Client()
        browser.get(f"/contacto/{contact}/")
        browser.post("/contacto/")
        assert "Gracias por avisar" in text(browser.post("/contacto/ya-no/"))
        assert Posting.objects.get(person=ana).contact_confirmed_at is None

    def test_a_link_for_one_thing_is_none_for_another(self, contact, token):
        assert "No reconocemos este enlace" in text(Client().get(f"{HERE}{contact}/", follow=True))
        assert "No reconocemos este enlace" in text(Client().get(f"/contacto/{token}/", follow=True))


def every_value() -> str:
    """Every row of every table, as text."""
    values = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            values += [row for (row,) in cursor.fetchall()]
    return "\n".join(values)


def test_the_token_is_written_nowhere(token, caplog):
    """Not in a row, a log line or a session, at any moment of the way in."""
    caplog.set_level(logging.DEBUG)
    browser = opened(token)
    browser.get(HERE)
    assert token not in every_value()
    browser.post(HERE, ANSWER | {"again": "x"})
    browser.post(HERE, ANSWER, follow=True)
    assert token not in every_value()
    assert GOOD not in every_value()
    ours = [line for line in caplog.records if not line.name.startswith("django.template")]
    assert token not in "\n".join(line.getMessage() for line in ours)
    assert len(mail.outbox) == 1
