"""Whether what the lock files name has known faults: asks pip-audit, and says what its answer means.

    bin/audit           every lock file
    bin/audit FILE…     the named ones

A known fault fails. A service that could not be asked is told loudly and fails nothing: a build without a network must
not pass for one that found a fault, nor for one that looked and found none. `.audit-ignore` holds one fault a line that
we live with, and why: `CVE-2026-0001 until 2026-12-31: only its Windows build is concerned`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
IGNORE_FILE = ".audit-ignore"
# How pip-audit and what it calls say that nobody answered.
NO_ANSWER = re.compile(
    r"connection|timed? ?out|name resolution|resolve|unreachable|network|proxy|ServiceError|HTTPError|Max retries|SSL",
    re.IGNORECASE,
)
_IGNORED = re.compile(r"(?P<id>\S+?)(?:\s+until\s+(?P<until>\d{4}-\d{2}-\d{2}))?:\s*(?P<reason>\S.*)")


class Outcome(Enum):
    """What an audit came to."""

    CLEAN = "clean"
    VULNERABLE = "vulnerable"
    NOT_ASKED = "not asked"
    BROKEN = "broken"

    @property
    def fails(self) -> bool:
        return self in (Outcome.VULNERABLE, Outcome.BROKEN)


@dataclass(frozen=True)
class Ignored:
    """A fault that is lived with, why, and until when."""

    id: str
    reason: str
    until: date | None = None


@dataclass(frozen=True)
class Verdict:
    """The outcome and the lines that tell it."""

    outcome: Outcome
    lines: tuple[str, ...]


def read_ignored(text: str) -> dict[str, Ignored]:
    """The faults of `.audit-ignore`. Raises ValueError at a line without a reason."""
    found = {}
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        match = _IGNORED.fullmatch(line)
        if match is None:
            raise ValueError(f"{IGNORE_FILE}, line {number}: write «ID [until YYYY-MM-DD]: reason».")
        until = date.fromisoformat(match["until"]) if match["until"] else None
        found[match["id"]] = Ignored(match["id"], match["reason"], until)
    return found


def judge(report: str | None, errors: str, ignored: Mapping[str, Ignored], *, today: date, status: int = 0) -> Verdict:
    """What pip-audit's JSON (None: it wrote none), its error output and its exit status mean."""
    try:
        dependencies: list[dict[str, Any]] = json.loads(report or "")["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = next((line for line in reversed(errors.splitlines()) if line.strip()), "no output")
        if NO_ANSWER.search(errors):
            return Verdict(Outcome.NOT_ASKED, (f"the vulnerability service could not be reached: {last}",))
        return Verdict(Outcome.BROKEN, (f"pip-audit ended with status {status} and no report: {last}",))
    skipped = [item for item in dependencies if "skip_reason" in item]
    asked = len(dependencies) - len(skipped)
    if not asked:
        return Verdict(
            Outcome.NOT_ASKED,
            (f"none of {len(dependencies)} packages could be looked up: the service knows none of them from here",),
        )
    lines, bad, met = [], 0, set()
    for item in dependencies:
        for fault in item.get("vulns", ()):
            names = {fault["id"], *fault.get("aliases", ())}
            known = next((ignored[name] for name in sorted(names) if name in ignored), None)
            if known is not None:
                met.add(known.id)
            what = f"{item['name']} {item.get('version', '')}: {fault['id']}"
            if known is not None and (known.until is None or today <= known.until):
                lines.append(f"{what} is lived with: {known.reason}")
                continue
            bad += 1
            fixed = ", ".join(fault.get("fix_versions", ())) or "none yet"
            expired = f" (lived with until {known.until})" if known is not None else ""
            lines.append(f"{what}, fixed in {fixed}{expired}")
    if skipped:
        lines.append("NOT LOOKED UP: " + ", ".join(sorted(item["name"] for item in skipped)))
    lines += [f"{IGNORE_FILE}: {name} is met no more, remove it" for name in sorted(set(ignored) - met)]
    head = f"{asked} of {len(dependencies)} packages looked up, {bad} known faults"
    return Verdict(Outcome.VULNERABLE if bad else Outcome.CLEAN, (head, *lines))


def audit(lock: Path) -> tuple[str | None, str, int]:
    """Run pip-audit on a lock file: its JSON, its error output, its status. Nothing is installed or resolved."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(
            [
                sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--disable-pip", "--require-hashes",
                "--format", "json", "--output", str(report), "--progress-spinner", "off", "--timeout", "20",
            ],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        return (report.read_text() if report.exists() else None), done.stderr, done.returncode


def main(names: Sequence[str]) -> int:
    """Audit the named lock files, or all. 1 when one has a known fault or could not be read, else 0."""
    ignore_file = ROOT / IGNORE_FILE
    ignored = read_ignored(ignore_file.read_text()) if ignore_file.exists() else {}
    failed = False
    for name in names or LOCKS:
        report, errors, status = audit(ROOT / name)
        verdict = judge(report, errors, ignored, today=datetime.now(UTC).date(), status=status)
        failed |= verdict.outcome.fails
        mark = "" if verdict.outcome is Outcome.CLEAN else "!!! "
        for line in verdict.lines:
            sys.stdout.write(f"{mark}{name}: {line}\n")
        if verdict.outcome is Outcome.NOT_ASKED:
            sys.stdout.write(f"!!! {name}: NOTHING WAS AUDITED. Run bin/audit where the service can be reached.\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
