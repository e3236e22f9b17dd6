"""Starting, recognising and ending a server process."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from config.embedded.home import is_root, make_folder

SERVER_USER = "nobody"
PR_SET_PDEATHSIG = 1


class ServerError(RuntimeError):
    """An embedded server could not be started; the message ends with the last lines of its log."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that is free now. Someone else may still take it first: check that the child lives."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_identity() -> dict[str, object]:
    """Arguments of `subprocess` that give up root; empty for everyone else, who runs servers as themselves."""
    if not is_root():
        return {}
    entry = pwd.getpwnam(SERVER_USER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def give_to_server(path: Path) -> None:
    """Let the user the servers run as own `path`."""
    if is_root():
        entry = pwd.getpwnam(SERVER_USER)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def reachable_copy(source: Path, beside: Path, *siblings: Path) -> Path:
    """`source` itself, or as root a copy of it (with `siblings` next to it) under `beside`, where `nobody` can run it.

    `beside` carries the version in its name; a copy cut short is never taken for a whole one.
    """
    if not is_root():
        return source
    if not beside.is_dir():
        make_folder(beside.parent)
        draft = beside.with_name(f"{beside.name}.{os.getpid()}")
        for tree in (source, *siblings):
            shutil.copytree(tree, draft / tree.name, symlinks=True)
        draft.chmod(0o755)
        try:
            draft.rename(beside)
        except OSError:  # another process was first
            shutil.rmtree(draft, ignore_errors=True)
    return beside / source.name


def die_with_parent(parent: int) -> Callable[[], None] | None:
    """For `preexec_fn`: the child is interrupted when `parent` dies, even by kill -9 (Linux; elsewhere nothing)."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def ask_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:
            os._exit(1)

    return ask_kernel


def spawn(
    command: list[str],
    *,
    log: Path,
    folder: Path,
    environment: dict[str, str] | None = None,
    throwaway: bool = False,
    stdin: str | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in its own session (Ctrl-C in a terminal does not reach it), with its output appended to `log`.

    A `throwaway` server dies with this process. `stdin` is text the child reads first, for what must not show in a
    process list.
    """
    with log.open("ab") as out:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC", **(environment or {})},
            start_new_session=True,
            preexec_fn=die_with_parent(os.getpid()) if throwaway else None,
            **server_identity(),  # type: ignore[call-overload]
        )
    if stdin is not None:
        assert child.stdin is not None
        child.stdin.write(stdin.encode())
        child.stdin.close()
    return child


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log, for an error message."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def living(pid: int, program: str, folder: Path) -> psutil.Process | None:
    """The process `pid` if it is a `program` at work in `folder`; None when gone or when a stranger has its number."""
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or not process.name().startswith(program):
            return None
        return process if Path(process.cwd()) == folder.resolve() else None
    except (psutil.NoSuchProcess, psutil.AccessDenied, OSError):
        return None


def gone(process: psutil.Process) -> bool:
    """Whether it has ended. A zombie has: whoever started it may never ask how it went (containers without an init)."""
    try:
        if process.status() != psutil.STATUS_ZOMBIE:
            return False
        process.wait(timeout=0)  # buries it when it is a child of ours
    except (psutil.NoSuchProcess, psutil.TimeoutExpired):
        pass
    return True


def end(process: psutil.Process, gently: int, hard: int, patience: float = 30) -> None:
    """Signal `gently`, wait up to `patience` seconds, then signal `hard`. Returns when the process is gone."""
    for number, seconds in ((gently, patience), (hard, 10.0)):
        deadline = time.monotonic() + seconds
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:
            return
        while time.monotonic() < deadline:
            if gone(process):
                return
            time.sleep(0.01)
