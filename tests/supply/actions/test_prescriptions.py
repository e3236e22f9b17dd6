from __future__ import annotations

import pytest

from delegations.models import AuditEvent
from supply.actions.prescriptions import Tally, record
from supply.models import PrescriptionTally

pytestmark = pytest.mark.django_db


def test_a_day_is_set_not_added_to(hospital, vincristine, methotrexate, ana, long_ago) -> None:
    record(unit=hospital, day=long_ago, tallies=[Tally(vincristine.pk, 5, 1, 2), Tally(methotrexate.pk, 1)], by=ana)
    record(unit=hospital, day=long_ago, tallies=[Tally(vincristine.pk, 4, 0, 3)], by=ana)
    found = {
        row.drug_id: (row.presented, row.filled, row.partly_filled, row.denied)
        for row in PrescriptionTally.objects.all()
    }
    assert found == {vincristine.pk: (7, 4, 0, 3), methotrexate.pk: (1, 1, 0, 0)}
    assert AuditEvent.objects.filter(type="prescriptions.recorded", by_id=ana.pk).count() == 2


def test_nothing_to_record_writes_nothing(hospital, ana, long_ago) -> None:
    assert record(unit=hospital, day=long_ago, tallies=[], by=ana) == 0
    assert not AuditEvent.objects.exists()
