"""What every benchmark shares: a database of its own, a line per figure, and the middle of several rounds."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent


def say(name: str, value: float, unit: str, baseline: float | None = None, ratio: float | None = None) -> None:
    """One figure as one JSON line; `baseline` is in the same unit, `ratio` is value / baseline unless told."""
    if ratio is None and baseline:
        ratio = value / baseline
    figure = {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "baseline": None if baseline is None else round(baseline, 3),
        "ratio": None if ratio is None else round(ratio, 3),
    }
    print(json.dumps(figure), flush=True)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median seconds of both, taken in turn so that a machine that slows down slows both."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def setup() -> None:
    """Django on the servers of the environment, or on the embedded ones for as long as this process lives."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("ONCOABASTO_LOCAL", "1")
    os.environ.setdefault("HASHED_STATIC", "0")
    os.environ.setdefault("ONCOABASTO_SECOND_FACTOR", "optional")
    sys.path.insert(0, str(ROOT))
    from config.embedded import join_missing
    from config.ownership import owner_url

    # Who makes databases: the owner. The statements cost the same whoever runs them.
    os.environ["DATABASE_URL"] = owner_url(join_missing())
    import django

    django.setup()


@contextmanager
def throwaway_database() -> Iterator[None]:
    """A database of this run alone, with the project's migrations, dropped at the end."""
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    name = connection.settings_dict["NAME"]
    # Two runs on one server, or a run beside the tests, do not take each other's.
    connection.settings_dict["TEST"]["NAME"] = f"bench_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def database_url() -> str:
    """The address of the throw-away database, for processes that connect by themselves."""
    from django.db import connection

    at = connection.settings_dict
    return f"postgres://{quote(at['USER'])}:{quote(at['PASSWORD'])}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def bare_copies(cursor: Any, tables: Sequence[str]) -> None:
    """Empty copies of `supply_x` as `raw_x`: same columns, indexes, checks and foreign keys, none of the triggers."""
    for table in tables:
        cursor.execute(f"CREATE TABLE {_bare(table)} (LIKE {table} INCLUDING ALL)")
    for table in tables:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
            [table],
        )
        for (key,) in cursor.fetchall():
            for copied in tables:
                key = key.replace(f"REFERENCES {copied}(", f"REFERENCES {_bare(copied)}(")
            cursor.execute(f"ALTER TABLE {_bare(table)} ADD {key}")


def _bare(table: str) -> str:
    return table.replace("supply_", "raw_", 1)
