"""Web, worker and beat of the Procfile under one parent: whoever ends the parent, in whatever way, ends all three."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.process import Popen, Process

PR_SET_PDEATHSIG = 1


def end_with_parent(number: int) -> None:
    """Ask the kernel to send this process `number` when its parent is gone (Linux; elsewhere nothing)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


class AttachedPopen(Popen):
    """A program that is asked to finish when the process that watches it dies."""

    def __init__(self, command: str, **options: Any) -> None:
        super().__init__(command, preexec_fn=lambda: end_with_parent(signal.SIGTERM), **options)


class AttachedProcess(Process):
    """The watcher of one program; honcho makes it deaf to polite signals, so it goes with its parent by SIGKILL."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._child_ctor = AttachedPopen

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        """Start the program and pass on its lines until it ends."""
        end_with_parent(signal.SIGKILL)
        super().run(events, ignore_signals)


def supervise(procfile: Path, environment: dict[str, str], *, on_stop: Callable[[], None] = lambda: None) -> int:
    """Run every line of `procfile` until one ends or Ctrl-C (or SIGTERM) asks for the end.

    Returns 0 when a person asked for the end, else the status of the process that ended by itself.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    manager = Manager()
    manager._process_ctor = AttachedProcess
    for name, command in parse_procfile(procfile.read_text()).processes.items():
        manager.add_process(name, command, env=os.environ | environment | {"PATH": path}, cwd=str(procfile.parent))
    manager.loop()
    on_stop()
    asked = {128 + signal.SIGINT, 128 + signal.SIGTERM}
    return 0 if manager.returncode in asked else int(manager.returncode or 1)
