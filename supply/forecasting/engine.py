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

from supply.forecasting.kinds import KINDS, kinds_of
from supply.forecasting.methods import USUAL, Candidate, candidates
from supply.forecasting.spread import Array

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99)
# Judged where stock is decided: the middle and the upper tail.
JUDGED = (0.25, 0.5, 0.75, 0.9, 0.95)
_MIDDLE = JUDGED.index(0.5)
# The middle and the upper tail choose their methods apart: the best mean is not the best stock.
_UPPER = np.array([level > 0.5 for level in JUDGED])
ORIGINS = 16
_BLOCK = 2000
_THREADS = 2
# How many origins' worth of its kind's losses a series' own are drawn to, and how sharply weights fall with the loss.
_BELIEF = 80.0
_SHARPNESS = 60.0
# How many series' worth of what was learnt before (`USUAL`) a kind's own losses are drawn to.
_SERIES_BELIEF = 15.0
_SCALES = np.arange(0.6, 1.65, 0.05)
_SCALE_BELIEF = 150.0

Target = tuple[int, int]


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


@dataclass(frozen=True)
class Tested:
    """One step ahead at the rolling origins, per series: `count` of origins known, `pinball` (series, level of `AT`) of
    what is told, `others` (series, method) at 0.9 of each method alone, `error` the mean's mean absolute error, `asked`
    what was asked for in those periods together, `naive` the mean step of the history (what MASE divides by)."""

    AT = (0.5, 0.9, 0.95)

    count: Array
    pinball: Array
    others: Array
    error: Array
    asked: Array
    naive: Array


def pinball(actual: Array, quantile: Array, level: float | Array) -> Array:
    """Loss of a quantile: what was short costs the level, what was over its complement."""
    short = actual - quantile
    return np.maximum(level * short, (level - 1) * short)


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
        blocks = list(pool.map(lambda part: _Block(part, season, month, tuple(targets)), parts))
        return _joined(blocks, pool, targets, levels)


def _joined(
    blocks: Sequence[_Block], pool: ThreadPoolExecutor, targets: Sequence[Target], levels: Sequence[float]
) -> Forecasts:
    """What the blocks learn from each other, and then tell."""
    kinds = np.concatenate([block.kinds for block in blocks])
    usual = _usual_losses(blocks)
    for block in blocks:
        block.weigh(usual)
    scales = {shape: _scales(blocks, shape) for shape in (False, True)}
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


