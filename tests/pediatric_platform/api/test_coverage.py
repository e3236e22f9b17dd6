"""Coverage over the API: folios and counts within scope, never a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from delegations.models import Person, Place, Unit
from pediatric_platform.models import Child
from supply.models import Drug, Lot
from tests.factories.supply import DrugFactory, answered

pytestmark = pytest.mark.django_db
PACKAGES, DELEGATIONS, DRUGS = "/api/v1/coverage-packages/", "/api/v1/coverage-delegations/", "/api/v1/coverage-drugs/"
HIT_RATE = "/api/v1/promise-hit-rate/"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def doses(
    hospital: Unit, other_hospital: Unit, stocked: dict[str, Lot], other_pharmacy: Place, vincristine: Drug, nina: Child
) -> None:
    """Nina lacks vincristine in 2 days and is complete in 9; at Carla's, which has no data, one lacks it in 3."""
    today = timezone.localdate()
    answered(hospital, today + timedelta(days=2), nina.folio, {vincristine: (2, 1)})
    answered(hospital, today + timedelta(days=9), nina.folio, {vincristine: (2, 0)})
    answered(other_hospital, today + timedelta(days=3), "N-222255", {vincristine: (3, 3)})


def test_packages_tell_folio_pieces_and_whether_it_is_known(doses: None, olga: Person, nina: Child, vincristine: Drug):
    body = signed_in(olga).get(PACKAGES).json()

    assert [(row["folio"], row["status"], row["is_known"]) for row in body["results"]] == [
        (nina.folio, "uncovered", True),
        ("N-222255", "uncovered", False),
        (nina.folio, "covered", True),
    ]
    [line] = body["results"][0]["requirements"]
    assert (line["drug"]["code"], line["pieces"], line["short"]) == (vincristine.code, 2, 1)


def test_not_even_whoever_treats_the_child_reads_a_name_here(doses: None, carmen: Person, nina: Child):
    text = signed_in(carmen).get(PACKAGES).content.decode()

    assert nina.folio in text
    assert nina.given_names not in text
    assert nina.first_surname not in text


def test_each_sees_the_packages_of_their_own_units(doses: None, ana: Person, carla: Person):
    assert signed_in(ana).get(PACKAGES).json()["count"] == 2
    assert [row["folio"] for row in signed_in(carla).get(PACKAGES).json()["results"]] == ["N-222255"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("estado=uncovered", 2),
        ("unidad=BCIMS000001", 1),
        ("delegacion=JAL", 2),
        ("medicamento=010.000.1768", 3),
        ("medicamento=010.000.1768&estado=covered", 1),
    ],
)
def test_packages_are_filtered(doses: None, olga: Person, query: str, count: int):
    assert signed_in(olga).get(f"{PACKAGES}?{query}").json()["count"] == count


def test_packages_are_filtered_by_day_and_by_a_drug_without_clave(doses: None, olga: Person, hospital: Unit):
    today, drug = timezone.localdate(), DrugFactory(code=None, generic_name="Blinatumomab")
    answered(hospital, today, "N-222299", {drug: (1, 1)})
    client = signed_in(olga)

    assert client.get(f"{PACKAGES}?desde={today + timedelta(days=3)}").json()["count"] == 2
    assert client.get(f"{PACKAGES}?hasta={today + timedelta(days=2)}").json()["count"] == 2
    assert client.get(f"{PACKAGES}?medicamento=sin-clave-{drug.pk}").json()["count"] == 1


@pytest.mark.parametrize("query", ["estado=rota", "medicamento=sin-clave-0", "desde=ayer", "delegacion=NADA"])
def test_what_makes_no_sense_is_refused_with_its_field(doses: None, olga: Person, query: str):
    assert signed_in(olga).get(f"{PACKAGES}?{query}").status_code == 400


def test_delegations_count_children_by_horizon(doses: None, olga: Person):
    rows = {row["code"]: row for row in signed_in(olga).get(DELEGATIONS).json()["results"]}

    assert rows["JAL"]["in_7_days"] == {"missing": 1, "unknown": 0, "incoming": 0, "covered": 0, "children": 1}
    assert (rows["BC"]["in_28_days"]["missing"], rows["BC"]["in_28_days"]["unknown"]) == (0, 1)
    assert rows["BC"]["units_without_data"] == 1


def test_drugs_count_whom_they_leave_uncovered(doses: None, olga: Person, vincristine: Drug):
    client = signed_in(olga)

    [row] = client.get(DRUGS).json()["results"]
    assert (row["code"], row["children"], row["short"], row["units"]) == (vincristine.code, 1, 1, 1)
    assert client.get(f"{DRUGS}?delegacion=BC").json()["results"] == []
    assert client.get(f"{DRUGS}?dias=9").status_code == 400


def test_the_hit_rate_is_for_whoever_sees_the_country(doses: None, olga: Person, beto: Person, carmen: Person):
    body = signed_in(olga).get(HIT_RATE).json()

    assert body == {"kept": 0, "broken": 0, "void": 0, "pending": 0, "tested": 0, "rate": None}
    assert signed_in(beto).get(HIT_RATE).status_code == 403
    assert signed_in(carmen).get(HIT_RATE).status_code == 403
    assert signed_in(olga).get(f"{HIT_RATE}?desde=ayer").status_code == 400


@pytest.mark.parametrize("path", [PACKAGES, DELEGATIONS, DRUGS, HIT_RATE])
def test_a_relative_is_refused(doses: None, rosa: Person, path: str):
    assert signed_in(rosa).get(path).status_code == 403
