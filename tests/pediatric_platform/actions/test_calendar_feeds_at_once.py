"""A relative asks for a calendar in the moment in which the consent is withdrawn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from pediatric_platform.actions.calendar_feeds import make_feed
from pediatric_platform.actions.guardians import withdraw_consent
from pediatric_platform.errors.family import NotYourChild
from pediatric_platform.models import CalendarFeed, Guardian

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_calendar_outlives_a_consent_withdrawn_meanwhile(nina, rosa, carmen):
    guardian = Guardian.objects.get(child=nina, person=rosa)
    withdrawn = Event()

    def withdraw() -> None:
        try:
            with transaction.atomic():
                withdraw_consent(guardian=guardian, reason="Lo pidió la familia", by=carmen)
                withdrawn.set()
                sleep(0.6)  # long enough for the other to wait for the guardian
        finally:
            withdrawn.set()
            connection.close()

    def make() -> None:
        try:
            assert withdrawn.wait(20)
            with pytest.raises(NotYourChild):
                make_feed(child=nina, by=rosa)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for told in [pool.submit(withdraw), pool.submit(make)]:
            told.result(timeout=60)
    assert not CalendarFeed.objects.live().exists()
