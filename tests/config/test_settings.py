"""Settings as production reads them: in a process of its own, with nothing but what it is given."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "SECRET_KEY": "k" * 50,
    "DATABASE_URL": "postgres://oncoabasto:p@db.example.org:5432/oncoabasto",
    "REDIS_URL": "redis://:p@queue.example.org:6379/0",
    "SITE_URL": "https://abasto.example.org",
    "ALLOWED_HOSTS": "abasto.example.org",
    "DEFAULT_FROM_EMAIL": "abasto@example.org",
    "EMAIL_HOST": "smtp.example.org",
}


def read_settings(environment: dict[str, str], *names: str) -> subprocess.CompletedProcess[str]:
    """The named settings as JSON, read by a new process."""
    script = f"import json; from config import settings as s; print(json.dumps([getattr(s, n) for n in {list(names)}]))"
    return subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_is_strict() -> None:
    names = ("DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    done = read_settings(PRODUCTION, *names)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [False, True, True, True, 31_536_000]


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_production_does_not_start_without(name: str) -> None:
    done = read_settings({key: value for key, value in PRODUCTION.items() if key != name})
    assert done.returncode != 0
    assert f"{name} is not set" in done.stderr


def test_a_machine_of_ones_own_needs_nothing(tmp_path: object) -> None:
    done = read_settings(
        {"ONCOABASTO_LOCAL": "1", "ONCOABASTO_HOME": str(tmp_path)}, "SECURE_SSL_REDIRECT", "SIMULATED"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [False, False]
