"""An event for each of many rows, in one statement: the same as one by one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations import audit
from delegations.models import AuditEvent, Person, Unit

pytestmark = pytest.mark.django_db
TOLD = ("kind", "type", "by", "by_id", "target_model", "target_id", "target_label", "delegation_id", "unit_id")


def test_many_events_are_written_as_each_alone_would_be(hospital: Unit, rosa: Person, olga: Person) -> None:
    rows = [(hospital, {"owner": None}, {"owner": 3, "words": 'Ñandú \\ "comillas"'}), (rosa, {}, {"days": [1, 2]})]
    for by in (olga, None):
        for target, before, after in rows:
            audit.record(type="prueba", by=by, target=target, before=before, after=after)
        with CaptureQueriesContext(connection) as asked:
            audit.record_all(type="prueba", by=by, rows=rows)
        assert sum("INSERT" in query["sql"] for query in asked) == 1
        *alone, first, second = AuditEvent.objects.filter(type="prueba", by_id=by and by.pk).order_by("pk")
        for one, other in zip(alone, (first, second), strict=True):
            for name in (*TOLD, "before", "after", "transaction"):
                assert getattr(other, name) == getattr(one, name), name
    assert (first.delegation_id, first.unit_id) == (hospital.delegation_id, hospital.pk)
    assert rosa.full_name not in second.target_label


def test_of_nothing_nothing_is_written() -> None:
    audit.record_all(type="prueba", by=None, rows=[])
    assert not AuditEvent.objects.filter(type="prueba").exists()
