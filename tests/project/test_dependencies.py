"""Each dependency has its reason; the locks hold them all, with hashes and without the name of any host."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
DEVELOPMENT = PROJECT["dependency-groups"]["dev"]


def plain_name(requirement: str) -> str:
    """Name of a requirement, as the locks write it."""
    return re.split(r"[\[<>=~! ;]", requirement)[0].lower().replace("_", "-")


def locked(lock: str) -> dict[str, str]:
    """Name and version of each package in a lock."""
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ \\]+)", (ROOT / lock).read_text(), re.MULTILINE))


@pytest.mark.parametrize("requirement", [*RUNTIME, *DEVELOPMENT])
def test_a_reason_stands_beside_each_dependency(requirement: str) -> None:
    line = next(line for line in (ROOT / "pyproject.toml").read_text().splitlines() if f'"{requirement}"' in line)
    assert re.search(rf'"{re.escape(requirement)}",\s*# \S+', line), "write why, on the same line"


def test_the_locks_hold_every_dependency() -> None:
    assert {plain_name(requirement) for requirement in RUNTIME} <= set(locked("requirements.lock"))
    assert {plain_name(requirement) for requirement in DEVELOPMENT} <= set(locked("requirements-dev.lock"))


def test_development_has_the_same_versions_as_production() -> None:
    development = locked("requirements-dev.lock")
    assert {name: development.get(name) for name in locked("requirements.lock")} == locked("requirements.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_hashes_every_file(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "index-url" not in text
    blocks = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_no_second_postgresql_driver_that_django_would_switch_to() -> None:
    assert "psycopg" not in locked("requirements-dev.lock")


def test_production_has_what_the_queues_client_imports() -> None:
    """The library names it in an extra alone; development has it by way of other tools, and would not miss it."""
    asked = [requirement for requirement in requires("kombu") or [] if re.search("extra == .redis", requirement)]
    wanted = set(map(plain_name, asked))
    assert wanted
    assert wanted <= set(locked("requirements.lock"))
