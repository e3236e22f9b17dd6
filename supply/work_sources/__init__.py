"""What of this floor waits to be done, kind by kind: a module a kind, each with its `SOURCE`."""

from __future__ import annotations

from supply import worklist
from supply.worklist import WorkSource

# In the order in which the filter of kinds offers them.
SOURCES: tuple[WorkSource, ...] = ()


def register_all() -> None:
    for source in SOURCES:
        worklist.register(source)
