"""`bin/demo` from nothing to the first page, with the whole simulated country, and once more when all of that is there.

Runs in a data folder of its own, with servers of its own on free ports, and ends what it started: a process that is
left over is a failure. The environment is installed already (`bin/bench` sees to it).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from benchmarks.bench import ROOT, say

PATIENCE = 600.0
# Seconds that the system may take to forget processes that have ended.
GRACE = 5.0
# Seconds for worker and beat, which start beside the web server, to be up before they are asked to end (not counted).
SETTLE = 8.0


def first_page(port: int, demo: subprocess.Popen[bytes]) -> None:
    """Wait until the sign-in page is served."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if demo.poll() is not None:
            raise SystemExit(f"bin/demo ended by itself, with status {demo.returncode}")
        if sign_in_page_is_served(port):
            return
        time.sleep(0.02)
    raise SystemExit(f"no first page in {PATIENCE:.0f} s")


def sign_in_page_is_served(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            return page.status == 200 and b'name="username"' in page.read()
    except (urllib.error.URLError, OSError):
        return False


def belonging_to(home: Path) -> list[psutil.Process]:
    """Processes, other than this one, that were started for this data folder."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            named = str(home) in process.environ().get("ONCOABASTO_HOME", "") or str(home) in " ".join(
                process.cmdline()
            )
            if named and process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


@contextmanager
def demo_running(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """bin/demo as somebody would start it; ended as by Ctrl-C, and nothing of it may be left."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    running = subprocess.Popen(
        [ROOT / "bin" / "demo", "--port", str(port)],
        cwd=ROOT,
        env=environment | {"ONCOABASTO_HOME": str(home)},
        stdout=sys.stderr,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield running
    finally:
        if running.poll() is None:
            running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            running.wait(60)
        deadline = time.monotonic() + GRACE
        while (left := belonging_to(home)) and time.monotonic() < deadline:
            time.sleep(0.1)
        for process in left:
            process.kill()
    if left:
        raise SystemExit(f"left running: {', '.join(process.name() for process in left)}")


def seconds_to_first_page(home: Path, port: int) -> float:
    start = time.perf_counter()
    with demo_running(home, port) as demo:
        first_page(port, demo)
        spent = time.perf_counter() - start
        time.sleep(SETTLE)
    return spent


def main() -> int:
    from config.embedded.process import free_port

    with tempfile.TemporaryDirectory(prefix="oncoabasto-") as folder:
        # The servers may run as another user, who must be able to walk there.
        Path(folder).chmod(0o711)
        home = Path(folder).resolve() / "data"
        port = free_port()
        say("demo.first_page_from_nothing", seconds_to_first_page(home, port), "s")
        say("demo.first_page_warm", seconds_to_first_page(home, port), "s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
