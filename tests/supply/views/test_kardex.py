from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from supply.actions.closing import close_week
from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from supply.actions.ledger import reverse as take_back
from supply.views.kardex import KardexPage
from supply.weeks import IsoWeek

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(pharmacy, vincristine):
    return reverse("supply:kardex-drug", args=[pharmacy.code, vincristine.pk])


@pytest.fixture
def busy(pharmacy, stocked, vincristine, ana):
    """30 received a week ago, then 1 given on each of the six days since."""
    today = pharmacy.today()
    for days in range(6, 0, -1):
        dispense(
            place=pharmacy, lines=[IssueLine(vincristine.pk, 1)], key=f"d{days}", by=ana,
            occurred_on=today - timedelta(days=days),
        )  # fmt: skip


def balances(answer) -> list[int]:
    return [row.balance for row in answer.context["rows"]]


def test_the_running_balance_reads_down_to_what_there_is(as_, ana, address, busy):
    assert balances(as_(ana).get(address, {"sentido": "antiguo"})) == [20, 30, 29, 28, 27, 26, 25, 24]
    assert balances(as_(ana).get(address)) == [24, 25, 26, 27, 28, 29, 30, 20]


def test_the_running_balance_is_right_on_any_page(as_, ana, address, busy, monkeypatch):
    monkeypatch.setattr(KardexPage, "paginate_by", 3)
    pages = [balances(as_(ana).get(address, {"pagina": number})) for number in (1, 2, 3)]
    assert pages == [[24, 25, 26], [27, 28, 29], [30, 20]]
    assert balances(as_(ana).get(address, {"pagina": 2, "sentido": "antiguo"})) == [28, 27, 26]


def test_a_period_starts_from_what_there_was(as_, ana, address, busy, pharmacy):
    since = pharmacy.today() - timedelta(days=3)
    answer = as_(ana).get(address, {"desde": since.isoformat(), "hasta": (since + timedelta(days=1)).isoformat()})
    assert balances(answer) == [25, 26]
    totals = answer.context["totals"]
    assert (totals.opening, totals.came, totals.left, totals.closing) == (27, 0, 2, 25)


def test_a_late_movement_is_placed_by_its_day_and_the_rest_follows(as_, ana, address, busy, pharmacy, vincristine):
    day = pharmacy.today() - timedelta(days=4)
    lines = [LotLine(vincristine.pk, "LATE", pharmacy.today() + timedelta(days=300), 100)]
    receive(place=pharmacy, lines=lines, key="late", by=ana, occurred_on=day)
    assert balances(as_(ana).get(address))[:5] == [124, 125, 126, 127, 27]


def test_a_fact_of_a_closed_week_shows_its_true_date(as_, ana, address, pharmacy, stocked, vincristine):
    fact = pharmacy.today() - timedelta(days=7)
    close_week(places=[pharmacy], week=IsoWeek.of(fact))
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 1)], key="d", by=ana, occurred_on=fact)
    text = as_(ana).get(address).content.decode()
    assert "Captura tardía" in text
    assert f"{fact:%d/%m/%Y}" in text


def test_a_reversed_row_is_struck_and_leads_to_its_reversal(as_, ana, address, pharmacy, stocked, vincristine):
    given = dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 3)], key="d", by=ana)
    undone = take_back(document=given.document, key="x", by=ana)
    answer = as_(ana).get(address)
    text = answer.content.decode()
    assert text.count('class="reversed"') == 1
    assert reverse("supply:document", args=[undone.document.pk]) in text
    assert balances(answer)[0] == 30


def test_reversing_is_offered_to_whoever_may(as_, ana, olga, address, stocked):
    assert "data-reverse" in as_(ana).get(address).content.decode()
    assert "data-reverse" not in as_(olga).get(address).content.decode()


def test_the_file_holds_every_row(as_, ana, address, busy):
    text = b"".join(as_(ana).get(address, {"formato": "csv"}).streaming_content).decode()
    assert len(text.splitlines()) == 9


def test_pages_ask_a_fixed_number_of_queries(as_, ana, address, busy, django_assert_max_num_queries):
    client = as_(ana)
    with django_assert_max_num_queries(9):
        client.get(address)


def test_a_wrong_period_is_told_and_shows_everything(as_, ana, address, busy):
    answer = as_(ana).get(address, {"desde": "2026-02-30"})
    assert len(balances(answer)) == 8
    assert "dd/mm/aaaa" in answer.content.decode()


def test_a_lot_runs_by_place_and_only_in_scope(as_, ana, olga, carla, pharmacy, other_pharmacy, stocked, vincristine):
    near = stocked["near"]
    receive(place=other_pharmacy, lines=[LotLine(vincristine.pk, "NEAR", near.expires_on, 5)], key="r", by=None)
    address = reverse("supply:kardex-lot", args=[near.pk])
    assert balances(as_(ana).get(address)) == [10]
    assert balances(as_(carla).get(address)) == [5]
    assert sorted(balances(as_(olga).get(address))) == [5, 10]
