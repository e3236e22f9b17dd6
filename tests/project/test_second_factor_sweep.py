"""Every address of the site, as somebody of central office who has no second factor: enrolment, or a plain refusal."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from delegations.sign_in.middleware import ALWAYS_OPEN
from tests.factories.two_sides import TwoSides
from tests.project.sitemap import ROUTES

pytestmark = pytest.mark.django_db


def test_nothing_but_enrolment_is_reached(world: TwoSides, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client(raise_request_exception=False)
    client.force_login(world.olga)
    enrolment, wrong = reverse("mfa_index"), []
    for name, route in ROUTES.items():
        if name in ALWAYS_OPEN:
            continue
        url = route.url(name, world.here)
        for method in ("get", "post"):
            answer = getattr(client, method)(url, route.query(world.here) if method == "get" else {})
            if url.startswith("/api/"):
                right = answer.status_code == 403 and answer.json()["error"]["code"] == "second_factor_required"
            else:
                right = answer.status_code == 302 and answer.url == enrolment
            if not right:
                wrong.append((name, method, answer.status_code))
    assert wrong == []
