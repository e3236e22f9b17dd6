"""Pieces leave the pharmacy for somebody else; within five seconds the family's page says what that means."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from pediatric_platform.models import Promise
from supply.actions.ledger import IssueLine, dispense
from supply.actions.requirements import Package, declare
from tests.pediatric_platform.family.conftest import phones, session  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 5.0


def test_the_page_is_right_within_five_seconds(
    celery_worker_process,
    pharmacy,
    stocked,
    vincristine,
    nina,
    rosa,
    session,  # noqa: F811
    phones,  # noqa: F811
):
    """By the real worker: told «complete» first, then «missing», and the ledger of promises holds both."""
    package = Package(session.reference, nina.folio, nina.unit_id, session.on, ((vincristine.pk, 2),))
    declare(packages=[package])
    family = Client()
    family.force_login(rosa)
    path = f"/mi-familia/{nina.folio}/"
    wait_for("Está todo para la sesión de mañana.", family, path)
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 29)], key="all-but-one", by=None)
    wait_for("Falta vincristina.", family, path)
    assert {"covered", "uncovered"} <= set(Promise.objects.values_list("answer", flat=True))


def wait_for(words: str, family: Client, path: str) -> float:
    """Seconds until the page says so; what the machine needs to draw it is counted."""
    began = time.monotonic()
    while words not in family.get(path).content.decode():
        assert time.monotonic() - began < SECONDS, f"after {SECONDS} s the page does not say: {words}"
        time.sleep(0.1)
    return time.monotonic() - began
