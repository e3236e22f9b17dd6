"""`manage.py` with nothing running: the servers are there for as long as the command takes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.home import PROJECT, data_home
from config.embedded.postgres import Postgres
from config.embedded.valkey import Valkey
from manage import needs_servers
from tests.plugins.servers import throwaway_home


@pytest.fixture
def bare_home() -> Iterator[Path]:
    """An empty data home, with the programs that the run has copied already."""
    home = throwaway_home()
    if (data_home() / "binaries").is_dir():
        (home / "binaries").symlink_to(data_home() / "binaries")
    yield home
    for kind in (Postgres, Valkey):
        kind(home).stop()


def manage(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in an environment that names no server."""
    environment = {"PATH": os.environ["PATH"], "ONCOABASTO_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_that_needs_servers_starts_and_stops_them(bare_home: Path) -> None:
    done = manage("shell", "-v0", "-c", ASK, home=bare_home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["oncoabasto", "kept"]
    assert Postgres(bare_home).running() is None
    assert Valkey(bare_home).running() is None


ASK = """
from django.core.cache import cache
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT current_database()")
    print(cursor.fetchone()[0])
cache.set("x", "kept")
print(cache.get("x"))
"""


def test_a_command_that_reads_code_only_starts_none(bare_home: Path) -> None:
    done = manage("check", home=bare_home)
    assert done.returncode == 0, done.stderr
    assert not (bare_home / "postgres").exists()


def test_a_failing_command_stops_them_too_and_keeps_its_status(bare_home: Path) -> None:
    done = manage("shell", "-v0", "-c", "import sys; sys.exit(3)", home=bare_home)
    assert done.returncode == 3
    assert Postgres(bare_home).running() is None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["migrate"], True),
        (["migrate", "--help"], False),
        (["help", "migrate"], False),
        (["check"], False),
        (["check", "--database", "default"], True),
        (["collectstatic", "--no-input"], False),
        ([], False),
    ],
)
def test_which_commands_need_servers(arguments: list[str], expected: bool) -> None:
    assert needs_servers(arguments) is expected
