"""Some thousands of series with all their methods: back-tested, weighed, and told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from supply.forecasting.judging import JUDGED, MIDDLE, Target, Tested, at_levels, judged_targets, origins_of, pinball
from supply.forecasting.kinds import kinds_of
from supply.forecasting.methods import Candidate, candidates
from supply.forecasting.spread import Array

# The middle and the upper tail choose their methods apart: the best mean is not the best stock.
_UPPER = np.array([level > 0.5 for level in JUDGED])
# How many origins' worth of its kind's losses a series' own are drawn to, and how sharply weights fall with the loss.
_BELIEF = 80.0
_SHARPNESS = 60.0


class Block:
    """Some thousands of series that fit in memory with all their methods."""

    def __init__(self, values: Array, season: int, month: float, targets: Sequence[Target]) -> None:
        self.values, self.targets = values, targets
        periods = values.shape[1]
        self.whole = np.all(np.where(np.isfinite(values), values == np.round(values), True), axis=1)
        self.kinds = kinds_of(values)
        self.judged = judged_targets(periods, targets)
        steps = max(max(last for _first, last in targets), max(last for _first, last in self.judged))
        self.origins = origins_of(periods)
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
        middle = told[:, :, [MIDDLE]]
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
            scale = at_levels(scales[target[0] != target[1]][self.kinds], levels)
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
