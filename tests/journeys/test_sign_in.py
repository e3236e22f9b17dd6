"""Coming in as people do: a password and a telephone, a passkey of the device, a code from the mail."""

from __future__ import annotations

import re
import time

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.delegations.sign_in.conftest import PASSWORD, code_of, with_password

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def give_password(page: Page, email: str) -> None:
    page.goto("/entrar/")
    page.get_by_label("Correo electrónico").fill(email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar", exact=True).click()


def with_authenticator(page: Page) -> Page:
    """A device that keeps passkeys and recognises its owner at once."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_central_office_enrols_an_app_and_enters_with_its_code(live_browser, olga, settings, monkeypatch):
    settings.SECOND_FACTOR_REQUIRED = True
    with_password(olga)
    page = live_browser.page()
    give_password(page, olga.email)
    expect(page.get_by_role("heading", name="Segundo factor")).to_be_visible()
    expect(page.get_by_text("Su función exige un segundo factor.")).to_be_visible()
    page.get_by_role("link", name="Activar").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Código que muestra la aplicación").fill(code_of(secret))
    page.get_by_role("button", name="Activar").click()
    expect(page.locator("#recovery-codes li")).to_have_count(10)
    page.get_by_role("link", name="Ya los guardé").click()
    page.goto("/salir/")
    page.locator("main").get_by_role("button", name="Salir").click()

    # Half a minute later: the code that was used to enrol is used up.
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 31)
    give_password(page, olga.email)
    page.get_by_label("Código de la aplicación, o uno de recuperación").fill(code_of(secret))
    page.get_by_role("button", name="Entrar", exact=True).click()
    expect(page).to_have_url(re.compile(r"/$"))
    page.goto("/cuenta/")
    expect(page.get_by_text("activo", exact=True)).to_be_visible()


def test_a_passkey_is_made_and_opens_without_a_password(live_browser, ana):
    with_password(ana)
    page = with_authenticator(live_browser.page())
    give_password(page, ana.email)
    page.goto("/cuenta/llaves/")
    page.get_by_role("link", name="Agregar una llave").click()
    page.get_by_label("Nombre de la llave").fill("Computadora de farmacia")
    page.get_by_role("button", name="Crear la llave").click()
    expect(page.get_by_role("heading", name="Códigos de recuperación")).to_be_visible()
    page.goto("/cuenta/llaves/")
    expect(page.get_by_text("Computadora de farmacia")).to_be_visible()

    page.goto("/salir/")
    page.locator("main").get_by_role("button", name="Salir").click()
    page.goto("/entrar/?next=/cuenta/llaves/")
    page.get_by_role("button", name="Llave de acceso").click()
    expect(page.get_by_role("heading", name="Llaves de acceso")).to_be_visible()

    # The same key answers for the second step, after a password.
    page.context.clear_cookies()
    give_password(page, ana.email)
    page.get_by_role("button", name="Usar una llave de acceso").click()
    expect(page).not_to_have_url(re.compile("/entrar/"))

    # And for taking the key off again: the password would not do.
    page.context.clear_cookies()
    give_password(page, ana.email)
    page.get_by_role("button", name="Usar una llave de acceso").click()
    expect(page).not_to_have_url(re.compile("/entrar/"))
    page.goto("/cuenta/llaves/")
    page.get_by_role("link", name="Quitar").click()
    page.get_by_role("button", name="Usar una llave de acceso").click()
    page.get_by_role("button", name="Quitar").click()
    expect(page.get_by_text("Todavía no tiene llaves de acceso")).to_be_visible()


def test_a_device_that_says_no_leaves_a_way_on(live_browser, db):
    page = live_browser.page(path="/entrar/")
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    page.reload()
    page.get_by_role("button", name="Llave de acceso").click()
    expect(page.get_by_text("No se terminó en el dispositivo. Puede intentar de nuevo.")).to_be_visible()


def test_a_code_from_the_mail_opens(live_browser, ana):
    page = live_browser.page(path="/entrar/", width=390, height=844)
    page.get_by_role("link", name="Código por correo").click()
    page.get_by_label("Correo electrónico").fill(ana.email)
    page.get_by_role("button", name="Enviar el código").click()
    expect(page.get_by_role("heading", name="Escriba el código")).to_be_visible()
    code = re.findall(r"^(\d{4}-\d{4})$", mail.outbox[-1].body, re.M)[0]
    page.get_by_label("Código").fill(code.replace("-", " "))
    page.get_by_role("button", name="Continuar").click()
    expect(page).not_to_have_url(re.compile("/entrar/"))
    page.goto("/cuenta/sesiones/")
    expect(page.get_by_text("este dispositivo")).to_be_visible()
