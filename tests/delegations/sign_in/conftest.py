from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.core import context
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from delegations.models import Person

PASSWORD = "una-clave-larga-y-ajena"


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    """Limits count in the cache; each test begins with none used."""
    cache.clear()


@pytest.fixture
def enter() -> Callable[..., Any]:
    """Give a password at the door."""

    def give(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
        return client.post(reverse("account_login"), {"login": email, "password": password, **more})

    return give


@pytest.fixture
def ana(ana: Person) -> Person:
    return with_password(ana)


@pytest.fixture
def olga(olga: Person) -> Person:
    return with_password(olga)


@pytest.fixture
def admin(admin: Person) -> Person:
    return with_password(admin)


def with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


def enrol(person: Person) -> str:
    """An authenticator app for the person; its secret."""
    secret = totp.generate_totp_secret()
    with context.request_context(RequestFactory().get("/")):
        totp.TOTP.activate(person, secret)
    return secret


def recovery_codes(person: Person) -> list[str]:
    return RecoveryCodes.activate(person).get_unused_codes()


def code_of(secret: str) -> str:
    """What the app shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def mailed_code() -> str:
    """The code in the last mail."""
    return re.findall(r"^(\d{4}-\d{4})$", mail.outbox[-1].body, re.M)[0]


def mailed_link() -> str:
    """The path of the link in the last mail that has one for a password."""
    return re.findall(r"https?://[^/]+(/cuenta/contrasena/\S+)", mail.outbox[-1].body)[0]


def is_in(client: Client) -> bool:
    """Whether the client is signed in."""
    return bool(client.get(reverse("delegations:account")).status_code == 200)
