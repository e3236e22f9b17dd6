"""The board, the suppliers' record and the signs, as their pages show them."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from delegations.models import AuditEvent
from supply.actions.signs import find_signs
from supply.forms.performance import period
from supply.models import WarningSign
from tests.factories.purchasing import ContractLineFactory, TenderFactory, TenderLineFactory, WarningSignFactory
from tests.supply.actions.signs.test_signs import plant_price
from tests.supply.selectors.performance.test_board import deliver, due

pytestmark = pytest.mark.django_db


@pytest.fixture
def bought(pharmacy):
    """Twenty packs of four hundred pesos due a fortnight ago, half of them on time; a clave that nobody wanted."""
    line = ContractLineFactory(presentation__pieces_per_pack=10, price=400)
    order = due(line, pharmacy, 14, packs=20, price=400)
    deliver(order, 0, 10)
    TenderLineFactory(tender=TenderFactory(decided_on=timezone.localdate()), result="deserted")
    return order


def test_board_says_what_was_spent_and_what_is_late(client, olga, bought) -> None:
    client.force_login(olga)
    page = client.get(reverse("supply:purchase-board")).content.decode()
    for said in ("$4,000.00", "50.0 %", "10 de 20 envases", "100", "1 orden, $4,000.00", "nada de lo recibido tiene"):
        assert said in page, said
    assert bought.line.contract.supplier.name in page
    empty = client.get(reverse("supply:purchase-board"), {"periodo": "anterior"}).content.decode()
    assert "Nada en este periodo" in empty


def test_board_is_asked_by_supplier_clave_and_delegation_and_says_what_makes_no_sense(
    client, olga, bought, other_delegation
) -> None:
    client.force_login(olga)
    address = reverse("supply:purchase-board")
    there = client.get(address, {"delegacion": "BC"}).context["board"]
    assert there.whole.spent == 0
    own = client.get(address, {"clave": bought.line.presentation.clave}).context["board"]
    assert own.whole.spent == 4000
    wrong = client.get(address, {"clave": "010.000.999"}).content.decode()
    assert "field-error" in wrong or "error" in wrong


def test_board_hands_out_each_table_as_a_workbook(client, olga, bought) -> None:
    client.force_login(olga)
    for table, first in (
        ("proveedores", bought.line.contract.supplier.name),
        ("claves", bought.line.presentation.clave),
    ):
        answer = client.get(reverse("supply:purchase-board"), {"tabla": table, "formato": "xlsx"})
        book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
        rows = book.get_sheet_by_index(0).to_python()
        assert rows[1][0] == first
        assert 4000 in rows[1]
    assert client.get(reverse("supply:purchase-board"), {"tabla": "otra", "formato": "csv"}).status_code == 404


def test_board_costs_the_same_for_many_orders(client, olga, bought, pharmacy, django_assert_max_num_queries) -> None:
    for n in range(8):
        deliver(due(ContractLineFactory(), pharmacy, 20 + n), 1, 5)
    client.force_login(olga)
    with django_assert_max_num_queries(22):
        client.get(reverse("supply:purchase-board"))


def test_what_is_bought_is_for_whoever_follows_the_country(client, ana, beto, bought) -> None:
    plant_price()
    find_signs()
    for person in (ana, beto):
        client.force_login(person)
        assert client.get(reverse("supply:purchase-board")).status_code == 403
        assert client.get(reverse("supply:sign-list")).status_code == 403
        assert client.get(WarningSign.objects.get().get_absolute_url()).status_code == 403
        assert client.get(reverse("supply:fulfilment")).status_code == 200


def test_suppliers_stand_by_what_they_bring_and_one_is_told_clave_by_clave(client, ana, bought) -> None:
    client.force_login(ana)
    page = client.get(reverse("supply:fulfilment"))
    assert [row.supplier for row in page.context["rows"]] == [bought.line.contract.supplier]
    said = page.content.decode()
    assert "10 de 20 envases" in said
    assert "casi sin historia" in said, "one order is no record"
    one = client.get(reverse("supply:fulfilment"), {"proveedor": bought.line.contract.supplier_id}).content.decode()
    assert bought.line.presentation.clave in one
    line = client.get(reverse("supply:fulfilment"), {"tabla": "proveedores", "formato": "csv"})
    assert bought.line.presentation.clave in b"".join(line.streaming_content).decode()


def test_sign_is_read_answered_and_stays_answered(client, olga) -> None:
    line = plant_price()
    find_signs()
    sign = WarningSign.objects.get()
    client.force_login(olga)
    listed = client.get(reverse("supply:sign-list")).content.decode()
    assert line.contract.number in listed
    file = client.get(reverse("supply:sign-list"), {"formato": "csv"})
    assert f"{line.presentation.drug} · {line.contract.supplier}" in b"".join(file.streaming_content).decode()
    page = client.get(sign.get_absolute_url()).content.decode()
    assert "Puede deberse a otra marca" in page
    address = reverse("supply:sign-review", args=[sign.pk])
    blank = client.post(address, {"state": "explained", "note": " ", "edition": 1})
    assert (blank.status_code, "Falta la explicación" in blank.content.decode()) == (422, True)
    done = client.post(address, {"state": "explained", "note": "Es otra marca", "edition": 1})
    assert (done.status_code, done.url) == (302, sign.get_absolute_url())
    stale = client.post(address, {"state": "closed", "note": "Otra cosa", "edition": 1})
    assert (stale.status_code, "Otra cosa" in stale.content.decode()) == (422, True)
    assert "Es otra marca" in client.get(sign.get_absolute_url()).content.decode()
    assert AuditEvent.objects.filter(type="sign.reviewed").count() == 1
    assert line.contract.number not in client.get(reverse("supply:sign-list")).content.decode()
    assert line.contract.number in client.get(reverse("supply:sign-list"), {"estado": "todas"}).content.decode()


def test_list_of_signs_costs_the_same_for_many(client, olga, pharmacy, django_assert_max_num_queries) -> None:
    for n in range(12):
        WarningSignFactory(key=f"muchas:{n}", place=pharmacy, delegation=pharmacy.delegation)
    client.force_login(olga)
    with django_assert_max_num_queries(18):
        client.get(reverse("supply:sign-list"))


def test_periods_are_whole_months_and_years() -> None:
    today = date(2026, 2, 10)
    assert period("12", today) == (date(2025, 3, 1), today)
    assert period("3", today) == (date(2025, 12, 1), today)
    assert period("anio", today) == (date(2026, 1, 1), today)
    assert period("anterior", today) == (date(2025, 1, 1), date(2025, 12, 31))


def test_api_tells_the_board_the_record_and_takes_an_answer(client, olga, bought) -> None:
    line = plant_price()
    find_signs()
    client.force_login(olga)
    board = client.get(reverse("api-purchase-board")).json()
    assert (board["whole"]["spent"], board["whole"]["fill_rate"], len(board["deserted"])) == ("4000.00", 50.0, 1)
    assert client.get(reverse("api-purchase-board"), {"periodo": "siempre"}).status_code == 400
    (row,) = client.get(reverse("api-supplier-performance")).json()["results"]
    assert (row["supplier"], row["awaited"], row["basis"]) == (bought.line.contract.supplier.name, 10, "none")
    (sign,) = client.get(reverse("api-warning-signs")).json()["results"]
    assert sign["contract"] == line.contract.number
    address = reverse("api-warning-sign-review", args=[sign["id"]])
    answer = {"state": "closed", "note": "Se revisó", "edition": sign["edition"]}
    assert client.post(address, answer, content_type="application/json").json()["state"] == "closed"
    assert client.post(address, answer, content_type="application/json").status_code == 409


def test_nothing_seen_yet_says_what_would_be_there(client, olga) -> None:
    client.force_login(olga)
    assert "Nada por revisar" in client.get(reverse("supply:sign-list")).content.decode()
    assert "Nada en este periodo" in client.get(reverse("supply:purchase-board")).content.decode()
    assert "Aún no hay órdenes" in client.get(reverse("supply:fulfilment")).content.decode()


def test_a_bad_record_is_told_from_how_many_orders(client, ana, pharmacy) -> None:
    line = ContractLineFactory(max_packs=10_000)
    for n in range(24):
        deliver(due(line, pharmacy, 40 + n), 10 if n % 2 else 0, 10)
    client.force_login(ana)
    page = client.get(reverse("supply:fulfilment"), {"proveedor": line.contract.supplier_id}).content.decode()
    assert "24 órdenes" in page
    assert "de su propia historia" in page
