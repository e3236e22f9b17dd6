from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from supply.actions.prescriptions import Tally, record
from supply.actions.unmet import Unmet, note_unmet, void_unmet

pytestmark = pytest.mark.django_db


@pytest.fixture
def unmet(hospital, vincristine, ana):
    day = hospital.today() - timedelta(days=2)
    record(unit=hospital, day=day, tallies=[Tally(vincristine.pk, denied=4)], by=ana)
    rows = [Unmet(hospital.pk, vincristine.pk, day, f"s{number}", "session", f"m{number}") for number in (1, 2)]
    note_unmet(rows=rows)
    void_unmet(references=["s2"], reason="Se dio ese día")
    return day


def test_the_page_counts_once_and_tells_what_was_noted(client, ana, unmet, hospital):
    client.force_login(ana)
    page = client.get(reverse("supply:unmet"))
    text = page.content.decode()
    assert [row.counted for row in page.context["object_list"]] == [5]
    assert hospital.name in text
    assert "Sesión pospuesta o cancelada" in text
    assert "Anulada: Se dio ese día" in text


def test_nothing_unmet_says_so(client, ana):
    client.force_login(ana)
    assert "No hay demanda sin cubrir" in client.get(reverse("supply:unmet")).content.decode()


def test_elsewhere_it_is_not_there(client, carla, unmet):
    client.force_login(carla)
    assert client.get(reverse("supply:unmet")).context["object_list"] == []


def test_days_that_make_no_sense_are_marked_and_show_nothing(client, ana, unmet):
    client.force_login(ana)
    page = client.get(reverse("supply:unmet"), {"desde": "ayer"})
    assert page.context["filter"].form.errors["desde"]


def test_the_file_holds_what_the_page_shows(client, ana, unmet, vincristine):
    client.force_login(ana)
    page = client.get(reverse("supply:unmet"), {"formato": "csv", "medicamento": vincristine.code})
    lines = b"".join(page.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert ",5,4,0,1,0," in lines[1]


def test_the_pages_queries_do_not_grow_with_what_there_is(
    client, ana, unmet, hospital, methotrexate, django_assert_max_num_queries
):
    client.force_login(ana)
    rows = [Unmet(hospital.pk, methotrexate.pk, unmet, f"c{number}", "case", f"c{number}") for number in range(40)]
    note_unmet(rows=rows)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("supply:unmet")).status_code == 200


def test_the_api_tells_both(client, ana, unmet, vincristine):
    client.force_login(ana)
    counts = client.get(reverse("api-unmet-counts"), {"medicamento": vincristine.code}).json()["results"]
    assert [(row["counted"], row["denied"], row["apart"]) for row in counts] == [(5, 4, 1)]
    rows = client.get(reverse("api-unmet-demand"), {"anuladas": "no"}).json()["results"]
    assert [[source["kind"] for source in row["sources"]] for row in rows] == [["session"]]
    assert "reference" not in rows[0]
    assert client.get(reverse("api-unmet-counts"), {"desde": "ayer"}).status_code == 400
