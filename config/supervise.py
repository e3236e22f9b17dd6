"""Web, worker and beat of the Procfile under one parent: whoever ends the parent, in whatever way, ends all of them."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
# Seconds a program has to finish what it does once it is asked to end.
PATIENCE = 15.0


def programs(procfile: Path) -> dict[str, str]:
    """Name and shell command of each line of a Procfile."""
    return dict(re.findall(r"^([\w-]+):\s*(.+)$", procfile.read_text(), re.MULTILINE))


def end_with_parent() -> None:
    """In a new child: ask for a SIGTERM when the parent is gone, even by kill -9 (Linux; elsewhere nothing)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Program:
    """One running line of the Procfile; its output appears here with its name in front."""

    def __init__(self, name: str, command: str, *, folder: Path, environment: dict[str, str], width: int) -> None:
        self.name = name
        self._prefix = f"{name:<{width}} | "
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C reaches the parent alone, which ends the others in order
            preexec_fn=end_with_parent,
        )
        threading.Thread(target=self._pass_on, daemon=True).start()

    def _pass_on(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            print(self._prefix + line.rstrip("\n"), flush=True)

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def send(self, number: int) -> None:
        """Signal it and everything it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def end_all(running: list[Program]) -> None:
    """Ask every program to finish, and insist after a while."""
    for program in running:
        if program.running:
            program.process.terminate()
    deadline = time.monotonic() + PATIENCE
    while any(program.running for program in running) and time.monotonic() < deadline:
        time.sleep(0.05)
    for program in running:
        program.send(signal.SIGKILL)  # what is left of it: children that outlived it
        program.process.wait()


def supervise(procfile: Path, environment: dict[str, str], *, tell: Callable[[str], None] = print) -> int:
    """Run every line of `procfile` until one ends or Ctrl-C (or SIGTERM) asks for the end.

    Returns 0 when a person asked for the end, else the status of the program that ended by itself (1 if that was 0).
    """
    asked = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        asked.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    lines = programs(procfile)
    width = max(map(len, lines))
    running: list[Program] = []
    try:
        for name, command in lines.items():
            running.append(
                Program(
                    name,
                    command,
                    folder=procfile.parent,
                    environment=os.environ | environment | {"PATH": path},
                    width=width,
                )
            )
        while not asked.is_set() and all(program.running for program in running):
            asked.wait(0.1)
        ended = next((program for program in running if not program.running), None)
        if ended is not None and not asked.is_set():
            tell(f"{ended.name} ended by itself, with status {ended.process.returncode}")
        else:
            tell("ending " + ", ".join(lines))
    finally:
        end_all(running)
        for number, handler in before.items():
            signal.signal(number, handler)
    if asked.is_set() or ended is None:
        return 0
    return ended.process.returncode or 1
