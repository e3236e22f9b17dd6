"""The pages of requisitions: filled with the suggestion, refused beside the line, decided with both stocks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from delegations.models import Person, Place
from supply.actions.ledger import LotLine, receive
from supply.actions.requisitions import AskedLine, draft_requisition, send_requisition
from supply.models import Drug, Requisition, RequisitionState
from tests.factories.planning import StockPlanFactory
from tests.supply.actions.requisitions.conftest import FAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def lacking(hospital, vincristine) -> None:
    StockPlanFactory(unit=hospital, drug=vincristine, suggested=20, daily_mean=Decimal("2"))


@pytest.fixture
def sent(lacking: None, pharmacy: Place, delegation_warehouse: Place, vincristine: Drug, ana: Person) -> Requisition:
    receive(place=delegation_warehouse, lines=[LotLine(vincristine.pk, "L-1", FAR, 15)], key="w", by=None)
    row = draft_requisition(place=pharmacy, lines=[AskedLine(vincristine.pk, 20)], giver=delegation_warehouse, by=ana)
    return send_requisition(requisition=row, by=ana)


def _as(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _lines(*rows: tuple[str, int, str]) -> dict[str, object]:
    told: dict[str, object] = {"lineas-TOTAL_FORMS": len(rows), "lineas-INITIAL_FORMS": 0}
    for index, (drug, asked, why) in enumerate(rows):
        told |= {f"lineas-{index}-drug": drug, f"lineas-{index}-asked": asked, f"lineas-{index}-explanation": why}
    return told


def test_a_new_one_is_filled_with_what_the_levels_suggest(lacking, pharmacy, delegation_warehouse, vincristine, ana):
    page = _as(ana).get(reverse("supply:requisition-new", args=[pharmacy.code]))
    first = page.context["lines"].forms[0]
    assert (first["asked"].value(), vincristine.label in first["drug"].value()) == (20, True)
    assert page.context["head"]["giver"].value() == f"{delegation_warehouse.name} · {delegation_warehouse.code}"


def test_another_quantity_is_refused_at_its_line_and_nothing_typed_is_lost(lacking, pharmacy, vincristine, ana):
    here = reverse("supply:requisition-new", args=[pharmacy.code])
    page = _as(ana).post(here, {**_lines((vincristine.code, 30, "")), "note": "Lo que escribí"})
    assert page.status_code == 422
    assert "20" in page.context["lines"].forms[0].errors["explanation"][0]
    assert "Lo que escribí" in page.content.decode()
    page = _as(ana).post(here, _lines((vincristine.code, 30, "Ingresan dos")) | {"enviar": "1"})
    row = Requisition.objects.get()
    assert page["Location"] == reverse("supply:requisition-send", args=[row.pk])


def test_a_stale_correction_is_told_once(lacking, pharmacy, vincristine, ana):
    row = draft_requisition(place=pharmacy, lines=[AskedLine(vincristine.pk, 20)], by=ana)
    Requisition.objects.filter(pk=row.pk).update(edition=5)
    here = reverse("supply:requisition-edit", args=[row.pk])
    page = _as(ana).post(here, _lines((vincristine.code, 20, "")) | {"edition": 1})
    assert page.status_code == 422
    assert page.context["head"]["edition"].value() == 5
    page = _as(ana).post(here, _lines((vincristine.code, 20, "")) | {"edition": 5})
    assert page.status_code == 302


def test_whoever_decides_sees_both_stocks_and_who_else_has_some(
    sent, delegation_warehouse, warehouse, vincristine, beto
):
    receive(place=warehouse, lines=[LotLine(vincristine.pk, "L-2", FAR, 40)], key="o", by=None)
    page = _as(beto).get(reverse("supply:requisition-decide", args=[sent.pk]))
    [(_line, asker, giver, _left, _fields)] = page.context["rows"]
    assert (asker.usable, asker.here, giver.here) == (40, 0, 15)
    assert [(one.place, one.covers) for one in page.context["others"]] == [(warehouse, 1), (delegation_warehouse, 0)]


def test_what_the_giver_has_not_is_refused_at_its_line(sent, delegation_warehouse, beto):
    line = sent.lines.get()
    here = reverse("supply:requisition-decide", args=[sent.pk])
    said = {"giver": delegation_warehouse.code, "edition": sent.edition, f"{line.pk}-approved": 20}
    page = _as(beto).post(here, {**said, f"{line.pk}-to_purchase": 0})
    assert page.status_code == 422
    assert f"{line.pk}-approved" in page.context["form"].errors
    page = _as(beto).post(here, {**said, f"{line.pk}-to_purchase": 5})
    sent.refresh_from_db()
    assert (page.status_code, sent.state) == (302, RequisitionState.APPROVED)
    assert _as(beto).get(here).status_code == 302


def test_the_list_asks_as_much_of_few_as_of_many(sent, pharmacy, vincristine, ana, beto, django_assert_max_num_queries):
    for number in range(6):
        row = draft_requisition(
            place=pharmacy, lines=[AskedLine(vincristine.pk, number + 1, "Hace falta")], by=ana, is_emergency=True,
            note="Urge",
        )  # fmt: skip
        if number < 3:
            send_requisition(requisition=row, by=ana)
    client = _as(beto)
    with django_assert_max_num_queries(16):
        page = client.get(reverse("supply:requisition-list"))
    assert [row.is_emergency for row in page.context["waiting"]] == [True, True, True, False]
    assert len(page.context["object_list"]) == 7


def test_a_folio_finds_it(sent, beto):
    page = _as(beto).get(reverse("supply:requisition-list"), {"q": sent.folio})
    assert list(page.context["object_list"]) == [sent]


def test_naming_a_place_of_another_delegation_does_not_open_its_shelves(
    lacking, pharmacy, other_pharmacy, vincristine, ana, beto, olga
):
    receive(place=other_pharmacy, lines=[LotLine(vincristine.pk, "L-9", FAR, 7_531)], key="w", by=None)
    row = draft_requisition(place=pharmacy, lines=[AskedLine(vincristine.pk, 20)], giver=other_pharmacy, by=ana)
    send_requisition(requisition=row, by=ana)
    here, decide = row.get_absolute_url(), reverse("supply:requisition-decide", args=[row.pk])
    shown = [_as(who).get(url).content.decode() for who, url in ((ana, here), (beto, here), (beto, decide))]
    assert not [page for page in shown if "7,531" in page or "7531" in page]
    assert "7,531" in _as(olga).get(here).content.decode()
