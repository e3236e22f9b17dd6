"""Vials that the simulated pharmacy shares; what somebody wrote of a drug stays."""

from __future__ import annotations

import pytest

from delegations.models import AuditEvent
from pediatric_platform.simulation import vials
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


def test_where_nobody_said_anything_and_nowhere_else() -> None:
    vial = DrugFactory(inn="vincristine", form="solución inyectable")
    tablet = DrugFactory(inn="methotrexate", form="tableta")
    decided = DrugFactory(inn="cytarabine", form="solución inyectable", vial_sharing=False)
    assert vials.share() == 1
    for drug in (vial, tablet, decided):
        drug.refresh_from_db()
    assert (vial.vial_sharing, vial.hours_stable_after_opening) == (True, 24)
    assert (tablet.vial_sharing, decided.vial_sharing) == (None, False)
    assert AuditEvent.objects.filter(type=vials.EVENT).count() == 1
    assert vials.share() == 0
