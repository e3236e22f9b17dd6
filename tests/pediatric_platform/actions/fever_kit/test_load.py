"""The golden hour's numbers come in with their sources, and twice is once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import call_command

from delegations.models import AuditEvent
from pediatric_platform.models import FeverRule
from pediatric_platform.selectors.fever_rules import rule_values
from tests.factories.fever import RULES

pytestmark = pytest.mark.django_db


def test_every_number_that_the_golden_hour_needs_is_loaded_with_its_source() -> None:
    call_command("load_fever_rules", verbosity=0)
    rows = {row.code: row for row in FeverRule.objects.all()}
    assert {code: (row.value, row.unit) for code, row in rows.items() if code in RULES} == {
        code: (Decimal(value), unit) for code, (value, unit) in RULES.items()
    }
    assert all(row.source and row.standing for row in rows.values())
    assert rule_values()["kit_alert_minutes"] == 60
    call_command("load_fever_rules", verbosity=0)
    assert AuditEvent.objects.filter(type="fever_rules.loaded").count() == 1
