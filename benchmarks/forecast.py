"""Forecasts of 20,000 series of 104 weeks, 13 weeks ahead and summed up to each: seconds and memory.

Then the loss at 90 % beside the better of CPM-3 and Croston (both with the quantiles of their own errors), kind by kind
over several seeds: ratios below one are ours. Nothing of a database.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np

from benchmarks.bench import ROOT, say

SERIES, WEEKS, AHEAD = 20_000, 104, 13
SEEDS, OF_A_KIND = (31, 32, 33), 300


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from supply.forecasting.backtest import backtest
    from supply.forecasting.engine import forecast
    from supply.forecasting.reading import WEEKLY
    from supply.forecasting.weekly import WEEKS_A_MONTH, WEEKS_A_YEAR
    from tests.factories.intermittent import KINDS, series

    each = SERIES // len(KINDS) + 1
    values = np.concatenate([series(kind, each, periods=WEEKS) for kind in KINDS])[:SERIES]
    targets = [(week, week) for week in range(1, AHEAD + 1)] + [(1, week) for week in range(2, AHEAD + 1)]
    start, worked = time.perf_counter(), time.process_time()
    forecast(values, season=WEEKS_A_YEAR, month=WEEKS_A_MONTH, targets=targets)
    say("forecast of 20,000 series", time.perf_counter() - start, "s", 60)
    say("of it, processor", time.process_time() - worked, "s")
    say("most memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", 1024)

    for kind in KINDS:
        ours, best = 0.0, 0.0
        for seed in SEEDS:
            judged = backtest(series(kind, OF_A_KIND, seed=seed), WEEKLY).methods
            ours += judged["ours"].pinball[1] / judged["ours"].count
            best += min(judged[name].pinball[1] / judged[name].count for name in ("cpm_3", "croston"))
        say(f"pinball 0.9, {kind}", ours / len(SEEDS), "pieces", best / len(SEEDS))


if __name__ == "__main__":
    main()
