from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from delegations.models import Unit

pytestmark = pytest.mark.django_db
LISTS = ["delegations:delegation-list", "delegations:unit-list", "delegations:place-list"]


@pytest.fixture
def country(db):
    for name in ("load_delegations", "load_units", "load_places"):
        call_command(name, verbosity=0, stdout=StringIO())


@pytest.mark.parametrize("name", LISTS)
def test_a_stranger_is_sent_to_sign_in(client, name):
    assert reverse("account_login") in client.get(reverse(name)).url


@pytest.mark.parametrize("name", LISTS)
def test_the_whole_list_takes_few_queries(client, olga, country, name, django_assert_max_num_queries):
    client.force_login(olga)
    with django_assert_max_num_queries(9):
        response = client.get(reverse(name))
    assert response.status_code == 200


def names(response):
    return [row.name for row in response.context["object_list"]]


@pytest.mark.parametrize("query", ["HGZ 2 aguascalientes", "hospital general de zona 2 aguas", "asims000016"])
def test_a_unit_is_found_as_people_say_it(client, olga, country, query):
    client.force_login(olga)
    assert names(client.get(reverse("delegations:unit-list"), {"q": query})) == ["HGZ 2 Aguascalientes"]


def test_units_are_filtered_sorted_and_paged_from_the_address(client, olga, country):
    client.force_login(olga)
    url = reverse("delegations:unit-list")
    response = client.get(url, {"delegacion": "DFN", "tipo": "UMAE", "orden": "-name"})
    shown = names(response)
    assert len(shown) == 4
    assert shown == sorted(shown, key=str.lower, reverse=True)
    assert client.get(url, {"pagina": 5}).context["page_obj"].end_index() == 204
    assert client.get(url, {"pagina": 6}).status_code == 404


def test_names_sort_as_spanish_does(client, olga, country):
    client.force_login(olga)
    response = client.get(reverse("delegations:unit-list"), {"orden": "municipality"})
    first = [row.municipality for row in response.context["object_list"]][:3]
    assert first[:2] == ["Acapulco de Juárez", "Acuña"]
    places = [unit.municipality for unit in response.context["object_list"]]
    assert "Álvaro Obregón" in places


def test_a_place_is_found_by_its_unit_and_kind(client, olga, country):
    client.force_login(olga)
    response = client.get(reverse("delegations:place-list"), {"q": "farmacia hgz 2 aguascalientes"})
    assert [row.code for row in response.context["object_list"]] == ["ASIMS000016-FAR"]


def test_a_delegation_is_found_without_accents(client, olga, country):
    client.force_login(olga)
    response = client.get(reverse("delegations:delegation-list"), {"q": "queretaro"})
    assert [row.code for row in response.context["object_list"]] == ["QRO"]


def test_a_manager_sees_her_own_unit_and_no_other(
    client, ana, carla, hospital, other_hospital, pharmacy, other_pharmacy
):
    client.force_login(ana)
    assert names(client.get(reverse("delegations:unit-list"))) == [hospital.name]
    assert names(client.get(reverse("delegations:place-list"))) == [pharmacy.name]
    assert client.get(reverse("delegations:unit-detail", args=[hospital.clues])).status_code == 200
    assert client.get(reverse("delegations:unit-detail", args=[other_hospital.clues])).status_code == 404
    assert client.get(reverse("delegations:delegation-detail", args=[hospital.delegation.code])).status_code == 200
    assert client.get(reverse("delegations:delegation-detail", args=["BC"])).status_code == 404


def test_filters_offer_only_what_the_person_sees(client, ana, other_delegation):
    client.force_login(ana)
    response = client.get(reverse("delegations:unit-list"))
    assert [d.code for d in response.context["filter"].form.fields["delegacion"].queryset] == ["JAL"]
    assert names(client.get(reverse("delegations:unit-list"), {"delegacion": "BC"})) == []


def test_details_take_few_queries(client, olga, country, django_assert_max_num_queries):
    client.force_login(olga)
    unit = Unit.objects.get(clues="ASIMS000016")
    for url in (
        reverse("delegations:unit-detail", args=[unit.clues]),
        reverse("delegations:delegation-detail", args=["AGS"]),
    ):
        with django_assert_max_num_queries(9):
            assert client.get(url).status_code == 200


def test_what_is_shown_downloads_whole_and_filtered(client, olga, country):
    client.force_login(olga)
    response = client.get(reverse("delegations:unit-list"), {"tipo": "UMAE", "formato": "csv"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 26
    assert lines[0].startswith("\ufeffCLUES,Unidad,")
    book = client.get(reverse("delegations:unit-list"), {"formato": "xlsx"})
    assert b"".join(book.streaming_content)[:2] == b"PK"


def test_a_download_holds_nothing_out_of_scope(client, ana, other_hospital):
    client.force_login(ana)
    text = b"".join(client.get(reverse("delegations:unit-list"), {"formato": "csv"}).streaming_content).decode()
    assert other_hospital.clues not in text
    assert len(text.splitlines()) == 2


def test_a_filter_that_makes_no_sense_shows_and_exports_nothing(client, ana):
    client.force_login(ana)
    response = client.get(reverse("delegations:unit-list"), {"nivel": "9"})
    assert response.status_code == 200
    assert names(response) == []
    text = b"".join(client.get(reverse("delegations:unit-list"), {"nivel": "9", "formato": "csv"}).streaming_content)
    assert len(text.decode().splitlines()) == 1


def test_an_empty_search_says_what_to_do(client, ana):
    client.force_login(ana)
    assert "Nada coincide" in client.get(reverse("delegations:unit-list"), {"q": "xyz"}).content.decode()
