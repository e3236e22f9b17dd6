"""Too much at once: our page or the API's error, before anything is read."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from delegations.models import Person
from supply.models import Document

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def small(settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20


def much() -> SimpleUploadedFile:
    return SimpleUploadedFile("semana.xlsx", b"0" * (3 * 2**20))


def test_a_form_gets_our_page(client: Client, ana: Person) -> None:
    client.force_login(ana)
    answer = client.post(reverse("supply:week-import"), {"archivo": much()})
    assert answer.status_code == 413
    text = answer.content.decode()
    assert "Pasa de 2 MB" in text
    assert "no-store" in answer["Cache-Control"]


def test_nobody_gets_it_too(client: Client) -> None:
    assert client.post(reverse("account_login"), {"login": "x" * (3 * 2**20)}).status_code == 413


def test_the_api_says_it_in_its_own_shape(client: Client, ana: Person, pharmacy) -> None:
    client.force_login(ana)
    body = '{"lines": [' + " " * (3 * 2**20) + "]}"
    answer = client.post(reverse("api-receive", args=[pharmacy.code]), body, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"
    assert client.post(reverse("api-upload-week"), {"file": much()}).status_code == 413
    assert not Document.objects.exists()


def test_what_fits_is_read(client: Client) -> None:
    assert client.post(reverse("account_login"), {"login": "a@example.org", "password": "x"}).status_code == 200


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=5)
def test_more_fields_than_any_form_has_are_our_page(client: Client) -> None:
    answer = client.post(reverse("account_login"), {f"f{n}": "1" for n in range(9)})
    assert answer.status_code == 400
    assert "No se entendió la solicitud" in answer.content.decode()
