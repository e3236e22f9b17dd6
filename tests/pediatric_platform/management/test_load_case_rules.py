from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pediatric_platform.models import CaseClock, Level, Severity, SeverityRule

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[3] / "pediatric_platform" / "data"


def test_every_severity_has_a_clock_at_every_level_and_the_graver_is_never_slower():
    call_command("load_case_rules", verbosity=0)
    assert set(SeverityRule.objects.values_list("severity", flat=True)) == set(Severity.values)
    clocks = {(row.severity, row.level): row for row in CaseClock.objects.all()}
    levels = (Level.UNIT, Level.DELEGATION, Level.CENTRAL)
    assert set(clocks) == {(severity, level) for severity in Severity.values for level in levels}
    for level in levels:
        minutes = [clocks[severity, level].minutes for severity in Severity.values]
        assert minutes == sorted(minutes)
    assert {row.counted for row in clocks.values() if row.severity == Severity.VITAL} == {"always"}
    assert SeverityRule.objects.get(severity=Severity.LOW).dose_within_days is None


def test_a_second_load_changes_nothing(capsys):
    call_command("load_case_rules", verbosity=0)
    call_command("load_case_rules")
    assert "nuevos 0, cambiados 0, sin cambio 12" in capsys.readouterr().out


def test_a_reminder_after_the_end_is_refused_and_nothing_changes(tmp_path):
    for name in ("severity_rules.csv", "case_clocks.csv"):
        text = (DATA / name).read_text()
        (tmp_path / name).write_text(text.replace("1,1,240,120", "1,1,240,240"))
    with pytest.raises(CommandError):
        call_command("load_case_rules", file=tmp_path / "severity_rules.csv", verbosity=0)
    assert not CaseClock.objects.exists()
