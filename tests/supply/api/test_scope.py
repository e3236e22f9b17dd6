"""Every route for every role, and for nobody: 401 without a name, 404 outside, 403 without the permission."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

import supply.api.urls
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.project.sitemaps.supply import ROUTES as REPLENISHMENT

pytestmark = pytest.mark.django_db

LISTS = [
    "api-delegations", "api-units", "api-places", "api-drugs", "api-presentations", "api-assortments",
    "api-coverage-thresholds", "api-lots", "api-balances", "api-movements", "api-documents", "api-transfers",
    "api-weekly-reports", "api-prescriptions", "api-country-cells", "api-delegation-weeks", "api-week-cells",
    "api-drugs-at-zero", "api-worst-pairs", "api-unmet-demand", "api-unmet-counts",
]  # fmt: skip
# What Carla, of another delegation, must find empty.
OF_ANA = [
    "api-assortments", "api-balances", "api-movements", "api-documents", "api-transfers", "api-weekly-reports",
    "api-prescriptions", "api-country-cells", "api-delegation-weeks", "api-week-cells", "api-drugs-at-zero",
    "api-worst-pairs", "api-unmet-demand", "api-unmet-counts",
]  # fmt: skip


@pytest.fixture
def one_of_ana(world, hospital, pharmacy, vincristine) -> dict[str, str]:
    """Addresses of single things of Ana's, by route."""
    return {
        name: reverse(name, args=args)
        for name, args in {
            "api-delegation": ["JAL"],
            "api-unit": [hospital.clues],
            "api-place": [pharmacy.code],
            "api-place-stock": [pharmacy.code],
            "api-place-kardex": [pharmacy.code, vincristine.pk],
            "api-document": [world.receipt.document.pk],
            "api-transfer": [world.transfer.pk],
            "api-weekly-report": [world.report.pk],
            "api-weekly-lines": [world.report.pk],
        }.items()
    }


@pytest.fixture
def acts(world, hospital, pharmacy) -> dict[str, str]:
    """Addresses where something is posted."""
    found = {
        name: reverse(name, args=[pharmacy.code])
        for name in ("api-receive", "api-dispense", "api-dispatch", "api-adjust", "api-count")
    }
    report = ("api-sign", "api-validate", "api-observe")
    return {
        **found,
        **{name: reverse(name, args=[world.report.pk]) for name in report},
        "api-reverse": reverse("api-reverse", args=[world.receipt.document.pk]),
        "api-accept": reverse("api-accept", args=[world.transfer.pk]),
        "api-record-prescriptions": reverse("api-record-prescriptions", args=[hospital.clues]),
    }


def test_every_route_is_walked_here(one_of_ana, acts) -> None:
    """Every one of this floor and of the directory; those of people are walked in tests/delegations/api, and those of
    replenishment by the sweeps of tests/project, for every role."""
    walked = {*LISTS, *one_of_ana, *acts, "api-drug", "api-lot", "api-lot-kardex", "api-upload-week"}
    of_supply = {pattern.name for pattern in supply.api.urls.urlpatterns}
    assert of_supply <= walked | set(REPLENISHMENT)
    assert walked <= set(get_resolver().reverse_dict)


def test_nobody_gets_nothing(api, one_of_ana, acts, vincristine, world) -> None:
    client = api()
    singles = [reverse("api-drug", args=[vincristine.pk]), reverse("api-lot", args=[world.lot_id])]
    for url in [*map(reverse, LISTS), *one_of_ana.values(), *singles, reverse("api-lot-kardex", args=[world.lot_id])]:
        answer = client.get(url)
        assert (url, answer.status_code) == (url, 401)
        assert answer.json()["error"]["code"] == "not_authenticated"
    for url in [*acts.values(), reverse("api-upload-week")]:
        assert (url, client.post(url, {}).status_code) == (url, 401)
    assert client.get(reverse("api-schema")).status_code == 401


def test_whoever_sees_it_may_read_it(api, one_of_ana, ana, beto, olga) -> None:
    for person in (ana, beto, olga):
        for url in [*map(reverse, LISTS), *one_of_ana.values()]:
            assert (person.email, url, api(person).get(url).status_code) == (person.email, url, 200)


def test_what_is_ana_s_does_not_exist_for_carla(api, one_of_ana, acts, carla) -> None:
    for url in one_of_ana.values():
        assert (url, api(carla).get(url).status_code) == (url, 404)
    for url in acts.values():
        assert (url, api(carla).post(url, {}, headers={"Idempotency-Key": "k"}).status_code) == (url, 404)
    for name in OF_ANA:
        assert (name, api(carla).get(reverse(name)).json()["count"]) == (name, 0)


def test_a_lot_s_kardex_shows_carla_none_of_ana_s_places(api, world, carla, ana) -> None:
    url = reverse("api-lot-kardex", args=[world.lot_id])
    assert api(carla).get(url).json()["count"] == 0
    assert api(ana).get(url).json()["count"] == 1
    assert api(carla).get(reverse("api-lot", args=[world.lot_id])).json()["pieces"] == 0


def test_sums_of_a_delegation_are_for_whoever_sees_it_whole(api, world, ana, beto, olga) -> None:
    counts = {
        (person.email, name): api(person).get(reverse(name)).json()["count"] > 0
        for person in (ana, beto, olga)
        for name in ("api-country-cells", "api-delegation-weeks", "api-week-cells")
    }
    assert [name for (email, name), seen in counts.items() if seen and email == "ana@example.org"] == []
    assert not counts["beto@example.org", "api-country-cells"]
    assert counts["beto@example.org", "api-week-cells"]
    assert all(seen for (email, _name), seen in counts.items() if email == "olga@example.org")


def test_who_only_looks_posts_nothing(api, acts, olga, hospital) -> None:
    clinician = PersonFactory()
    PostingFactory(person=clinician, role=Role.CLINICIAN, unit=hospital)
    for name, url in acts.items():
        assert (name, api(clinician).post(url, {}).status_code) == (name, 403)
        if name not in ("api-validate", "api-observe"):  # central office may validate
            answer = api(olga).post(url, {})
            assert (name, answer.status_code, answer.json()["error"]["code"]) == (name, 403, "permission_denied")
    assert api(clinician).post(reverse("api-upload-week"), {}, format="multipart").status_code == 403


def test_a_family_sees_nothing(api, one_of_ana, hospital) -> None:
    relative = PersonFactory()
    PostingFactory(person=relative, role=Role.FAMILY, unit=hospital)
    for url in one_of_ana.values():
        assert (url, api(relative).get(url).status_code) == (url, 404)
    for name in OF_ANA:
        assert (name, api(relative).get(reverse(name)).json()["count"]) == (name, 0)


def test_ana_signs_and_does_not_validate(api, acts, ana) -> None:
    assert api(ana).post(acts["api-validate"], {}).status_code == 403
    assert api(ana).post(acts["api-observe"], {"note": "x"}).status_code == 403


def test_transit_is_no_place_to_post_at(api, beto, world) -> None:
    answer = api(beto).post(reverse("api-receive", args=["JAL-TRA"]), {}, headers={"Idempotency-Key": "k"})
    assert answer.status_code == 403
