"""Pages of redistribution and transfer orders: who sees them, and what a press does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from delegations.models import Person, Place
from supply.models import RedistributionRun, TransferOrder
from tests.factories.delegations import PlaceFactory, UnitFactory
from tests.factories.redistribution import (
    ProposalFactory,
    RedistributionRunFactory,
    TransferOrderFactory,
    TransferOrderLineFactory,
)

pytestmark = pytest.mark.django_db

FACTS = {
    "from": "HGZ 1", "to": "HGZ 2", "pieces": 5, "of_trip": 5, "doses": 2, "lacked_doses": 3, "lacked_pieces": 9,
    "first_dose": "2026-11-25", "last_dose": "2026-11-28", "filled": 0, "saved": 0, "arrives": "2026-11-24", "days": 2,
    "life": 90, "left": 12, "kept": 4, "is_share": True,
}  # fmt: skip


@pytest.fixture
def order(pharmacy: Place, delegation: Any) -> TransferOrder:
    sister = PlaceFactory(unit=UnitFactory(delegation=delegation), kind="farmacia")
    made = TransferOrderFactory(from_place=pharmacy, to_place=sister)
    TransferOrderLineFactory(order=made)
    return made


@pytest.fixture
def run(pharmacy: Place, order: TransferOrder, delegation: Any) -> RedistributionRun:
    told = {"uncovered": 3, "short": 0, "lost": 7, "cost": 0}
    summary = {"before": told, "after": {**told, "uncovered": 1}, "proven": 1, "drugs": []}
    made = RedistributionRunFactory(delegation=delegation, summary=summary, done=1, total=1)
    ProposalFactory(run=made, from_place=pharmacy, to_place=order.to_place, facts=FACTS)
    return made


def test_the_run_shows_before_after_and_the_reason(client: Client, run: RedistributionRun, beto: Person) -> None:
    client.force_login(beto)
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Cubre 2 dosis sin cubrir de HGZ 2 (de 3), del 25 nov al 28 nov." in page
    assert "No alcanza para todos" in page
    assert reverse("supply:redistribution-accept-all", args=[run.pk]) in page


def test_a_unit_does_not_see_what_was_asked_of_its_delegation(
    client: Client, run: RedistributionRun, ana: Person
) -> None:
    client.force_login(ana)
    assert client.get(run.get_absolute_url()).status_code == 404


def test_asking_makes_a_run_of_ones_delegation(client: Client, beto: Person, delegation: Any) -> None:
    client.force_login(beto)
    answer = client.post(reverse("supply:redistribution-new"), {"delegation": delegation.pk})
    assert answer.status_code == 302
    assert RedistributionRun.objects.get().requested_by == beto


def test_a_name_that_is_not_known_is_refused_and_nothing_typed_is_lost(
    client: Client, beto: Person, delegation: Any
) -> None:
    client.force_login(beto)
    told = {"delegation": delegation.pk, "without_orders": "NO-EXISTE-1"}
    answer = client.post(reverse("supply:redistribution-new"), told)
    assert answer.status_code == 422
    assert answer.content.decode().count("NO-EXISTE-1") >= 2
    assert not RedistributionRun.objects.exists()


def test_a_manager_confirms_their_own_end_with_one_press(client: Client, order: TransferOrder, ana: Person) -> None:
    client.force_login(ana)
    page = client.get(order.get_absolute_url()).content.decode()
    give, take = (reverse(f"supply:transfer-order-{end}", args=[order.pk]) for end in ("give", "take"))
    assert give in page
    assert take not in page
    assert client.post(give, {"edition": 1}).status_code == 302
    order.refresh_from_db()
    assert order.giver_confirmed_by == ana
    assert client.post(take, {"edition": 2}).status_code == 403


def test_lists_cost_the_same_however_many_rows(
    client: Client, run: RedistributionRun, beto: Person, pharmacy: Place, django_assert_max_num_queries: Any
) -> None:
    client.force_login(beto)
    for _ in range(8):
        TransferOrderLineFactory(order__from_place=pharmacy)
        RedistributionRunFactory(delegation=pharmacy.delegation)
    for name in ("supply:transfer-order-list", "supply:redistribution-list"):
        with django_assert_max_num_queries(14):
            assert client.get(reverse(name)).status_code == 200
