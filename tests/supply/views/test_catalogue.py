from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from supply.models import Drug
from tests.factories.supply import AssortmentFactory

pytestmark = pytest.mark.django_db
LISTS = ["supply:drug-list", "supply:presentation-list", "supply:assortment-list"]


@pytest.fixture
def catalogue(db):
    call_command("load_catalogue", verbosity=0, stdout=StringIO())


@pytest.mark.parametrize("name", LISTS)
def test_a_stranger_is_sent_to_sign_in(client, name):
    assert reverse("account_login") in client.get(reverse(name)).url


@pytest.mark.parametrize("name", LISTS)
def test_the_whole_list_takes_few_queries(client, olga, catalogue, hospital, name, django_assert_max_num_queries):
    for drug in Drug.objects.in_compendio()[:60]:
        AssortmentFactory(unit=hospital, drug=drug)
    client.force_login(olga)
    with django_assert_max_num_queries(9):
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("vincristina", "010.000.1768"),
        ("VINCRISTINE", "010.000.1768"),
        ("010.000.1768.02", "010.000.1768"),
        ("010000176800", "010.000.1768"),
        ("10000176800", "010.000.1768"),
        ("1768", "010.000.1768"),
        ("trioxido de arsenico", "010.000.7098"),
        ("L01CA02", "010.000.1768"),
    ],
)
def test_a_drug_is_found_as_people_write_it(client, ana, catalogue, query, code):
    client.force_login(ana)
    response = client.get(reverse("supply:drug-list"), {"q": query})
    assert [row.code for row in response.context["object_list"]] == [code]


def test_a_drug_is_found_by_its_colloquial_name(client, ana, catalogue):
    client.force_login(ana)
    response = client.get(reverse("supply:drug-list"), {"q": "ara-c"})
    assert {row.generic_name for row in response.context["object_list"]} == {"Citarabina"}


def test_drugs_without_a_clave_are_shown_as_such(client, ana, catalogue):
    client.force_login(ana)
    response = client.get(reverse("supply:drug-list"), {"compendio": "no"})
    assert len(response.context["object_list"]) == 12
    assert "Sin clave en el Compendio" in response.content.decode()
    page = client.get(reverse("supply:drug-detail", args=[Drug.objects.get(generic_name="Lomustina").pk]))
    assert "el Compendio Nacional no lo tiene" in page.content.decode()


def test_a_drug_shows_its_claves_and_what_nobody_set(client, ana, catalogue, django_assert_max_num_queries):
    client.force_login(ana)
    drug = Drug.objects.get(code="010.000.1768")
    with django_assert_max_num_queries(10):  # one of them asks for the agreements about it
        text = client.get(reverse("supply:drug-detail", args=[drug.pk])).content.decode()
    for digits in ("00", "01", "02", "03"):
        assert f"010.000.1768.{digits}" in text
    assert "Sin definir" in text


def test_a_presentation_is_found_by_its_whole_clave(client, ana, catalogue):
    client.force_login(ana)
    response = client.get(reverse("supply:presentation-list"), {"q": "010000176802"})
    assert [row.clave for row in response.context["object_list"]] == ["010.000.1768.02"]
    assert (
        client.get(reverse("supply:presentation-list"), {"controlado": "si"}).context["page_obj"].paginator.count == 9
    )


def test_drugs_are_sorted_from_the_address(client, ana, catalogue):
    client.force_login(ana)
    codes = [row.code for row in client.get(reverse("supply:drug-list"), {"orden": "-code"}).context["object_list"]]
    assert codes == sorted(codes, reverse=True)


def test_an_assortment_is_its_own_units_business(
    client, ana, carla, hospital, other_hospital, vincristine, methotrexate
):
    AssortmentFactory(unit=hospital, drug=vincristine)
    AssortmentFactory(unit=other_hospital, drug=methotrexate)
    client.force_login(ana)
    response = client.get(reverse("supply:assortment-list"))
    assert [row.drug for row in response.context["object_list"]] == [vincristine]
    found = client.get(reverse("supply:assortment-list"), {"unidad": hospital.clues, "q": "vincris", "vigente": "si"})
    assert len(found.context["object_list"]) == 1
    other = client.get(reverse("supply:assortment-list"), {"unidad": other_hospital.clues})
    assert len(other.context["object_list"]) == 0


def test_the_catalogue_downloads_as_shown(client, ana, catalogue):
    client.force_login(ana)
    response = client.get(reverse("supply:drug-list"), {"q": "vincristina", "formato": "csv"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("010.000.1768,Vincristina,vincristine,L01CA02,")
