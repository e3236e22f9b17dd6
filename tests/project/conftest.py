from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction

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
