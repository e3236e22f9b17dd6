from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from rest_framework.throttling import SimpleRateThrottle

from tests.factories.two_sides import TwoSides, build_two_sides


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[TwoSides]:
    """Two delegations alike, built once a module in a transaction around those of its tests: each undoes what it did.

    For tests marked `django_db`, without `transaction=True`.
    """
    with django_db_blocker.unblock():
        cache.clear()
        ContentType.objects.clear_cache()
        with transaction.atomic():
            yield build_two_sides()
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nobody_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """One person asks for every address of the API in a minute: how often one may ask is tried elsewhere."""
    rates = cast("dict[str, str]", settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"])
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", dict.fromkeys(rates))
