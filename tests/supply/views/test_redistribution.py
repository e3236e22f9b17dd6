"""Pages of redistribution and transfer orders: who sees them, and what a press does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.models import Person, Place
from supply.actions.ledger import LotLine, receive
from supply.models import RedistributionRun, TransferOrder
from tests.factories.delegations import PlaceFactory, UnitFactory
from tests.factories.redistribution import (
    ProposalFactory,
    RedistributionRunFactory,
    TransferOrderFactory,
    TransferOrderLineFactory,
)
from tests.factories.supply import LotFactory

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


def test_a_question_about_one_drug_takes_it_by_name_or_clave(
    client: Client, beto: Person, delegation: Any, vincristine: Any
) -> None:
    client.force_login(beto)
    told = {"delegation": delegation.pk, "drug": "vincristina"}
    assert client.post(reverse("supply:redistribution-new"), told).status_code == 302
    assert RedistributionRun.objects.get().drug == vincristine
    wrong = client.post(reverse("supply:redistribution-new"), {**told, "drug": "aspirina"})
    assert wrong.status_code == 422
    assert "Nada coincide con «aspirina»" in wrong.content.decode()


def test_what_no_longer_applies_is_said_and_not_offered(client: Client, run: RedistributionRun, beto: Person) -> None:
    client.force_login(beto)
    proposal = run.proposals.get()
    lot = LotFactory(drug=proposal.drug)
    proposal.lots = [{"lot": lot.pk, "pieces": 5}]
    proposal.save()
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Ya no aplica" in page
    assert "pide 5 y quedan 0 sin comprometer" in page
    accept = reverse("supply:proposal-accept", args=[proposal.pk])
    assert accept not in page
    assert reverse("supply:redistribution-accept-all", args=[run.pk]) not in page
    assert "quedan 0 utilizables" in client.get(reverse("supply:proposal", args=[proposal.pk])).content.decode()
    told = client.post(accept, follow=True).content.decode()
    assert "quedan 0 utilizables" in told
    proposal.refresh_from_db()
    assert proposal.state == "stale"


def test_accepting_all_spells_out_what_will_happen(client: Client, run: RedistributionRun, beto: Person) -> None:
    client.force_login(beto)
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Se hace 1 orden de traspaso con 5 piezas en total." in page
    assert "Se avisa a quienes responden por 2 lugares." in page


def test_a_proposal_shows_both_ends_to_whom_they_are_seen(
    client: Client, run: RedistributionRun, beto: Person, ana: Person
) -> None:
    address = reverse("supply:proposal", args=[run.proposals.get().pk])
    out_of_scope = "quedan fuera de su alcance"
    client.force_login(beto)
    assert out_of_scope not in client.get(address).content.decode()
    client.force_login(ana)
    page = client.get(address).content.decode()
    assert page.count(out_of_scope) == 1
    assert run.get_absolute_url() not in page


def test_a_transfer_is_ordered_by_hand_and_refusals_stand_at_their_line(
    client: Client, order: TransferOrder, pharmacy: Place, ana: Person, vincristine: Any
) -> None:
    line = LotLine(vincristine.pk, "L1", timezone.localdate() + timedelta(days=300), 4)
    receive(place=pharmacy, lines=[line], key="r", by=None)
    client.force_login(ana)
    address = reverse("supply:transfer-order-new", args=[pharmacy.code])
    told = {
        "lineas-TOTAL_FORMS": 1, "lineas-INITIAL_FORMS": 0, "lineas-MIN_NUM_FORMS": 0, "lineas-MAX_NUM_FORMS": 400,
        "lineas-0-drug": "vincristina", "lineas-0-lot": "L1", "lineas-0-pieces": 5,
        "to_place": order.to_place.code, "why": "Sobra aquí.",
    }  # fmt: skip
    more = client.post(address, told)
    assert more.status_code == 422
    assert "Renglón 1, Piezas: Se piden 5 piezas y hay 4 utilizables" in more.content.decode()
    made = client.post(address, {**told, "lineas-0-pieces": 4})
    new = TransferOrder.objects.latest("pk")
    assert made.headers["Location"] == new.get_absolute_url()
    assert (new.from_place, new.to_place, new.origin, new.made_by) == (pharmacy, order.to_place, "hand", ana)


def test_between_delegations_only_central_office_orders_by_hand(
    client: Client, pharmacy: Place, other_pharmacy: Place, ana: Person, vincristine: Any
) -> None:
    line = LotLine(vincristine.pk, "L1", timezone.localdate() + timedelta(days=300), 4)
    receive(place=pharmacy, lines=[line], key="r", by=None)
    client.force_login(ana)
    told = {
        "lineas-TOTAL_FORMS": 1, "lineas-INITIAL_FORMS": 0, "lineas-MIN_NUM_FORMS": 0, "lineas-MAX_NUM_FORMS": 400,
        "lineas-0-drug": "vincristina", "lineas-0-pieces": 1, "to_place": other_pharmacy.code, "why": "Falta allá.",
    }  # fmt: skip
    page = client.post(reverse("supply:transfer-order-new", args=[pharmacy.code]), told)
    assert page.status_code == 422
    assert "Entre delegaciones lo ordena oficina central" in page.content.decode()
    assert not TransferOrder.objects.exists()