class _Block:
    """Some thousands of series that fit in memory with all their methods."""

    def __init__(self, values: Array, season: int, month: float, targets: Sequence[Target]) -> None:
        self.values, self.targets = values, targets
        periods = values.shape[1]
        self.whole = np.all(np.where(np.isfinite(values), values == np.round(values), True), axis=1)
        self.kinds = kinds_of(values)
        self.judged = _judged_targets(periods, targets)
        steps = max(max(last for _first, last in targets), max(last for _first, last in self.judged))
        self.origins = _origins(periods)
        self.methods: list[Candidate] = candidates(values, season, month, [*self.origins, periods], steps)
        self.names = [method.name for method in self.methods]
        # Quantiles at the origins: target → (origin, method, series, level), and what came.
        self.back = {target: self._told_at_origins(target) for target in self.judged}
        self.came = {target: self._came(target) for target in self.judged}
        self._judge()

    def _told_at_origins(self, target: Target) -> npt.NDArray[np.float32]:
        return np.stack(
            [
                np.stack([method.quantiles(position, target, JUDGED) for method in self.methods])
                for position in range(len(self.origins))
            ]
        ).astype(np.float32)

    def _came(self, target: Target) -> Array:
        """What the target's periods asked for after each origin (origin, series); NaN where not known or not yet."""
        first, last = target
        periods = self.values.shape[1]
        came = np.full((len(self.origins), len(self.values)), np.nan)
        for position, origin in enumerate(self.origins):
            if origin + last <= periods:
                # Three periods of history at least, else it is not a forecast.
                enough = np.isfinite(self.values[:, :origin]).sum(axis=1) >= 3
                asked = self.values[:, origin + first - 1 : origin + last].sum(axis=1)
                came[position] = np.where(enough, asked, np.nan)
        return came

    def _judge(self) -> None:
        """Losses (series, method) relative to the mean of the methods, added over origins, targets and levels."""
        level = np.asarray(JUDGED, dtype=np.float32)
        total = np.zeros((2, len(self.values), len(self.methods)))
        self.scored = np.zeros(len(self.values))
        for target in self.judged:
            came = self.came[target]
            known = np.isfinite(came)
            loss = pinball(np.nan_to_num(came)[:, None, :, None].astype(np.float32), self.back[target], level)
            for part, levels in enumerate((~_UPPER, _UPPER)):
                per_method = (loss[..., levels].sum(axis=3) * known[:, None, :]).sum(axis=0).T
                mean = per_method.mean(axis=1, keepdims=True)
                relative = np.where(mean > 0, per_method / np.maximum(mean, 1e-12), 1.0)
                total[part] += relative * known.sum(axis=0)[:, None]
            self.scored += known.sum(axis=0)
        self.losses = np.where((self.scored > 0)[:, None], total / np.maximum(self.scored, 1)[:, None], 1.0)
        self.tells = (self.scored > 0) & (np.nan_to_num(self.values).sum(axis=1) > 0)

    def weigh(self, usual: Array) -> None:
        """Shares of the methods, for the middle and the upper tail: own losses drawn to those usual of the kind."""
        belief = _BELIEF * len(self.judged)
        own = self.scored[:, None]
        drawn = (self.losses * own + belief * usual[:, self.kinds]) / (own + belief)
        score = np.exp(-_SHARPNESS * (drawn - drawn.min(axis=2, keepdims=True)))
        self.weights = score / score.sum(axis=2, keepdims=True)
        of_level = self.weights[_UPPER.astype(int)].astype(np.float32)
        self.joined = {target: np.einsum("omsl,lsm->osl", told, of_level) for target, told in self.back.items()}

    def tested(self, scales: Array) -> Tested:
        """What the forecasts told now would have lost one step ahead at the origins."""
        came, told = self.came[(1, 1)], self.joined[(1, 1)]
        known = np.isfinite(came)
        asked, count = np.nan_to_num(came), np.maximum(known.sum(axis=0), 1)
        middle = told[:, :, [_MIDDLE]]
        told = np.maximum(middle + scales[self.kinds][None] * (told - middle), 0.0)
        told = np.where(self.whole[None, :, None], np.round(told), told)
        at = [JUDGED.index(level) for level in Tested.AT]
        loss = pinball(asked[:, :, None], told[:, :, at], np.asarray(Tested.AT)) * known[:, :, None]
        nine = JUDGED.index(0.9)
        others = pinball(asked[:, None], self.back[(1, 1)][:, :, :, nine], 0.9) * known[:, None]
        error = np.zeros(asked.shape)
        for number, method in enumerate(self.methods):
            means = np.stack([method.mean(position, (1, 1)) for position in range(len(self.origins))] or [count * 0])
            error = error + self.weights[:, :, number].mean(axis=0) * means
        error = np.abs(asked - error) * known
        steps = np.abs(np.diff(self.values, axis=1))
        there = np.isfinite(steps)
        naive = np.where(there, steps, 0.0).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
        return Tested(
            known.sum(axis=0).astype(float), loss.sum(axis=0) / count[:, None], (others.sum(axis=0) / count).T,
            error.sum(axis=0) / count, (asked * known).sum(axis=0), naive,
        )  # fmt: skip

    def tell(
        self, scales: dict[bool, Array], levels: Sequence[float]
    ) -> tuple[dict[Target, Array], dict[Target, Array]]:
        quantiles, means = {}, {}
        is_upper = (np.asarray(levels) > 0.5).astype(int)
        for target in self.targets:
            joined = np.zeros((len(self.values), len(levels)))
            mean = np.zeros(len(self.values))
            for number, method in enumerate(self.methods):
                weight = self.weights[:, :, number]
                joined += weight[is_upper].T * method.quantiles(len(self.origins), target, levels)
                mean += weight.mean(axis=0) * method.mean(len(self.origins), target)
            scale = _at_levels(scales[target[0] != target[1]][self.kinds], levels)
            middle = (
                np.array([np.interp(0.5, levels, row) for row in joined])[:, None]
                if 0.5 not in levels
                else (joined[:, [list(levels).index(0.5)]])
            )
            told = np.maximum(middle + scale * (joined - middle), 0.0)
            told = np.where(self.whole[:, None], np.round(told), told)
            quantiles[target] = np.maximum.accumulate(told, axis=1)
            means[target] = mean
        return quantiles, means


