"""A new manager opens the mail on the telephone, accepts, and is where there is work to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.utils import timezone

from delegations.actions import network
from delegations.actions.contacts import ask_to_confirm
from delegations.models import Holding, Person, Posting
from delegations.roles import Role

if TYPE_CHECKING:
    from tests.plugins.browser import LiveBrowser

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LINK = re.compile(r"https?://[^/\s]+(/(?:invitacion|contacto)/[0-9a-f]{64}/)")
GOOD = "tres tristes tigres 88"


def path_in(message) -> str:
    return LINK.search(message.body)[1]


def test_an_invited_manager_accepts_on_a_telephone(olga, delegation, hospital, live_browser: LiveBrowser):
    network.appoint_by_email(
        email="marisol@example.org",
        full_name="Marisol Medina",
        role=Role.DELEGATION_SUPPLY_MANAGER,
        holding=Holding.TITULAR,
        starts_on=timezone.localdate(),
        delegation=delegation,
        by=olga,
    )
    invitation = next(message for message in mail.outbox if LINK.search(message.body))
    page = live_browser.page(width=390, height=844, path=path_in(invitation))
    assert page.url.endswith("/invitacion/")
    page.get_by_text("Olga de Oficina Central").wait_for()
    page.get_by_text("Responsable de abasto de la delegación").first.wait_for()
    name = page.get_by_label("Nombre completo")
    assert name.input_value() == "Marisol Medina"
    name.fill("Marisol Medina Ruiz")

    page.get_by_label("Contraseña", exact=True).fill("corta")
    page.get_by_label("Contraseña, otra vez").fill("corta")
    page.get_by_role("button", name="Aceptar y entrar").click()
    page.get_by_role("heading", name="Hay datos por corregir").wait_for()

    page.get_by_label("Sin contraseña: me llega un código por correo cada vez").check()
    assert not page.get_by_label("Contraseña", exact=True).is_visible()
    page.get_by_label("Con una contraseña que yo elijo").check()
    page.get_by_label("Contraseña", exact=True).fill(GOOD)
    page.get_by_label("Contraseña, otra vez").fill(GOOD)
    page.get_by_role("button", name="Aceptar y entrar").click()
    page.get_by_text("Su cuenta está lista").wait_for()
    assert not page.url.endswith("/invitacion/")
    person = Person.objects.get(email="marisol@example.org")
    assert person.has_joined
    assert person.full_name == "Marisol Medina Ruiz"

    page.goto(path_in(invitation))
    page.get_by_text("Este enlace ya se usó").wait_for()


def test_a_holder_confirms_the_contact_with_one_click(ana, live_browser: LiveBrowser):
    Posting.objects.filter(person=ana).update(office_phone="33 0000 0000", office_email="oficina@example.org")
    ask_to_confirm(postings=Posting.objects.filter(person=ana), by=None)
    page = live_browser.page(width=390, height=844, path=path_in(mail.outbox[-1]))
    page.get_by_role("heading", name="Gracias: quedó confirmado").wait_for()
    assert Posting.objects.get(person=ana).contact_confirmed_at is not None
    page.get_by_role("button", name="Ya no soy esa persona").click()
    page.get_by_role("button", name="Sí, avisar").click()
    page.get_by_role("heading", name="Gracias por avisar").wait_for()
    assert Posting.objects.get(person=ana).contact_confirmed_at is None
