"""A throw-away PostgreSQL and Valkey for the run, started before Django reads its settings and removed at the end.

Loaded with `-p` (see pyproject.toml), so that a bare `pytest tests/supply` works like `bin/test`. A server named by
DATABASE_URL (and OWNER_DATABASE_URL) or REDIS_URL is used instead.

The settings get the address of the database's owner, who makes the test database; `database.py` then takes the owner's
rights away, so that the tests run with the application's.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from config.embedded.home import data_home, is_root, open_to_others
from config.embedded.postgres import Postgres
from config.embedded.server import Server
from config.embedded.valkey import Valkey

PREFIX = "oncoabasto-test-"
FALLBACK = Path("/var/lib/oncoabasto")
# These import Django's machinery, so they wait until it is set up.
AFTER_SETTINGS = (
    "tests.plugins.database",
    "tests.plugins.worker",
    "tests.plugins.browser",
    "tests.plugins.order",
    "tests.plugins.pace",
)


def temporary_root() -> Path:
    """Where throw-away folders go: the system's, unless `nobody` cannot walk there."""
    root = Path(tempfile.gettempdir()).resolve()
    if is_root() and not open_to_others(root / "x"):
        FALLBACK.mkdir(parents=True, exist_ok=True, mode=0o711)
        return FALLBACK
    return root


def copy_tree(source: Path, target: Path) -> None:
    """Copy what is in `source`, owners included."""
    subprocess.run(["cp", "-a", f"{source}/.", str(target)], check=True)


def sweep(root: Path) -> None:
    """Remove folders of runs that were killed: nobody holds their lease any more."""
    for folder in root.glob(f"{PREFIX}*"):
        try:
            descriptor = os.open(folder / "run", os.O_RDWR)
        except OSError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(descriptor)


def throwaway_home() -> Path:
    """A folder of this run alone, marked as in use for as long as this process lives."""
    root = temporary_root()
    sweep(root)
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
    home.chmod(0o711)
    mark = os.open(home / "run", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(mark, fcntl.LOCK_SH)  # held open until the process ends
    return home


# The address of the application's own role on the same server, once known.
APPLICATION_URL = "ONCOABASTO_TEST_APPLICATION_URL"


def shares_out(config: pytest.Config) -> bool:
    """Whether this process only hands the tests out (`-n`): it runs none, and needs no servers."""
    return bool(getattr(config.known_args_namespace, "numprocesses", None)) and "PYTEST_XDIST_WORKER" not in os.environ


def prepare_environment(*, servers: bool) -> None:
    """Set what the settings need; the environment of whoever runs the tests must not change their outcome."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["ONCOABASTO_LOCAL"] = "1"
    # Tests of the rule turn it on for themselves.
    os.environ["ONCOABASTO_SECOND_FACTOR"] = "optional"
    os.environ["HASHED_STATIC"] = "0"
    os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
    for name in ("DEBUG", "ONCOABASTO_SIMULATED", "SITE_URL", "ALLOWED_HOSTS", "THROTTLE_ANON", "THROTTLE_USER"):
        os.environ.pop(name, None)
    if not servers:
        return
    missing: dict[str, type[Server]] = {
        name: kind
        for name, kind in {"DATABASE_URL": Postgres, "REDIS_URL": Valkey}.items()
        if not os.environ.get(name, "").strip()
    }
    if "DATABASE_URL" not in missing and os.environ.get("OWNER_DATABASE_URL", "").strip():
        as_owner(os.environ["DATABASE_URL"], os.environ["OWNER_DATABASE_URL"])
    if not missing:
        return
    home = throwaway_home()
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for name, kind in missing.items():
        server = kind(home, throwaway=True, binaries=data_home())
        os.environ[name] = server.join()
        if isinstance(server, Postgres):
            as_owner(server.url, server.owner_url)
        atexit.register(server.leave)


def as_owner(application: str, owner: str) -> None:
    """Sign in as the owner, and remember the application's own address."""
    os.environ[APPLICATION_URL] = application
    os.environ["DATABASE_URL"] = owner
    os.environ.pop("OWNER_DATABASE_URL", None)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Before pytest-django loads the settings: hook wrappers come first."""
    if not {"--help", "-h", "--version", "-V"} & set(early_config.invocation_params.args):
        prepare_environment(servers=not shares_out(early_config))
    yield
    for name in AFTER_SETTINGS:
        early_config.pluginmanager.import_plugin(name)
