"""Settings as production reads them: in a process of its own, with nothing but what it is given."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

BASE_DIR = settings.BASE_DIR
PRODUCTION = {
    "SECRET_KEY": "pRjx3kV9q-7TtWm2LsYb8Zc4Nf6Hg1Dd0aQeUuIiOo5_wE7rT9yU2",
    "IDENTIFIER_KEY": "mB4xT8nQ1wZ6vK9rJ3pL7sD2fH5gY0cU-eAiOlXkVjNqWz",
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


def test_production_passes_the_check_of_a_deployment() -> None:
    """Not one warning, and none silenced."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.environ["PATH"], **PRODUCTION},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_cookies_of_production_are_of_this_host_alone() -> None:
    done = read_settings(PRODUCTION, "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
    assert json.loads(done.stdout) == ["__Host-sesion", "__Host-csrf"], done.stderr


def test_a_key_is_changed_while_the_former_one_still_counts() -> None:
    former = "d8Fh2Kq5-Lw9Xz3Cv7Bn1Mt6Rp4Ys0Ug"
    done = read_settings(PRODUCTION | {"SECRET_KEY_FALLBACKS": f"{former}, {former[::-1]}"}, "SECRET_KEY_FALLBACKS")
    assert json.loads(done.stdout) == [[former, former[::-1]]], done.stderr
    short = read_settings(PRODUCTION | {"SECRET_KEY_FALLBACKS": "short"})
    assert short.returncode != 0
    assert "SECRET_KEY_FALLBACKS has 5 characters" in short.stderr
    assert "'short'" not in short.stderr


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


def test_a_second_factor_is_optional_on_a_laptop_only(tmp_path: object) -> None:
    optional = {"ONCOABASTO_SECOND_FACTOR": "optional"}
    laptop = {"ONCOABASTO_LOCAL": "1", "ONCOABASTO_HOME": str(tmp_path)}
    assert json.loads(read_settings(PRODUCTION, "SECOND_FACTOR_REQUIRED").stdout) == [True]
    assert json.loads(read_settings(laptop, "SECOND_FACTOR_REQUIRED").stdout) == [True]
    assert json.loads(read_settings(laptop | optional, "SECOND_FACTOR_REQUIRED").stdout) == [False]
    refused = read_settings(PRODUCTION | optional)
    assert refused.returncode != 0
    assert "ONCOABASTO_SECOND_FACTOR=optional is for a laptop" in refused.stderr
    assert read_settings(laptop | {"ONCOABASTO_SECOND_FACTOR": "no"}).returncode != 0
