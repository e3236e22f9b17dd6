"""Sharing whole pieces fairly when there is not enough. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def fair_share(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """`total` shared in proportion to the weights, nobody above their cap; sums exactly to what can be shared.

    Whoever would get more than their cap gets the cap, and the rest is shared anew among the others. What remains of
    rounding down goes to the largest remainders, ties to the greater weight and then to whoever stands first.
    """
    exact = [Fraction(weight).limit_denominator(10**6) for weight in weights]
    shares = [0] * len(exact)
    left = min(total, sum(caps))
    open_ = [index for index, cap in enumerate(caps) if cap > 0]
    while left > 0 and open_:
        whole = sum(exact[index] for index in open_)
        # Nobody open weighs anything: they are alike.
        portion = {index: left * (exact[index] / whole if whole else Fraction(1, len(open_))) for index in open_}
        full = [index for index in open_ if portion[index] >= caps[index]]
        if full:
            for index in full:
                shares[index] = caps[index]
                left -= caps[index]
            open_ = [index for index in open_ if shares[index] == 0]
            continue
        for index in open_:
            shares[index] = int(portion[index])
        left -= sum(shares[index] for index in open_)
        by_remainder = sorted(open_, key=lambda index: (shares[index] - portion[index], -exact[index], index))
        for index in by_remainder[:left]:
            shares[index] += 1
        left = 0
    return shares
