"""Web, worker and beat go with their parent, however it goes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

SCRIPT = """
import sys
from pathlib import Path
from config.supervise import supervise
sys.exit(supervise(Path(sys.argv[1]), {"GREETING": "hello"}))
"""


def supervised(procfile: Path, text: str) -> subprocess.Popen[str]:
    """A process of its own that supervises the lines of `text`."""
    procfile.write_text(text)
    return subprocess.Popen([sys.executable, "-c", SCRIPT, str(procfile)], stdout=subprocess.PIPE, text=True)


def families(parent: subprocess.Popen[str], expected: int) -> list[psutil.Process]:
    """The programs below `parent`, once there are as many as expected."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = [child for child in psutil.Process(parent.pid).children(recursive=True) if child.name() == "sleep"]
        if len(found) == expected:
            return found
        time.sleep(0.05)
    pytest.fail("the programs did not start")


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A parent of two programs that would run for a quarter of an hour."""
    process = supervised(tmp_path / "Procfile", "one: exec sleep 900\ntwo: exec sleep 901\n")
    yield process
    if process.poll() is None:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["terminate", "ctrl-c"])
def test_asked_to_end_it_ends_all_and_says_all_went_well(parent: subprocess.Popen[str], number: int) -> None:
    programs = families(parent, 2)
    parent.send_signal(number)
    assert parent.wait(20) == 0
    assert psutil.wait_procs(programs, timeout=5)[1] == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child that its parent died")
def test_killed_it_takes_its_programs_along(parent: subprocess.Popen[str]) -> None:
    programs = families(parent, 2)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while any(alive(program) for program in programs) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [program for program in programs if alive(program)] == []


def alive(process: psutil.Process) -> bool:
    """Whether it still runs; one that ended and that nobody asked about does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_program_that_ends_by_itself_ends_the_others_with_its_status(tmp_path: Path) -> None:
    process = supervised(tmp_path / "Procfile", "one: exec sleep 900\ntwo: sleep 1; exit 7\n")
    assert process.wait(30) == 7


def test_programs_are_given_their_environment(tmp_path: Path) -> None:
    process = supervised(tmp_path / "Procfile", "one: echo $GREETING; sleep 1\n")
    out, _ = process.communicate(timeout=30)
    assert "hello" in out
