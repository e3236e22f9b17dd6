"""Recalls through the API: the same action, each seeing their own places."""

from __future__ import annotations

from datetime import date

import pytest

from supply.actions.ledger import LotLine, receive
from supply.models import LotState, Recall

pytestmark = pytest.mark.django_db
BASE = "/api/v1/recalls/"


@pytest.fixture
def lot(vincristine, pharmacy):
    line = LotLine(vincristine.pk, "B-96896", date(2030, 6, 30), 5)
    return receive(place=pharmacy, lines=[line], key="r", by=None).document.movements.get().lot


@pytest.fixture
def opened(api, olga, vincristine, lot):
    body = {
        "kind": "quality", "product": "Producto", "source": "Alerta", "drug": vincristine.code,
        "lots": [{"number": "B 96896 / B9689B098"}],
    }  # fmt: skip
    answer = api(olga).post(BASE, body, format="json")
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_it_is_opened_answered_and_taken_off(api, ana, opened, lot):
    lot.refresh_from_db()
    assert lot.state == LotState.RECALLED
    assert (opened["places"], opened["pieces"], opened["waiting"]) == (1, 5, 1)
    [holding] = api(ana).get(f"{BASE}{opened['id']}/holdings/").json()["results"]
    one = f"{BASE}{opened['id']}/holdings/{holding['id']}/"
    stale = api(ana).post(f"{one}answer/", {"found": 5, "edition": 7}, format="json")
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale_edition")
    told = api(ana).post(f"{one}answer/", {"found": 5, "edition": 1}, format="json").json()
    assert (told["found"], told["acknowledged_by"]) == (5, ana.full_name)
    out = api(ana).post(f"{one}removal/", {"reason": "supplier_return"}, format="json")
    assert (out.status_code, out.json()["on_hand"]) == (200, 0)
    again = api(ana).post(f"{one}removal/", {"reason": "supplier_return"}, format="json")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_taken_off")


def test_only_the_country_opens_and_ends(api, ana, olga, opened):
    assert api(ana).post(BASE, {}, format="json").status_code == 403
    assert api(ana).post(f"{BASE}{opened['id']}/lifting/", {"reason": "x"}, format="json").status_code == 403
    early = api(olga).post(f"{BASE}{opened['id']}/closing/", {"reason": "x"}, format="json")
    assert (early.status_code, early.json()["error"]["code"]) == (422, "still_waiting")
    lifted = api(olga).post(f"{BASE}{opened['id']}/lifting/", {"reason": "Dictamen"}, format="json")
    assert lifted.json()["state"] == "lifted"
    assert Recall.objects.get().end_reason == "Dictamen"


def test_who_holds_some_elsewhere_is_not_told(api, carla, opened):
    assert api(carla).get(f"{BASE}{opened['id']}/").json()["pieces"] == 0
    assert api(carla).get(f"{BASE}{opened['id']}/holdings/").json()["results"] == []


def test_a_lot_recalled_twice_is_a_conflict_that_names_the_first(api, olga, opened, vincristine):
    body = {"kind": "quality", "product": "P", "source": "S", "drug": vincristine.code, "lots": [{"number": "b96896"}]}
    answer = api(olga).post(BASE, body, format="json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "already_recalled")
