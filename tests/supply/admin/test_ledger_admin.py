from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from supply.actions.ledger import IssueLine, dispatch
from supply.models import Document

pytestmark = pytest.mark.django_db

MODELS = ("document", "movement", "balance", "lot", "transfer", "placeclosure")


@pytest.fixture
def signed_in(admin):
    client = Client()
    client.force_login(admin)
    return client


@pytest.mark.parametrize("model", MODELS)
def test_the_ledger_is_looked_at_and_never_written(model, signed_in, stocked, pharmacy, warehouse, vincristine, ana):
    dispatch(place=pharmacy, to_place=warehouse, lines=[IssueLine(vincristine.pk, 1)], key="t", by=ana)
    assert signed_in.get(reverse(f"admin:supply_{model}_changelist")).status_code == 200
    assert signed_in.get(reverse(f"admin:supply_{model}_add")).status_code == 403


def test_a_document_shows_its_movements_and_takes_no_change(signed_in, stocked):
    document = Document.objects.get()
    address = reverse("admin:supply_document_change", args=[document.pk])
    assert "NEAR" in signed_in.get(address).content.decode()
    assert signed_in.post(address, {"note": "otra"}).status_code == 403
    assert (
        signed_in.post(reverse("admin:supply_document_delete", args=[document.pk]), {"post": "yes"}).status_code == 403
    )
