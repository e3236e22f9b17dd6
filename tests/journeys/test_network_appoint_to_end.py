"""A representative names who answers for a hospital, passes the post on, and ends it; the directory follows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from delegations.models import OneTimeLink, Posting
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_post_is_filled_handed_over_and_ended(live_browser, delegation):
    UnitFactory(clues="JCIMS000003", name="HGZ 3 de prueba", delegation=delegation)
    rosa = PersonFactory(email="rosa@example.org", full_name="Rosa Representante")
    PostingFactory(person=rosa, role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation)
    today = timezone.localdate()
    page = live_browser.page(rosa, path="/red/")

    gap = page.locator("#results tbody tr", has_text="Sin titular").filter(has_text="HGZ 3 de prueba")
    gap.get_by_role("link", name="Nombrar").click()
    expect(page.get_by_label("Lugar")).to_have_value("u-JCIMS000003")
    page.get_by_label("Nombre completo").fill("Nora Nueva")
    page.get_by_label("Correo de acceso").fill("nora@example.org")
    page.get_by_label("Desde").fill((today - timedelta(days=30)).isoformat())
    page.get_by_label("Teléfono de oficina").fill("33 1000 0000 ext. 5")
    page.get_by_label("Correo de oficina").fill("abasto.hgz3@example.org")
    page.locator("main").get_by_role("button", name="Nombrar").click()
    expect(page.locator(".toast")).to_contain_text("se envió la invitación a nora@example.org")
    assert OneTimeLink.objects.filter(person__email="nora@example.org").count() == 1

    page.get_by_role("link", name="Entregar el puesto").click()
    page.get_by_label("Nombre completo").fill("Nora Nueva")
    page.get_by_label("Correo de acceso").fill("nora@example.org")
    page.get_by_label("Desde qué día responde").fill(today.isoformat())
    page.get_by_label("Nota de entrega").fill("Las llaves del refrigerador están en farmacia.")
    page.get_by_role("button", name="Entregar").click()
    # To herself: refused beside the address, and what was typed is still there.
    expect(page.locator(".error-summary")).to_contain_text("nadie se lo entrega a sí mismo")
    expect(page.get_by_label("Nota de entrega")).to_have_value("Las llaves del refrigerador están en farmacia.")
    page.get_by_label("Nombre completo").fill("Sara Siguiente")
    # Under another name than the account's it could be somebody else's address.
    page.get_by_role("button", name="Entregar").click()
    expect(page.locator(".error-summary")).to_contain_text("es de la cuenta de Nora Nueva")
    page.get_by_label("Correo de acceso").fill("sara@example.org")
    page.get_by_role("button", name="Entregar").click()
    expect(page.locator(".toast")).to_contain_text("Sara Siguiente responde desde el")
    expect(page.locator("main")).to_contain_text("Las llaves del refrigerador están en farmacia.")

    visitor = live_browser.page(path="/directorio/hospital/JCIMS000003/")
    expect(visitor.locator("main")).to_contain_text("Sara Siguiente")

    new = Posting.objects.get(person__email="sara@example.org")
    page.goto(f"/red/nombramientos/{new.pk}/")
    page.get_by_role("link", name="Terminar").click()
    expect(page.locator(".consequences")).to_contain_text("El puesto se queda vacío")
    page.get_by_label("Último día").fill(today.isoformat())
    page.get_by_label("Motivo").fill("Cambio de adscripción")
    page.get_by_role("button", name="Terminar el nombramiento").click()
    expect(page.locator(".toast")).to_contain_text(re.compile("termina el"))
    new.refresh_from_db()
    assert new.ends_on == today
