"""Where data lies, and the secrets kept there."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.embedded import home as module
from config.embedded.home import data_home, make_folder, stored_secret


def test_the_named_folder_is_used(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("ONCOABASTO_HOME", str(home / "mine"))
    assert data_home() == home / "mine"


def test_without_a_name_it_lies_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONCOABASTO_HOME", raising=False)
    monkeypatch.setattr(module, "open_to_others", lambda path: True)
    assert data_home() == module.PROJECT / ".data"


def test_root_leaves_a_folder_that_nobody_can_walk_to(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("ONCOABASTO_HOME", str(closed / "data"))
    monkeypatch.setattr(module, "is_root", lambda: True)
    assert data_home().parent == Path("/var/lib/oncoabasto")


def test_two_closed_folders_never_share_one_home(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(module, "is_root", lambda: True)
    monkeypatch.setattr(module, "open_to_others", lambda path: False)
    homes = set()
    for name in ("one", "two"):
        monkeypatch.setenv("ONCOABASTO_HOME", str(home / name))
        homes.add(data_home())
    assert len(homes) == 2


def test_a_secret_is_made_once_and_only_its_owner_reads_it(home: Path) -> None:
    first = stored_secret(home, "key")
    assert stored_secret(home, "key") == first
    assert len(first) >= 50
    assert stat.S_IMODE((home / "key").stat().st_mode) == 0o600


def test_first_users_at_the_same_moment_agree_on_one_secret(home: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _number: stored_secret(home, "key"), range(32)))
    assert len(secrets) == 1
    assert [path.name for path in home.iterdir()] == ["key"]


def test_a_folder_may_be_walked_through_but_not_listed(home: Path) -> None:
    assert stat.S_IMODE(make_folder(home / "data").stat().st_mode) == 0o711
