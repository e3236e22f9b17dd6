"""Redistribution and transfer orders through the API: the same actions, each seeing their own places."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from delegations.models import Delegation, Person, Place
from delegations.roles import Role
from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from supply.models import Drug, Lot, Proposal, RedistributionRun, TransferOrder
from tests.factories.delegations import PersonFactory, PlaceFactory, PostingFactory, UnitFactory
from tests.factories.redistribution import ProposalFactory, RedistributionRunFactory

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


@pytest.fixture
def sister(hospital: Any, delegation: Delegation) -> Place:
    return PlaceFactory(unit=UnitFactory(delegation=delegation), kind="farmacia")


@pytest.fixture
def sonia(sister: Place) -> Person:
    """Supply manager of the other hospital."""
    return PostingFactory(person=PersonFactory(), role=Role.UNIT_SUPPLY_MANAGER, unit=sister.unit).person


@pytest.fixture
def lot(pharmacy: Place, vincristine: Drug) -> Lot:
    """Ten pieces at the pharmacy."""
    line = LotLine(vincristine.pk, "L1", timezone.localdate() + timedelta(days=300), 10)
    return receive(place=pharmacy, lines=[line], key="r", by=None).document.movements.get().lot


@pytest.fixture
def proposals(pharmacy: Place, sister: Place, lot: Lot, delegation: Delegation) -> list[Proposal]:
    """Six of the lot, and six again: there is enough for one."""
    run = RedistributionRunFactory(delegation=delegation)
    told = {"run": run, "drug": lot.drug, "from_place": pharmacy, "to_place": sister, "pieces": 6}
    return [ProposalFactory(**told, doses=doses, lots=[{"lot": lot.pk, "pieces": 6}]) for doses in (2, 1)]


def test_a_question_is_asked_read_and_cancelled(api, beto, ana, delegation, other_delegation) -> None:
    asked = api(beto).post(f"{BASE}/redistributions/", {"delegation": delegation.code}, format="json")
    assert (asked.status_code, asked.json()["state"], asked.json()["before"]) == (201, "queued", None)
    one = f"{BASE}/redistributions/{asked.json()['id']}/"
    assert api(ana).get(one).status_code == 404
    assert api(beto).post(f"{one}cancellation/").json()["state"] == "cancelled"
    again = api(beto).post(f"{one}cancellation/")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "run_is_over")
    for where in ({}, {"delegation": other_delegation.code}):
        assert api(beto).post(f"{BASE}/redistributions/", where, format="json").status_code == 403
    assert RedistributionRun.objects.count() == 1


def test_an_order_that_is_not_seen_is_not_studied(api, beto, delegation) -> None:
    body = {"delegation": delegation.code, "without_orders": [987654]}
    answer = api(beto).post(f"{BASE}/redistributions/", body, format="json")
    assert answer.status_code == 400
    assert answer.json()["error"]["faults"][0]["field"] == "without_orders"


def test_all_are_accepted_as_far_as_the_stock_goes(api, beto, proposals) -> None:
    listed = api(beto).get(f"{BASE}/proposals/").json()["results"]
    assert [one["still_there"] for one in listed] == [True, True]
    taken = api(beto).post(f"{BASE}/redistributions/{proposals[0].run_id}/acceptance/").json()
    assert taken == {"orders": [TransferOrder.objects.get().pk], "gone": [proposals[1].pk]}
    told = api(beto).get(f"{BASE}/proposals/{proposals[1].pk}/").json()
    assert (told["state"], told["still_there"]) == ("stale", None)


def test_one_whose_stock_is_gone_says_so_and_is_refused(api, beto, pharmacy, lot, proposals) -> None:
    dispense(place=pharmacy, lines=[IssueLine(lot.drug_id, 7)], key="gone", by=None)
    one = f"{BASE}/proposals/{proposals[0].pk}/"
    assert api(beto).get(one).json()["still_there"] is False
    answer = api(beto).post(f"{one}acceptance/")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "stock_changed")
    assert api(beto).get(one).json()["state"] == "stale"


def test_a_proposal_is_rejected_by_whoever_redistributes_with_a_reason(api, ana, beto, proposals) -> None:
    one = f"{BASE}/proposals/{proposals[0].pk}/"
    assert api(ana).post(f"{one}rejection/", {"reason": "No"}, format="json").status_code == 403
    told = api(beto).post(f"{one}rejection/", {"reason": "Llega compra"}, format="json").json()
    assert (told["state"], told["reason"], told["decided_by"]) == ("rejected", "Llega compra", beto.full_name)


def test_an_order_goes_from_draft_to_the_ledger(api, ana, sonia, carla, pharmacy, sister, lot) -> None:
    body = {
        "from_place": pharmacy.code, "to_place": sister.code, "why": "Sobra aquí.",
        "lines": [{"drug_id": lot.drug_id, "lot_id": lot.pk, "pieces": 4}],
    }  # fmt: skip
    made = api(ana).post(f"{BASE}/transfer-orders/", body, format="json")
    assert (made.status_code, made.json()["state"], made.json()["lines"][0]["pieces"]) == (201, "draft", 4)
    one = f"{BASE}/transfer-orders/{made.json()['id']}/"
    assert api(carla).get(one).status_code == 404
    assert api(sonia).post(f"{one}giver-confirmation/").status_code == 403
    assert api(ana).post(f"{one}giver-confirmation/", {"edition": 1}, format="json").status_code == 200
    stale = api(sonia).post(f"{one}taker-confirmation/", {"edition": 1}, format="json")
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale_edition")
    assert api(sonia).post(f"{one}taker-confirmation/", {"edition": 2}, format="json").json()["state"] == "confirmed"
    sent = api(ana).post(f"{one}dispatch/", {}, format="json").json()
    assert (sent["state"], sent["transfer_id"]) == ("sent", TransferOrder.objects.get().transfer_id)
    over = api(ana).post(f"{one}cancellation/", {"reason": "Tarde"}, format="json")
    assert (over.status_code, over.json()["error"]["code"]) == (409, "order_is_over")


def test_no_more_is_ordered_than_is_there_and_promised_to_nobody(api, ana, pharmacy, sister, lot) -> None:
    line = {"drug_id": lot.drug_id, "pieces": 6}
    body = {"from_place": pharmacy.code, "to_place": sister.code, "why": "Sobra aquí.", "lines": [line]}
    assert api(ana).post(f"{BASE}/transfer-orders/", body, format="json").status_code == 201
    answer = api(ana).post(f"{BASE}/transfer-orders/", body, format="json")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["faults"][0]["field"]) == (
        422,
        "more_than_there",
        "lines.0.pieces",
    )
    assert "hay 4 utilizables" in error["message"]
    assert TransferOrder.objects.count() == 1
