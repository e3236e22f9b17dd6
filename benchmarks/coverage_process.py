"""One of the processes that compute the country's coverage. No benchmark by itself.

Prints when it began and when it ended; start-up does not count.
"""

from __future__ import annotations

import sys
import time

from benchmarks.bench import setup


def main(processes: int, share: int) -> None:
    setup()
    from django.utils import timezone

    from supply.actions.coverage import cover_unit
    from supply.selectors.coverage_due import units_with_packages

    units = units_with_packages(timezone.now())[share::processes]
    start = time.time()
    for unit in units:
        cover_unit(unit=unit)
    print(start, time.time())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
