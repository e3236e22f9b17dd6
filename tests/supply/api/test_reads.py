from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(api):
    """What a person reads at a route."""

    def read(person, name, *args, **query):
        answer = api(person).get(reverse(f"api-{name}", args=args), query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return read


def test_the_stock_of_a_place_is_told_by_drug_and_lot(get, ana, pharmacy, stocked) -> None:
    (row,) = get(ana, "place-stock", pharmacy.code)["results"]
    assert (row["code"], row["usable"], row["expiring_30"], row["expiring_60"]) == ("010.000.1768", 30, 0, 10)
    assert [(lot["number"], lot["on_hand"]) for lot in row["lots"]] == [("NEAR", 10), ("FAR", 20)]
    assert get(ana, "place-stock", pharmacy.code, estado="bloqueado")["count"] == 0


def test_balances_are_found_by_place_drug_and_expiry(get, ana, pharmacy, stocked) -> None:
    soon = (pharmacy.today() + timedelta(days=60)).isoformat()
    rows = get(ana, "balances", codigo_lugar=pharmacy.code, medicamento="010000176800", caduca_hasta=soon)["results"]
    assert [(row["lot"]["number"], row["on_hand"]) for row in rows] == [("NEAR", 10)]


def test_the_kardex_carries_its_balance_over_pages_and_periods(get, ana, pharmacy, vincristine, stocked) -> None:
    for key in "abc":
        dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 2)], key=key, by=ana)
    told = get(ana, "place-kardex", pharmacy.code, vincristine.pk, page_size=2, page=1)
    assert (told["count"], [row["balance"] for row in told["results"]]) == (5, [24, 26])
    today = pharmacy.today().isoformat()
    since = get(ana, "place-kardex", pharmacy.code, vincristine.pk, desde=today, sentido="antiguo")["results"]
    assert [row["balance"] for row in since] == [28, 26, 24]


def test_a_period_that_is_none_is_told(api, ana, pharmacy, vincristine) -> None:
    url = reverse("api-place-kardex", args=[pharmacy.code, vincristine.pk])
    answer = api(ana).get(url, {"desde": "2026-02-02", "hasta": "2026-02-01"})
    assert answer.status_code == 400
    assert answer.json()["error"]["faults"][0]["field"] == "hasta"


def test_a_document_leads_to_its_movements(get, ana, world) -> None:
    document = get(ana, "documents", tipo="receipt")["results"][0]
    assert get(ana, "document", document["id"]) == document
    (movement,) = get(ana, "movements", documento=document["id"])["results"]
    assert (movement["quantity"], movement["lot"]["drug"]["code"]) == (30, "010.000.1768")


def test_a_document_is_found_by_the_key_it_was_sent_under(get, ana, world) -> None:
    assert get(ana, "documents", llave="world-1")["count"] == 1
    assert get(ana, "documents", llave="otra")["count"] == 0


def test_what_is_on_its_way_is_told_with_its_pieces(get, ana, world) -> None:
    (row,) = get(ana, "transfers", estado="in_transit", sentido="entra")["results"]
    assert (row["from_place"]["code"], row["pieces"]) == ("JAL-ALM", 5)


def test_the_sums_say_what_the_board_says(get, olga, beto, world) -> None:
    whole = {"semana": str(world.week), "lugar": "conjunto"}
    (week,) = get(beto, "delegation-weeks", **whole)["results"]
    assert (week["units_expected"], week["units_signed"], week["denied"], week["week"]) == (1, 0, 3, str(world.week))
    # The hospital's two drugs and the warehouse's: three of four pairs... counted, never averaged.
    counted = {name: value for name, value in week.items() if name.startswith("pairs_")}
    unsafe, pairs = counted["pairs_out"] + counted["pairs_critical"], sum(counted.values())
    assert week["abasto_level"] == pytest.approx(100 * (pairs - unsafe) / pairs)
    cells = get(beto, "week-cells", **whole, medicamento="010.000.1768")["results"]
    country = get(olga, "country-cells", **whole, medicamento="010.000.1768")["results"]
    assert cells[0]["usable"] == country[0]["usable"] == 60


def test_claves_en_cero_are_told_to_each_over_what_they_see(get, ana, beto, olga, world) -> None:
    for person in (ana, beto, olga):
        found = get(person, "drugs-at-zero")["results"]
        assert [row["code"] for row in found] == ["010.000.1760"]
        assert found[0]["pairs_out"] >= 1
    assert get(beto, "drugs-at-zero", delegacion="JAL")["count"] == 1
    assert get(olga, "drugs-at-zero", semana=str(world.week.previous()))["count"] == 0


def test_the_worst_pairs_name_who_answers(get, olga, ana, world) -> None:
    (pair,) = get(olga, "worst-pairs")["results"]
    assert (pair["clues"], pair["code"], pair["category"], pair["denied"]) == ("JCIMS000001", "010.000.1760", "out", 3)
    assert pair["manager"]["name"] == ana.full_name
    assert get(olga, "worst-pairs", medicamento="010.000.1768")["count"] == 0


@pytest.mark.parametrize("name", ["drugs-at-zero", "worst-pairs"])
def test_a_question_that_is_none_is_told(api, olga, name) -> None:
    answer = api(olga).get(reverse(f"api-{name}"), {"semana": "ayer", "delegacion": "NO"})
    assert {one["field"] for one in answer.json()["error"]["faults"]} == {"semana", "delegacion"}


def test_before_the_first_week_there_is_nothing(get, olga) -> None:
    assert get(olga, "drugs-at-zero")["results"] == get(olga, "worst-pairs")["results"] == []


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("drugs", 2), ("presentations", 3), ("assortments", 3), ("lots", 3), ("balances", 3), ("movements", 3),
        ("documents", 3), ("transfers", 3), ("weekly-reports", 3), ("prescriptions", 3), ("week-cells", 3),
        ("delegation-weeks", 3), ("drugs-at-zero", 4), ("worst-pairs", 4),
    ],
)  # fmt: skip
def test_a_list_takes_the_same_queries_however_long(
    api, beto, world, pharmacy, name, queries, django_assert_max_num_queries
) -> None:
    expiry = pharmacy.today() + timedelta(days=200)
    for number in range(12):
        line = LotLine(DrugFactory().pk, f"N{number}", expiry, 3)
        receive(place=pharmacy, lines=[line], key=f"more-{number}", by=beto)
    with django_assert_max_num_queries(queries):
        assert api(beto).get(reverse(f"api-{name}")).status_code == 200


def test_the_stock_of_a_place_takes_six_queries(api, beto, world, pharmacy, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(6):
        api(beto).get(reverse("api-place-stock", args=[pharmacy.code]))
