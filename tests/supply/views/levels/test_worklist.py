from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from supply.models import WorkSnooze
from supply.worklist import LIMIT
from tests.factories.planning import StockPlanFactory
from tests.factories.redistribution import TransferOrderFactory, TransferOrderLineFactory
from tests.factories.supply import DrugFactory, answered

pytestmark = pytest.mark.django_db
PAGE = "/reabasto/"


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def busy(hospital, vincristine, methotrexate):
    answered(hospital, timezone.localdate() + timedelta(days=2), "N-1", {methotrexate: (2, 2)})
    StockPlanFactory(unit=hospital, drug=vincristine, runs_out_probability="0.9", usable=2)


@pytest.fixture
def key(busy, hospital, vincristine) -> str:
    return f"running_out:{hospital.pk}:{vincristine.pk}:soon"


def test_the_worst_stands_first_under_the_words_of_its_rank(client, ana, busy):
    client.force_login(ana)
    page = client.get(PAGE)
    assert [str(label) for label, _rows in page.context["groups"]] == ["Dosis con fecha sin cubrir", "Lo que se agota"]
    text = text_of(page)
    assert text.index("Metotrexato") < text.index("Vincristina")
    assert "N-1" not in text  # whom a dose is for is no matter of supply


def test_elsewhere_it_is_not_there(client, carla, busy):
    client.force_login(carla)
    assert "Nada pendiente" in text_of(client.get(PAGE))


def test_filters_narrow_by_kind_unit_and_drug(client, beto, busy, hospital):
    client.force_login(beto)
    for asked, lines in (
        ({"tipo": "doses"}, 1),
        ({"medicamento": "vincris"}, 1),
        ({"unidad": hospital.clues}, 2),
        ({"delegacion": "JAL"}, 2),
        ({"unidad": "no hay tal"}, 0),
        ({"tipo": "loans"}, 0),
    ):
        assert len(client.get(PAGE, asked).context["work"].lines) == lines, asked


def test_a_filter_that_makes_no_sense_is_marked_and_shows_nothing(client, ana, busy):
    client.force_login(ana)
    page = client.get(PAGE, {"tipo": "nada"})
    assert page.context["filter"].form.errors["tipo"]
    assert page.context["work"].lines == []


def test_the_file_holds_every_page_in_the_order_of_harm(client, ana, busy, hospital):
    for _ in range(60):
        StockPlanFactory(unit=hospital, drug=DrugFactory(), runs_out_probability="0.5")
    client.force_login(ana)
    assert len(client.get(PAGE).context["page_obj"].object_list) == 50
    lines = b"".join(client.get(PAGE, {"formato": "csv"}).streaming_content).decode().splitlines()
    assert len(lines) == 1 + 1 + LIMIT
    assert lines[1].startswith("1,Dosis sin cubrir,Conseguir Metotrexato")


def test_the_statements_of_the_page_do_not_grow_with_its_lines(
    client, beto, busy, hospital, django_assert_max_num_queries
):
    for _ in range(20):
        StockPlanFactory(unit=hospital, drug=DrugFactory(), runs_out_probability="0.5")
    client.force_login(beto)
    client.get(PAGE)
    # Who asks, what is put off, the delegations of the filter, and one for each kind of work.
    with django_assert_max_num_queries(19):
        client.get(PAGE)


def test_what_the_day_holds_is_told_by_kind_and_leads_to_it(client, ana, busy):
    client.force_login(ana)
    kinds = client.get(PAGE, {"medicamento": "vincris"}).context["kinds"]
    assert [(str(kind.label), kind.count, kind.more) for kind in kinds] == [("Por agotarse", 1, False)]
    assert kinds[0].href == "?medicamento=vincris&tipo=running_out"
    assert client.get(PAGE, {"tipo": "doses"}).context["kinds"] == []


def test_words_are_found_for_the_lines_of_the_page_alone(client, ana, hospital):
    for _ in range(51):
        StockPlanFactory(unit=hospital, drug=DrugFactory(), runs_out_probability="0.5")
    client.force_login(ana)
    lines = client.get(PAGE, {"pagina": "1"}).context["work"].lines
    assert sum("told" in vars(line.item) for line in lines) == 50


