"""What of this floor waits to be done, kind by kind: a module an area, each with its `SOURCE` or `SOURCES`."""

from __future__ import annotations

from supply import worklist
from supply.work_sources import (
    doses,
    expiring,
    loans,
    recalls,
    requisitions,
    running_out,
    signs,
    supply_orders,
    transfers,
    weeks,
)
from supply.worklist import WorkSource

# In the order in which the filter of kinds offers them.
SOURCES: tuple[WorkSource, ...] = (
    doses.SOURCE,
    recalls.SOURCE,
    running_out.SOURCE,
    expiring.SOURCE,
    *weeks.SOURCES,
    *transfers.SOURCES,
    requisitions.SOURCE,
    supply_orders.SOURCE,
    loans.SOURCE,
    signs.SOURCE,
)


def register_all() -> None:
    for source in SOURCES:
        worklist.register(source)
