"""Who may open what: one sweep over every page of the ledger, with the whole cast."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from delegations.roles import Role
from supply.actions.ledger import IssueLine, dispatch
from supply.models import Document, Movement
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db

OF_PLACE = ["supply:stock-place"]
POSTING = [
    "supply:receive",
    "supply:dispense",
    "supply:dispatch",
    "supply:adjust",
    "supply:count",
    "supply:prescriptions",
]


@pytest.fixture
def transfer(pharmacy, warehouse, stocked, vincristine, ana):
    return dispatch(place=pharmacy, to_place=warehouse, lines=[IssueLine(vincristine.pk, 2)], key="t", by=ana).transfer


@pytest.fixture
def addresses(pharmacy, stocked, vincristine, transfer):
    """Pages that show Ana's stock."""
    document = Document.objects.get(idempotency_key="stocked")
    return [
        reverse("supply:stock-place", args=[pharmacy.code]),
        reverse("supply:kardex-drug", args=[pharmacy.code, vincristine.pk]),
        reverse("supply:document", args=[document.pk]),
        reverse("supply:transfer", args=[transfer.pk]),
    ]


def test_whoever_sees_the_place_sees_its_pages(addresses, as_, ana, beto, olga):
    for person in (ana, beto, olga):
        for address in addresses:
            assert as_(person).get(address).status_code == 200, (person, address)


def test_out_of_scope_is_not_found(addresses, as_, carla):
    for address in addresses:
        assert as_(carla).get(address).status_code == 404, address


def test_nobody_in_particular_is_sent_to_sign_in(addresses, client, pharmacy):
    for address in [*addresses, *(reverse(name, args=[pharmacy.code]) for name in POSTING)]:
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith("/entrar/")


@pytest.mark.parametrize("name", POSTING)
def test_posting_pages_open_for_whoever_posts_there_only(name, pharmacy, stocked, as_, ana, beto, carla, olga):
    address = reverse(name, args=[pharmacy.code])
    assert as_(ana).get(address).status_code == 200
    assert as_(beto).get(address).status_code == 200
    assert as_(olga).get(address).status_code == 403
    assert as_(olga).post(address, {}).status_code == 403
    assert as_(carla).get(address).status_code == 404
    assert as_(carla).post(address, {}).status_code == 404


def test_a_reader_of_the_unit_may_not_post(pharmacy, hospital, stocked, as_, lines):
    doctor = PersonFactory()
    PostingFactory(person=doctor, role=Role.CLINICIAN, unit=hospital)
    before = Movement.objects.count()
    data = lines({"drug": "010.000.1768", "pieces": 1}, key=str(uuid.uuid4()))
    assert as_(doctor).post(reverse("supply:dispense", args=[pharmacy.code]), data).status_code == 403
    assert as_(doctor).get(reverse("supply:stock-place", args=[pharmacy.code])).status_code == 200
    assert Movement.objects.count() == before


def test_taking_back_asks_for_the_permission_at_the_place(pharmacy, stocked, as_, carla, olga):
    address = reverse("supply:document-reverse", args=[Document.objects.get(idempotency_key="stocked").pk])
    assert as_(olga).post(address).status_code == 403
    assert as_(carla).post(address).status_code == 404
    assert Document.objects.count() == 1


def test_accepting_is_for_the_receiving_place(transfer, as_, carla, olga):
    address = reverse("supply:transfer-accept", args=[transfer.pk])
    assert as_(olga).post(address, {"key": "a", "todo": "1"}).status_code == 403
    assert as_(carla).post(address, {"key": "a", "todo": "1"}).status_code == 404
    transfer.refresh_from_db()
    assert transfer.state == "in_transit"


def test_the_transit_takes_no_documents(transit, as_, beto):
    assert as_(beto).get(reverse("supply:stock-place", args=[transit.code])).status_code == 200
    assert as_(beto).get(reverse("supply:receive", args=[transit.code])).status_code == 403
