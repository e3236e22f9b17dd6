"""Give this process the servers its environment does not name, for as long as it lives."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from config.embedded.home import data_home
from config.embedded.postgres import Postgres
from config.embedded.server import Server
from config.embedded.valkey import Valkey

SERVERS: dict[str, type[Server]] = {"DATABASE_URL": Postgres, "REDIS_URL": Valkey}


def join_missing(*, tell: Callable[[str], None] = lambda text: None) -> list[Server]:
    """Start or join each server whose variable is unset, set the variable, and leave it when this process ends.

    Child processes inherit the variables and so use the same servers without a lease of their own; the parent outlives
    them.
    """
    joined: list[Server] = []
    for variable, kind in SERVERS.items():
        if os.environ.get(variable, "").strip():
            continue
        server = kind(data_home())
        tell(server.name)
        os.environ[variable] = server.join()
        atexit.register(server.leave)
        joined.append(server)
    if joined:
        _leave_on_terminate()
    return joined


def _leave_on_terminate() -> None:
    """Let SIGTERM end the process in the ordinary way, so that leases are returned; a handler already set stays."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:

        def finish(number: int, frame: FrameType | None) -> None:
            sys.exit(128 + number)

        signal.signal(signal.SIGTERM, finish)
