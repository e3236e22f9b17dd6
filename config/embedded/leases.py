"""Leases: how several processes share one server, and how the last one out knows that it is the last.

Every user of a server holds a shared lock on its `lease` file. Who leaves tries to turn it into an exclusive one, which
succeeds only when nobody else holds it. The kernel drops a dead process's lock, so a `kill -9` leaves no stale lease.
Starting and stopping happen under a second, exclusive lock (`turn`), one process at a time.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


class Lease:
    """This process's lease on the server whose files lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._lease_file = folder / "lease"
        self._turn_file = folder / "turn"
        self._descriptor: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Alone in starting and stopping the server, for the length of the block; waits for whoever is at it."""
        descriptor = _open(self._turn_file)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def take(self) -> None:
        """Hold the lease. Call it within `turn`."""
        if self._descriptor is None:
            self._descriptor = _open(self._lease_file)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def drop(self) -> bool:
        """Give the lease back; true when nobody else holds one. Call it within `turn`."""
        if self._descriptor is None:
            return False
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            last = True
        except BlockingIOError:
            last = False
        os.close(self._descriptor)
        self._descriptor = None
        return last