class TestButtons:
    def button(self, client, person, kind: str) -> tuple[str, str]:
        client.force_login(person)
        [(_label, [row])] = client.get(PAGE, {"tipo": kind}).context["groups"]
        return row.told.action, row.told.href

    def test_what_runs_out_is_asked_for_in_a_form_filled_in(self, client, ana, olga, hospital, pharmacy, vincristine):
        StockPlanFactory(unit=hospital, drug=vincristine, runs_out_probability="0.9", suggested=19)
        action, href = self.button(client, ana, "running_out")
        assert action == "Pedir"
        form = client.get(href)
        assert form.status_code == 200
        assert "Vincristina" in text_of(form)
        # Central office asks for no unit: it reads why.
        action, href = self.button(client, olga, "running_out")
        assert (action, client.get(href).status_code) == ("Ver por qué", 200)

    def test_what_expires_is_moved_in_a_form_with_its_lot_and_pieces(self, client, ana, hospital, stocked, vincristine):
        near = stocked["near"]
        StockPlanFactory(unit=hospital, drug=vincristine, expiring=3, expires_first_on=near.expires_on)
        action, href = self.button(client, ana, "expiring")
        assert action == "Traspasar"
        form = client.get(href)
        assert form.status_code == 200
        [line] = [form.initial for form in form.context["lines"].forms if form.initial]
        assert (line["lot"], line["pieces"]) == (near.number, 3)

    def test_an_order_is_confirmed_by_a_press_and_one_is_back_on_the_list(self, client, ana, pharmacy, other_pharmacy):
        order = TransferOrderFactory(from_place=pharmacy, to_place=other_pharmacy)
        TransferOrderLineFactory(order=order, pieces=3)
        client.force_login(ana)
        [(_label, [row])] = client.get(PAGE).context["groups"]
        answer = client.post(row.told.href, row.told.press, follow=True)
        assert answer.redirect_chain == [(PAGE, 302)]
        assert f"{order.folio} confirmada" in text_of(answer)
        order.refresh_from_db()
        assert order.giver_confirmed_by == ana
        assert "Nada pendiente" in text_of(answer)

    def test_a_press_goes_back_to_no_other_address(self, client, ana, pharmacy, other_pharmacy):
        order = TransferOrderFactory(from_place=pharmacy, to_place=other_pharmacy)
        TransferOrderLineFactory(order=order, pieces=3)
        client.force_login(ana)
        sent = {"edition": "1", "regreso": "https://otro.example.org/"}
        answer = client.post(reverse("supply:transfer-order-give", args=[order.pk]), sent)
        assert answer.url == order.get_absolute_url()


class TestPuttingOff:
    def test_it_leaves_the_list_and_comes_back_by_a_press(self, client, ana, key):
        client.force_login(ana)
        form = client.get(reverse("supply:work-put-off"), {"linea": key})
        assert form.context["form"].initial["linea"] == key
        until = timezone.localdate() + timedelta(days=2)
        sent = {"linea": key, "until": until.isoformat(), "reason": "Llega el jueves"}
        answer = client.post(reverse("supply:work-put-off"), sent, follow=True)
        assert answer.redirect_chain == [(PAGE, 302)]
        text = text_of(answer)
        assert "1 pendiente aplazado" in text
        assert "«Llega el jueves»" in text
        assert [line.item.rank for line in answer.context["work"].lines] == [1]
        again = client.post(reverse("supply:work-bring-back"), {"linea": key}, follow=True)
        assert len(again.context["work"].lines) == 2

    def test_a_day_too_far_is_said_at_its_field_and_nothing_typed_is_lost(self, client, ana, key):
        client.force_login(ana)
        until = timezone.localdate() + timedelta(days=90)
        sent = {"linea": key, "until": until.isoformat(), "reason": "Luego vemos"}
        answer = client.post(reverse("supply:work-put-off"), sent)
        assert answer.status_code == 422
        assert "a lo más 14 días" in str(answer.context["form"].errors["until"])
        assert "Luego vemos" in text_of(answer)
        assert not WorkSnooze.objects.exists()

    def test_anothers_line_is_not_there(self, client, carla, key):
        client.force_login(carla)
        assert client.get(reverse("supply:work-put-off"), {"linea": key}).status_code == 404
        assert client.post(reverse("supply:work-put-off"), {"linea": key}).status_code == 404

    def test_what_is_no_longer_put_off_says_so(self, client, ana, key):
        client.force_login(ana)
        answer = client.post(reverse("supply:work-bring-back"), {"linea": key}, follow=True)
        assert "ya no estaba aplazado" in text_of(answer)
