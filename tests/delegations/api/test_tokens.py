from __future__ import annotations

import pytest
from django.urls import reverse
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient
from rest_framework.throttling import SimpleRateThrottle

from delegations.models import AuditEvent
from delegations.roles import Role
from tests.delegations.sign_in.conftest import enrol
from tests.factories.delegations import PostingFactory

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-larga-y-ajena"


@pytest.fixture
def url() -> str:
    return reverse("api-token")


@pytest.fixture
def with_password(ana):
    ana.set_password(PASSWORD)
    ana.save()
    return ana


def test_email_and_password_give_a_token_that_opens_the_api(url, with_password) -> None:
    client = APIClient()
    answer = client.post(url, {"email": "ANA@example.org", "password": PASSWORD})
    assert answer.status_code == 201
    client.credentials(HTTP_AUTHORIZATION=f"Token {answer.json()['token']}")
    assert client.get(reverse("api-units")).json()["count"] == 1
    assert AuditEvent.objects.filter(type="token.created", by_id=with_password.pk).count() == 1


def test_asked_for_again_it_is_another_one_and_the_first_stops(url, with_password) -> None:
    client = APIClient()
    first, second = (
        client.post(url, {"email": with_password.email, "password": PASSWORD}).json()["token"] for _ in range(2)
    )
    answers = [
        APIClient(headers={"authorization": f"Token {key}"}).get(reverse("api-units")).status_code
        for key in (first, second)
    ]
    assert answers == [401, 200]


def test_only_its_hash_is_kept(url, with_password) -> None:
    key = APIClient().post(url, {"email": with_password.email, "password": PASSWORD}).json()["token"]
    assert Token.objects.get(user=with_password).key != key


def test_a_password_alone_is_not_enough_for_who_has_a_second_factor(url, with_password) -> None:
    enrol(with_password)
    answer = APIClient().post(url, {"email": with_password.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "second_factor_required"
    assert "página de su cuenta" in answer.json()["error"]["remedy"]
    assert not Token.objects.exists()


def test_nor_for_who_needs_one(url, olga, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    olga.set_password(PASSWORD)
    olga.save()
    assert APIClient().post(url, {"email": olga.email, "password": PASSWORD}).status_code == 403


def test_a_key_stops_when_a_new_role_asks_for_a_second_factor(url, with_password, hospital, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    key = APIClient().post(url, {"email": with_password.email, "password": PASSWORD}).json()["token"]
    program = APIClient(headers={"authorization": f"Token {key}"})
    assert program.get(reverse("api-units")).status_code == 200
    PostingFactory(person=with_password, role=Role.CLINICIAN, unit=hospital)
    assert program.get(reverse("api-units")).json()["error"]["code"] == "second_factor_required"
    enrol(with_password)
    assert program.get(reverse("api-units")).status_code == 200


@pytest.mark.parametrize("shut", [{"is_active": False}, {"joined_at": None}])
def test_a_key_of_a_shut_account_opens_nothing(url, with_password, shut) -> None:
    key = APIClient().post(url, {"email": with_password.email, "password": PASSWORD}).json()["token"]
    for name, value in shut.items():
        setattr(with_password, name, value)
    with_password.save()
    assert APIClient(headers={"authorization": f"Token {key}"}).get(reverse("api-units")).status_code == 401
    assert APIClient().post(url, {"email": with_password.email, "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize("email", ["ana@example.org", "nadie@example.org"])
def test_a_wrong_password_and_an_unknown_account_answer_alike(url, with_password, email) -> None:
    answer = APIClient().post(url, {"email": email, "password": "otra"})
    assert answer.status_code == 401
    assert answer.json()["error"]["message"] == "El correo o la contraseña no son correctos."


def test_whoever_left_gets_none(url, with_password) -> None:
    with_password.is_active = False
    with_password.save()
    assert APIClient().post(url, {"email": with_password.email, "password": PASSWORD}).status_code == 401


def test_half_a_sign_in_names_what_is_missing(url, db) -> None:
    answer = APIClient().post(url, {"email": "ana@example.org"})
    assert answer.status_code == 400
    assert answer.json()["error"]["faults"][0]["field"] == "password"


def test_nobody_gets_no_token(url, db) -> None:
    assert APIClient().post(url, {}).status_code == 401
    assert APIClient().delete(url).status_code == 401


def test_an_open_session_gives_one_but_only_with_its_csrf_token(url, ana) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post(url, {}).status_code == 403
    assert not Token.objects.exists()
    lax = APIClient()
    lax.force_login(ana)
    assert lax.post(url, {}).status_code == 201


def test_a_revoked_token_opens_nothing(url, ana) -> None:
    client = APIClient()
    client.force_login(ana)
    key = client.post(url, {}).json()["token"]
    assert client.delete(url).status_code == 204
    assert AuditEvent.objects.filter(type="token.revoked", by_id=ana.pk).exists()
    stranger = APIClient()
    stranger.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    assert stranger.get(reverse("api-units")).status_code == 401


def test_guesses_at_one_account_are_counted_wherever_they_come_from(url, with_password, monkeypatch) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"token": "3/min", "anon": "99/min", "user": "99/min"})
    codes = [
        APIClient(REMOTE_ADDR=f"10.0.0.{host}").post(url, {"email": "ana@example.org", "password": "x"}).status_code
        for host in range(5)
    ]
    assert codes == [401, 401, 401, 429, 429]


def test_guesses_from_one_address_are_counted_whoever_they_are_at(url, db, monkeypatch) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", {"token": "3/min", "anon": "99/min", "user": "99/min"})
    codes = [
        APIClient().post(url, {"email": f"p{guess}@example.org", "password": "x"}).status_code for guess in range(4)
    ]
    assert codes == [401, 401, 401, 429]
