"""A changed key: second factors still work, are sealed anew, and then need the former key no more."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from cryptography.fernet import InvalidToken
from django.core.management import call_command

from delegations.models import AuditEvent, Person

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
NEW = "n" * 50


@pytest.fixture
def factors(ana: Person, olga: Person) -> list[Authenticator]:
    return [
        Authenticator.objects.create(user=ana, type="totp", data={"secret": encrypt(SECRET)}),
        Authenticator.objects.create(user=ana, type="recovery_codes", data={"seed": encrypt(SECRET), "used_mask": 5}),
        Authenticator.objects.create(user=olga, type="webauthn", data={"name": "Llave 1"}),
    ]


def test_a_former_key_opens_until_all_is_sealed_anew(factors: list[Authenticator], settings) -> None:
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [former]
    assert decrypt(factors[0].data["secret"]) == SECRET
    call_command("reseal_factors")
    settings.SECRET_KEY_FALLBACKS = []
    for factor in factors:
        factor.refresh_from_db()
    assert decrypt(factors[0].data["secret"]) == decrypt(factors[1].data["seed"]) == SECRET
    assert factors[1].data["used_mask"] == 5
    assert factors[2].data == {"name": "Llave 1"}
    assert AuditEvent.objects.get(type="second_factor.resealed").after == {"factors": 2}


def test_without_the_former_key_nothing_is_changed(factors: list[Authenticator], settings) -> None:
    before = factors[0].data["secret"]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []
    with pytest.raises(InvalidToken):
        call_command("reseal_factors")
    factors[0].refresh_from_db()
    assert factors[0].data["secret"] == before
