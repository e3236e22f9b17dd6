"""Each file that leaves is noted: who, which page, which filters, how many rows; never what somebody typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from delegations.export_trail import EXPORTED, HIDDEN
from delegations.models import AuditEvent, AuditKind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_export_leaves_one_read_event(client, olga, pharmacy, other_pharmacy, format):
    client.force_login(olga)
    asked = {"formato": format, "tipo": "farmacia", "q": "farmacia de la señora"}
    response = client.get(places(), asked)
    assert response.status_code == 200
    event = AuditEvent.objects.get(type=EXPORTED)
    assert (event.kind, event.by_id, event.by) == (AuditKind.READ, olga.pk, olga.full_name)
    assert event.after["page"] == "delegations:place-list"
    assert event.after["format"] == format
    assert event.after["filters"] == {"tipo": "farmacia", "q": HIDDEN}
    assert "señora" not in str(event.after)


def places():
    return reverse("delegations:place-list")


def test_the_number_of_rows_is_told(client, olga, pharmacy, other_pharmacy, transit, other_transit):
    client.force_login(olga)
    client.get(places(), {"formato": "csv", "tipo": "farmacia"})
    assert AuditEvent.objects.get(type=EXPORTED).after["rows"] == 2


def test_a_page_that_is_only_looked_at_leaves_none(client, olga, pharmacy):
    client.force_login(olga)
    client.get(places())
    client.get(places(), {"formato": "pdf"})
    assert not AuditEvent.objects.filter(type=EXPORTED).exists()


def test_what_a_person_exports_of_her_own_unit_is_noted_too(client, ana, pharmacy):
    client.force_login(ana)
    client.get(places(), {"formato": "csv"})
    assert AuditEvent.objects.get(type=EXPORTED).by_id == ana.pk


def test_nobody_is_noted_for_a_file_that_is_public(client, delegation):
    response = client.get(reverse("delegations:network"), {"formato": "csv"})
    assert response.status_code == 200
    assert not AuditEvent.objects.filter(type=EXPORTED).exists()
