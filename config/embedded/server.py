"""What PostgreSQL and Valkey have in common here: a folder, a password, a lease, and a way to be joined."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from pathlib import Path

import psutil

from config.embedded.home import make_folder, stored_secret
from config.embedded.leases import Lease
from config.embedded.process import give_to_server


class Server(ABC):
    """One embedded server in `home`/`name`.

    `throwaway` is for tests: no safety on disk, and it ends with the process that started it.
    """

    name: str

    def __init__(self, home: Path, *, throwaway: bool = False, binaries: Path | None = None) -> None:
        self.folder = make_folder(make_folder(home) / self.name)
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.throwaway = throwaway
        self.binaries = (binaries or home) / "binaries"
        self._lease = Lease(self.folder)
        self._joined_by: int | None = None

    @abstractmethod
    def running(self) -> psutil.Process | None:
        """The server's process when it is ours and answers, else None."""

    @abstractmethod
    def start(self) -> None:
        """Start it and wait until it answers. Raises ServerError."""

    def prepare(self) -> None:  # noqa: B027 (nothing to do is an answer)
        """Make what has to be in it once it runs, where missing."""

    @abstractmethod
    def stop(self) -> None:
        """Stop it and wait until it is gone."""

    @abstractmethod
    def empty(self) -> None:
        """Forget everything it holds, while it runs."""

    @property
    @abstractmethod
    def url(self) -> str:
        """The address, with the password, for DATABASE_URL or REDIS_URL; only while it runs."""

    def password(self, name: str = "password") -> str:
        """A password of this server, generated once."""
        return stored_secret(self.folder, name)

    def prepare_data_folder(self) -> None:
        """Make the data folder, owned by the user the server runs as."""
        if not self.data.is_dir():
            self.data.mkdir()
            give_to_server(self.data)
            self.data.chmod(0o700)

    def join(self) -> str:
        """Use the server: start it unless it runs already. Returns its URL; call `leave` when done."""
        with self._lease.turn():
            self._lease.take()
            try:
                if self.running() is None:
                    self.start()
                self.prepare()
            except BaseException:
                self._lease.drop()
                raise
            self._joined_by = os.getpid()
            return self.url

    def leave(self) -> None:
        """Use the server no longer; the last one to leave stops it. In a forked child this does nothing."""
        if self._joined_by != os.getpid():
            return
        self._joined_by = None
        with self._lease.turn():
            if self._lease.drop():
                self.stop()
