"""/api/v1/fever-…: the same actions as the pages, the same refusals."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from delegations.models import Person, Unit
from pediatric_platform.actions.fever_kit import sweep_kits
from pediatric_platform.models import KitItem
from supply.models import Drug
from tests.factories.fever import FeverDoorFactory, KitItemFactory, fever_rules

pytestmark = pytest.mark.django_db


def as_(person: Person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_a_kit_is_read_added_to_counted_and_changed(hospital: Unit, vincristine: Drug, felipe: Person) -> None:
    api, here = as_(felipe), f"/api/v1/fever-kits/{hospital.clues}/"
    added = api.post(here, {"role": "first", "drug": vincristine.code, "minimum": 5}, format="json")
    assert (added.status_code, added.data["lacks_antibiotic"]) == (201, True)
    again = api.post(here, {"role": "first", "drug": vincristine.code, "minimum": 5}, format="json")
    assert (again.status_code, again.json()["error"]["code"]) == (422, "kit_item_exists")
    api.post(here, {"role": "supply", "name": "Gasas", "minimum": 5}, format="json")
    gauze = KitItem.objects.get(name="Gasas")
    lines = {"lines": [{"item": gauze.pk, "pieces": 9}]}
    counted = api.post(f"{here}count/", lines, format="json")
    assert [line["on_hand"] for line in counted.data["lines"]] == [0, 9]
    changed = api.post(f"{here}items/{gauze.pk}/", {"minimum": 20}, format="json")
    assert changed.data["lines"][1]["is_short"] is True
    assert len(api.get("/api/v1/fever-kit-alerts/?vigentes=true").data["results"]) == 2


def test_scope_and_rights(hospital: Unit, vincristine: Drug, carla: Person, beto: Person, rosa: Person) -> None:
    KitItemFactory(unit=hospital, drug=vincristine)
    FeverDoorFactory(unit=hospital)
    fever_rules()
    sweep_kits()
    here = f"/api/v1/fever-kits/{hospital.clues}/"
    assert as_(carla).get(here).status_code == 404
    assert as_(beto).get(here).status_code == 200
    assert as_(beto).post(here, {"role": "supply", "name": "G", "minimum": 1}, format="json").status_code == 403
    assert as_(carla).get("/api/v1/fever-kit-alerts/").data["results"] == []
    assert as_(carla).get("/api/v1/fever-doors/").data["results"] == []
    assert len(as_(beto).get("/api/v1/fever-doors/").data["results"]) == 1
    assert len(as_(beto).get("/api/v1/fever-rules/").data["results"]) == 4
    assert as_(rosa).get("/api/v1/fever-rules/").status_code == 403
