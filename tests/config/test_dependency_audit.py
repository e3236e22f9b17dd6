"""What an answer of pip-audit means, with answers made up; nobody is asked here."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from config.dependency_audit import Ignored, Outcome, Verdict, judge, read_ignored

TODAY = date(2026, 11, 22)
SOUND = {"name": "celery", "version": "5.7.0", "vulns": []}
SICK = {
    "name": "django",
    "version": "5.2.1",
    "vulns": [{"id": "PYSEC-2026-1", "aliases": ["CVE-2026-0001"], "fix_versions": ["5.2.2"]}],
}
SKIPPED = {"name": "amqp", "skip_reason": "Dependency not found on PyPI and could not be audited: amqp (5.4.2)"}


def verdict(*dependencies: dict[str, Any], **ignored: Ignored) -> Verdict:
    report = json.dumps({"dependencies": list(dependencies), "fixes": []})
    return judge(report, "", {entry.id: entry for entry in ignored.values()}, today=TODAY)


def test_no_known_fault_is_clean() -> None:
    found = verdict(SOUND)
    assert found.outcome is Outcome.CLEAN
    assert found.lines == ("1 of 1 packages looked up, 0 known faults",)


def test_a_known_fault_fails_and_says_the_remedy() -> None:
    found = verdict(SOUND, SICK)
    assert found.outcome.fails
    assert "django 5.2.1: PYSEC-2026-1, fixed in 5.2.2" in found.lines


def test_a_fault_is_lived_with_by_any_of_its_names_until_its_day() -> None:
    kept = verdict(SICK, a=Ignored("CVE-2026-0001", "no such page here", TODAY))
    assert kept.outcome is Outcome.CLEAN
    assert "no such page here" in kept.lines[1]
    over = verdict(SICK, a=Ignored("CVE-2026-0001", "no such page here", date(2026, 11, 21)))
    assert over.outcome is Outcome.VULNERABLE
    assert "lived with until 2026-11-21" in over.lines[1]


def test_what_is_lived_with_and_met_no_more_is_told() -> None:
    found = verdict(SOUND, a=Ignored("CVE-2026-0001", "x"))
    assert found.outcome is Outcome.CLEAN
    assert "CVE-2026-0001 is met no more" in found.lines[1]


def test_nothing_looked_up_is_not_clean_and_does_not_fail() -> None:
    found = verdict(SKIPPED, {**SKIPPED, "name": "kombu"})
    assert found.outcome is Outcome.NOT_ASKED
    assert not found.outcome.fails
    assert "none of 2 packages" in found.lines[0]


def test_a_few_not_looked_up_are_named() -> None:
    found = verdict(SOUND, SKIPPED)
    assert found.outcome is Outcome.CLEAN
    assert "NOT LOOKED UP: amqp" in found.lines


def test_a_fault_fails_although_others_were_not_looked_up() -> None:
    assert verdict(SKIPPED, SICK).outcome is Outcome.VULNERABLE


@pytest.mark.parametrize(
    "errors",
    [
        "requests.exceptions.ConnectionError: Max retries exceeded",
        "ERROR:pip_audit._cli:Could not connect: read timed out",
        "socket.gaierror: Temporary failure in name resolution",
    ],
)
def test_a_service_out_of_reach_does_not_fail(errors: str) -> None:
    found = judge(None, errors, {}, today=TODAY, status=1)
    assert found.outcome is Outcome.NOT_ASKED
    assert errors in found.lines[0]


@pytest.mark.parametrize("report", [None, "", "not json", "[]", "{}"])
def test_a_run_that_broke_fails(report: str | None) -> None:
    found = judge(report, "error: requirements.lock:3 has no hash", {}, today=TODAY, status=1)
    assert found.outcome is Outcome.BROKEN
    assert found.outcome.fails
    assert "status 1" in found.lines[0]


def test_the_list_of_what_is_lived_with_wants_reasons() -> None:
    text = "# why\n\nCVE-2026-0001 until 2026-12-31: only its Windows build\nPYSEC-1: never called\n"
    assert read_ignored(text) == {
        "CVE-2026-0001": Ignored("CVE-2026-0001", "only its Windows build", date(2026, 12, 31)),
        "PYSEC-1": Ignored("PYSEC-1", "never called"),
    }
    for bare in ("CVE-2026-0001", "CVE-2026-0001:", "CVE-2026-0001 until soon: x"):
        with pytest.raises(ValueError, match="line 1"):
            read_ignored(bare)
