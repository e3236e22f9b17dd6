from __future__ import annotations

import pytest
from django.urls import reverse

from delegations.models import AuditEvent
from supply.actions.ledger import LotLine, receive
from supply.models import LotState

pytestmark = pytest.mark.django_db


@pytest.fixture
def near(stocked):
    return stocked["near"]


@pytest.fixture
def address(near):
    return reverse("supply:lot", args=[near.pk])


def test_where_a_lot_is_stays_within_reach(as_, ana, carla, olga, address, near, other_pharmacy, pharmacy, vincristine):
    receive(place=other_pharmacy, lines=[LotLine(vincristine.pk, "NEAR", near.expires_on, 5)], key="r", by=None)
    seen = {
        name: [(row.place.code, row.on_hand) for row in as_(person).get(address).context["places"]]
        for name, person in (("ana", ana), ("carla", carla), ("olga", olga))
    }
    assert seen["ana"] == [(pharmacy.code, 10)]
    assert seen["carla"] == [(other_pharmacy.code, 5)]
    assert len(seen["olga"]) == 2
    assert as_(ana).get(address).context["lot"].pieces == 10


def test_whoever_manages_lots_holds_one_back_with_a_reason(as_, olga, address, near):
    answer = as_(olga).post(address, {"state": "quarantined", "reason": "partículas"}, follow=True)
    assert "quedó en cuarentena" in answer.content.decode()
    near.refresh_from_db()
    assert near.state == LotState.QUARANTINED
    assert AuditEvent.objects.get(type="lot.state").after["reason"] == "partículas"


@pytest.mark.parametrize("data", [{"state": "recalled", "reason": ""}, {"state": "usable", "reason": "x"}, {}])
def test_no_reason_or_no_change_changes_nothing(data, as_, olga, address, near):
    assert as_(olga).post(address, data).status_code == 200
    near.refresh_from_db()
    assert near.state == LotState.USABLE


def test_others_read_and_may_not_change(as_, ana, address, near):
    assert as_(ana).get(address).context["form"] is None
    assert as_(ana).post(address, {"state": "recalled", "reason": "x"}).status_code == 403
    near.refresh_from_db()
    assert near.state == LotState.USABLE


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "nea"}, ["NEAR"]),
        ({"q": "vincristina"}, ["NEAR", "FAR"]),
        ({"caduca": "60"}, ["NEAR"]),
        ({"caduca": "ya"}, []),
        ({"estado": "recalled"}, []),
        ({"existencia": "si"}, ["NEAR", "FAR"]),
        ({"orden": "-expiry"}, ["FAR", "NEAR"]),
    ],
)
def test_lots_are_found(asked, found, as_, ana, near):
    answer = as_(ana).get(reverse("supply:lot-list"), asked)
    assert [lot.number for lot, _mark in answer.context["rows"]] == found


def test_the_list_asks_a_fixed_number_of_queries(as_, ana, near, django_assert_max_num_queries):
    client = as_(ana)
    with django_assert_max_num_queries(8):
        client.get(reverse("supply:lot-list"))
