"""A real Celery worker, in a process of its own, on the test database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import quote, urlparse

import pytest
from django.db import connection

from tests.plugins.servers import APPLICATION_URL

PATIENCE = 40.0


def test_database_url() -> str:
    """The address of the test database for a process that has to find it by itself, signed in as the application."""
    settings = connection.settings_dict
    application = os.environ.get(APPLICATION_URL, "")
    if application:
        return urlparse(application)._replace(path=f"/{settings['NAME']}").geturl()
    user, password = quote(settings["USER"], safe=""), quote(settings["PASSWORD"], safe="")
    return f"postgres://{user}:{password}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


test_database_url.__test__ = False  # type: ignore[attr-defined]


class WorkerProcess:
    """Starts at once; `kill()` is a SIGKILL of the whole worker, `start()` begins anew."""

    def __init__(self, concurrency: int = 2) -> None:
        self.concurrency = concurrency
        self.process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> None:
        """Start a worker and wait until it answers."""
        from config.celery import app

        # Unacknowledged tasks of a killed worker come back after seconds here, not minutes.
        environment = os.environ | {
            "DATABASE_URL": test_database_url(),
            "TASK_VISIBILITY_TIMEOUT": "5",
            "LOG_LEVEL": "WARNING",
        }
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "celery",
                "-A",
                "config",
                "worker",
                f"--concurrency={self.concurrency}",
                "--without-gossip",
            ],
            env=environment,
            start_new_session=True,
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if app.control.ping(timeout=0.5):
                return
        self.kill()
        pytest.fail("The Celery worker did not start")

    def _signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """What a power cut does."""
        self._signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def stop(self) -> None:
        """Let it finish what it does, for up to twenty seconds."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()


@pytest.fixture
def celery_worker_process(transactional_db: None) -> Iterator[WorkerProcess]:
    """A worker that does what is queued; the queue is empty before and after."""
    from config.celery import app

    app.control.purge()
    worker = WorkerProcess()
    yield worker
    worker.stop()
    app.control.purge()
