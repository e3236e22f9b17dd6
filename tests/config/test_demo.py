"""Steps of `bin/demo` that can go wrong before anything is served."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from config import collect, demo


@pytest.fixture
def notes(db: None) -> demo.Notes:
    """The notes of a database that the demo has never seen."""
    return demo.Notes()


def test_a_new_database_has_no_notes(notes: demo.Notes) -> None:
    assert notes.read() == {}


def test_notes_add_up(notes: demo.Notes) -> None:
    notes.write(loaded="abc")
    notes.write(simulated={"weeks": 3, "made_on": "2026-11-20"})
    assert notes.read() == {"loaded": "abc", "simulated": {"weeks": 3, "made_on": "2026-11-20"}}


def test_every_step_is_a_command_that_exists() -> None:
    assert {*demo.LOADS, demo.SIMULATION} <= set(get_commands())


def test_a_simulated_country_stays_as_it_is(notes: demo.Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    notes.write(simulated={"weeks": 30, "made_on": "2026-11-20"})
    monkeypatch.setattr("django.core.management.call_command", lambda *_, **__: pytest.fail("simulated again"))
    demo.simulate(notes, None)
    demo.simulate(notes, 30)


def test_another_number_of_weeks_asks_for_a_fresh_start(notes: demo.Notes) -> None:
    notes.write(simulated={"weeks": 30, "made_on": "2026-11-20"})
    with pytest.raises(SystemExit, match="--fresh"):
        demo.simulate(notes, 52)


def test_reference_data_loaded_already_is_not_loaded_again(notes: demo.Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr("django.core.management.call_command", lambda name, **_: called.append(name))
    demo.load(notes)
    demo.load(notes)
    assert called == list(demo.LOADS)


def test_servers_of_ones_own_are_never_emptied() -> None:
    with pytest.raises(SystemExit, match="embedded servers only"):
        demo.empty([])


def test_a_port_in_use_is_said_before_anything_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        port = stranger.getsockname()[1]
        monkeypatch.setattr(sys, "argv", ["bin/demo", "--port", str(port)])
        monkeypatch.setattr("os.environ", {**__import__("os").environ})
        with pytest.raises(SystemExit, match=f"Port {port} is in use"):
            demo.main()


def test_static_files_are_stale_until_collected_and_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATIC_ROOT", str(tmp_path))
    assert collect.is_stale()
    (tmp_path / ".collected").write_text(collect.current_stamp())
    assert not collect.is_stale()
    monkeypatch.setattr(collect, "fingerprint", lambda folders: "something else")
    assert collect.is_stale()