def _together(parts: Sequence[Tested]) -> Tested:
    return Tested(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Tested)))


def _origins(periods: int) -> list[int]:
    """Rolling origins over the second half of the history, the last one leaving one period to judge by."""
    first = max(periods // 2, min(4, periods - 1))
    count = min(ORIGINS, periods - first)
    return sorted({int(origin) for origin in np.linspace(first, periods - 1, count)}) if count > 0 else []


def _judged_targets(periods: int, targets: Sequence[Target]) -> list[Target]:
    """One step, a later one and a sum, as far as the history lets each be judged some times."""
    longest = max(max(last for _first, last in targets), 1)
    reach = max(min(longest, periods // 8), 1)
    return sorted({(1, 1), (min(reach, 4), min(reach, 4)), (1, min(reach, 4))})


def _usual_losses(blocks: Sequence[_Block]) -> Array:
    """Relative losses of each kind (kind, method), drawn to what such series usually show."""
    losses = np.concatenate([block.losses[:, block.tells] for block in blocks], axis=1)
    kinds = np.concatenate([block.kinds[block.tells] for block in blocks])
    usual = np.array(
        [[[USUAL[name][kind][part] for name in blocks[0].names] for kind in range(len(KINDS))] for part in (0, 1)]
    )
    for kind in range(len(KINDS)):
        own = losses[:, kinds == kind]
        usual[:, kind] = (own.sum(axis=1) + _SERIES_BELIEF * usual[:, kind]) / (own.shape[1] + _SERIES_BELIEF)
    return usual


def _scales(blocks: Sequence[_Block], is_sum: bool) -> Array:
    """Kind × judged level: by what the distance from the median is best multiplied, drawn to one where few tell."""
    scales = np.ones((len(KINDS), len(JUDGED)))
    for kind in range(len(KINDS)):
        losses = np.zeros((len(JUDGED), len(_SCALES)))
        count = 0
        for block in blocks:
            of_kind = (block.kinds == kind) & block.tells
            if not of_kind.any():
                continue
            size = np.maximum(np.nanmean(np.abs(block.values[of_kind]), axis=1), 1e-6)
            for target in block.judged:
                if (target[0] != target[1]) != is_sum and len(block.judged) > 1:
                    continue
                came = block.came[target][:, of_kind]
                told = block.joined[target][:, of_kind]
                known = np.isfinite(came)
                whole = block.whole[of_kind][None, :, None]
                count += int(known.sum())
                middle = told[:, :, [_MIDDLE]]
                for number, scale in enumerate(_SCALES):
                    moved = np.maximum(middle + scale * (told - middle), 0.0)
                    moved = np.where(whole, np.round(moved), moved)
                    loss = pinball(np.nan_to_num(came)[:, :, None], moved, np.asarray(JUDGED))
                    losses[:, number] += (loss * (known / size)[:, :, None]).sum(axis=(0, 1))
        if count:
            best = _SCALES[losses.argmin(axis=1)]
            scales[kind] = 1 + (best - 1) * count / (count + _SCALE_BELIEF)
    return scales


def _at_levels(scales: Array, levels: Sequence[float]) -> Array:
    """Scales at the levels told, straight between the judged ones, held beyond them."""
    table = {kind_row.tobytes(): np.interp(levels, JUDGED, kind_row) for kind_row in np.unique(scales, axis=0)}
    return np.stack([table[row.tobytes()] for row in scales]) if len(scales) else np.ones((0, len(levels)))
