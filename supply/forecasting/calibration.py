"""What blocks of series learn from each other, kind by kind: what usually loses, how wide quantiles are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from supply.forecasting.block import Block
from supply.forecasting.judging import JUDGED, MIDDLE, pinball
from supply.forecasting.kinds import KINDS
from supply.forecasting.methods import USUAL
from supply.forecasting.spread import Array

# How many series' worth of what was learnt before (`USUAL`) a kind's own losses are drawn to.
_SERIES_BELIEF = 15.0
_WIDTHS = np.arange(0.6, 1.65, 0.05)
_SCALE_BELIEF = 150.0


def usual_losses(blocks: Sequence[Block]) -> Array:
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


def scales_of(blocks: Sequence[Block], is_sum: bool) -> Array:
    """Kind × judged level: by what the distance from the median is best multiplied, drawn to one where few tell."""
    scales = np.ones((len(KINDS), len(JUDGED)))
    for kind in range(len(KINDS)):
        losses = np.zeros((len(JUDGED), len(_WIDTHS)))
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
                middle = told[:, :, [MIDDLE]]
                for number, scale in enumerate(_WIDTHS):
                    moved = np.maximum(middle + scale * (told - middle), 0.0)
                    moved = np.where(whole, np.round(moved), moved)
                    loss = pinball(np.nan_to_num(came)[:, :, None], moved, np.asarray(JUDGED))
                    losses[:, number] += (loss * (known / size)[:, :, None]).sum(axis=(0, 1))
        if count:
            best = _WIDTHS[losses.argmin(axis=1)]
            scales[kind] = 1 + (best - 1) * count / (count + _SCALE_BELIEF)
    return scales
