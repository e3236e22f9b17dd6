"""Forecasts of a block of series: every method back-tested at rolling origins, the best joined per series, calibrated.

For each series the methods' losses (pinball, over levels and origins) are drawn to those of its kind (smooth, erratic,
intermittent, lumpy), so that few periods never decide alone; weights fall with the loss, and what is told is the mean
of the weighted methods' quantiles. `method` names the one that weighs most. At last the distance of each quantile from
the median is scaled by what would have been best at the origins, kind by kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from supply.forecasting.block import Block
from supply.forecasting.calibration import scales_of, usual_losses
from supply.forecasting.judging import LEVELS, Target, Tested
from supply.forecasting.spread import Array

_BLOCK = 2000
_THREADS = 2


@dataclass(frozen=True)
class Forecasts:
    """Per series: `quantiles[target]` (series, level) and `means[target]`, targets being (first, last) step ahead.

    `methods` are the candidates' names, `weights` (middle or upper tail, series, method) their shares, `losses` their
    back-tested pinball relative to the mean of all, alike; `kinds` name each series' kind; `origins` were used.
    """

    levels: Sequence[float]
    quantiles: dict[Target, Array]
    means: dict[Target, Array]
    methods: list[str]
    weights: Array
    losses: Array
    kinds: npt.NDArray[np.int64]
    best: npt.NDArray[np.int64]
    tested: Tested


def forecast(
    values: Array, *, season: int, targets: Sequence[Target], month: float, levels: Sequence[float] = LEVELS
) -> Forecasts:
    """Forecast each row of `values` (series, period; NaN where not known). `season` periods make a year (or a week),
    `month` periods a month."""
    # Periods before anybody's first are no history: the origins are spread over what there is.
    known = np.flatnonzero(np.isfinite(values).any(axis=0))
    values = values[:, known[0] :] if len(known) else values[:, -1:]
    with ThreadPoolExecutor(_THREADS) as pool:
        starts = range(0, len(values), _BLOCK)
        parts = (values[start : start + _BLOCK] for start in starts)
        blocks = list(pool.map(lambda part: Block(part, season, month, tuple(targets)), parts))
        return _joined(blocks, pool, targets, levels)


def _joined(
    blocks: Sequence[Block], pool: ThreadPoolExecutor, targets: Sequence[Target], levels: Sequence[float]
) -> Forecasts:
    """What the blocks learn from each other, and then tell."""
    kinds = np.concatenate([block.kinds for block in blocks])
    usual = usual_losses(blocks)
    for block in blocks:
        block.weigh(usual)
    scales = {shape: scales_of(blocks, shape) for shape in (False, True)}
    told = list(pool.map(lambda block: block.tell(scales, levels), blocks))
    weights = np.concatenate([block.weights for block in blocks], axis=1)
    return Forecasts(
        levels=levels,
        quantiles={target: np.concatenate([quantiles[target] for quantiles, _means in told]) for target in targets},
        means={target: np.concatenate([means[target] for _quantiles, means in told]) for target in targets},
        methods=blocks[0].names,
        weights=weights,
        losses=np.concatenate([block.losses for block in blocks], axis=1),
        kinds=kinds,
        best=weights.mean(axis=0).argmax(axis=1),
        tested=_together([block.tested(scales[False]) for block in blocks]),
    )


def _together(parts: Sequence[Tested]) -> Tested:
    return Tested(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Tested)))
