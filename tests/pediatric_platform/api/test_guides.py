"""/api/v1/guides/: the same actions as the pages."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from delegations.models import Person
from pediatric_platform.models import GuideVersion
from tests.factories.guides import published

pytestmark = pytest.mark.django_db

ABOUT = {"code": "fiebre", "title": "Fiebre", "kind": "guideline", "reach": "institute", "body": "Comité"}
FIRST = {"number": "1", "language": "es", "source": "Acta", "url": "https://example.org/1"}


def api(person: Person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_a_guide_is_written_published_read_compared_and_withdrawn(olga: Person, carmen: Person) -> None:
    office, here = api(olga), "/api/v1/guide-versions/"
    assert office.post("/api/v1/guides/", ABOUT | {"must_read": ["clinician"]}, format="json").status_code == 201
    again = office.post("/api/v1/guides/", ABOUT, format="json")
    assert (again.status_code, again.json()["error"]["code"]) == (422, "guide_exists")
    first = office.post("/api/v1/guides/fiebre/versions/", FIRST, format="json").json()["id"]
    point = {"edition": 1, "key": "hora", "text": "En una hora."}
    assert office.post(f"{here}{first}/statements/", point, format="json").status_code == 201
    stale = office.post(f"{here}{first}/publication/", {"edition": 1}, format="json")
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale_edition")
    assert office.post(f"{here}{first}/publication/", {"edition": 2}, format="json").json()["state"] == "current"
    assert api(carmen).get("/api/v1/guides/fiebre/").json()["is_owed"] is True
    assert api(carmen).post(f"{here}{first}/reading/").status_code == 200
    readers = office.get("/api/v1/guides/fiebre/readers/").json()["results"]
    assert [(row["person"], bool(row["read_at"])) for row in readers] == [(carmen.full_name, True)]

    second = office.post("/api/v1/guides/fiebre/versions/", FIRST | {"number": "2"}, format="json").json()["id"]
    office.post(f"{here}{second}/statements/", {"edition": 1, "key": "otro", "text": "Otro."}, format="json")
    changes = office.get(f"{here}{second}/changes-since/{first}/").json()["results"]
    assert [(row["key"], row["kind"]) for row in changes] == [("hora", "same"), ("otro", "added")]
    gone = office.post(f"{here}{first}/withdrawal/", {"edition": 3, "reason": "Error"}, format="json")
    assert gone.json()["state"] == "withdrawn"
    assert api(carmen).get(f"{here}{second}/").status_code == 404


def test_who_may_not(carmen: Person, rosa: Person) -> None:
    version = published(code="fiebre", is_public=True)
    for path in ("/api/v1/guides/", "/api/v1/guide-versions/", f"/api/v1/guide-versions/{version.pk}/"):
        assert api(rosa).get(path).status_code == 403, path
        assert api(carmen).get(path).status_code == 200, path
    for path, body in (
        ("/api/v1/guides/", ABOUT),
        ("/api/v1/guides/fiebre/versions/", FIRST),
        (f"/api/v1/guide-versions/{version.pk}/withdrawal/", {"edition": 1, "reason": "No"}),
    ):
        assert api(carmen).post(path, body, format="json").status_code == 403, path
    assert GuideVersion.objects.get().state == "current"
