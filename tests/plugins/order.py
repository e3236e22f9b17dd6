"""Where several processes share the suite, the longest files start first, so that none is left over for the end.

xdist by itself begins with the files of most tests, and the few tests that walk through every page come last: one
process then works for minutes while the others are done.
"""

from __future__ import annotations

from collections import Counter

import pytest

# About how many seconds a test takes, by what it stands on; by the dearest of these.
SECONDS = {"celery_worker_process": 8.0, "live_browser": 4.0, "world": 5.0, "transactional_db": 0.5}
SLOW, ANY_OTHER = 20.0, 0.1


def seconds(item: pytest.Item) -> float:
    """A guess: it decides who goes first and nothing else."""
    if item.get_closest_marker("slow"):
        return SLOW
    stands_on = set(getattr(item, "fixturenames", ()))
    return max((cost for name, cost in SECONDS.items() if name in stands_on), default=ANY_OTHER)


def pytest_configure(config: pytest.Config) -> None:
    """What hands the files out keeps the order below."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files by what they take, tests within a file as they were; a run in one process goes by the folders."""
    if not hasattr(config, "workerinput"):
        return
    whole: Counter[object] = Counter()
    for item in items:
        whole[item.path] += seconds(item)  # type: ignore[assignment]
    items.sort(key=lambda item: -whole[item.path])
