"""The doors and the account in the states that a map cannot lead to, in a real browser (see `test_pages`)."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from tests.delegations.sign_in.conftest import PASSWORD, enrol, recovery_codes, with_password
from tests.project.walking import walks  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def sign_in(walk: Any, email: str) -> None:
    walk.page.goto(reverse("account_login"))
    walk.page.locator("[name=login]").fill(email)
    walk.page.locator("[name=password]").fill(PASSWORD)
    walk.page.locator("main form.form button").click()
    walk.page.wait_for_load_state()


def test_doors(walks: Any, ana: Any) -> None:  # noqa: F811
    with_password(ana)
    walk = walks()
    for name in ("account_login", "account_request_login_code", "account_reset_password", "account_signup"):
        walk.visit(reverse(name))
    for name in ("account_inactive", "account_reset_password_done", "account_reset_password_from_key_done"):
        walk.visit(reverse(name))
    walk.visit(reverse("account_reset_password_from_key", args=["1", "a-b"]))
    walk.page.goto(reverse("account_login"))
    walk.page.locator("main form.form button").first.click()
    walk.here = "login, refused"
    walk.look()
    walk.page.goto(reverse("account_request_login_code"))
    walk.page.locator("[name=email]").fill("nadie@example.org")
    walk.page.locator("main form.form button").click()
    walk.page.wait_for_load_state()
    walk.here = "the code that was mailed"
    walk.look()
    enrol(ana)
    walk.page.context.clear_cookies()
    sign_in(walk, ana.email)
    walk.here = "second factor"
    walk.look()


def test_account(walks: Any, olga: Any, settings: Any) -> None:  # noqa: F811
    with_password(olga)
    settings.SECOND_FACTOR_REQUIRED = True
    walk = walks()
    sign_in(walk, olga.email)
    walk.here = "enrolment"
    walk.look()
    walk.visit(reverse("mfa_activate_totp"))
    walk.visit(reverse("mfa_add_webauthn"))
    settings.SECOND_FACTOR_REQUIRED = False
    walk.page.goto(reverse("delegations:account"))
    walk.page.get_by_role("button", name="Crear una clave").click()
    walk.here = "key"
    walk.look()
    for name in ("delegations:account", "account_change_password", "account_email", "usersessions_list", "mfa_index"):
        walk.visit(reverse(name))
    walk.page.goto(reverse("account_email"))
    walk.page.locator("[name=email]").fill("otra@example.org")
    walk.page.get_by_role("button", name="Enviar el código").click()
    walk.page.wait_for_load_state()
    walk.here = "the code for another address"
    walk.look()
    enrol(olga)
    codes = recovery_codes(olga)
    walk.visit(reverse("mfa_view_recovery_codes"))
    walk.page.locator("[name=code]").fill(codes[0])
    walk.page.locator("main form.form button").click()
    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_list_webauthn"):
        walk.visit(reverse(name))
    key = Authenticator.objects.create(
        user=olga, type=Authenticator.Type.WEBAUTHN, data={"name": "Computadora", "passwordless": True}
    )
    for name in ("mfa_list_webauthn", "mfa_index"):
        walk.visit(reverse(name))
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        walk.visit(reverse(name, args=[key.pk]))
    walk.visit(reverse("account_logout"))
