"""What goes into an allocation and what comes out: plain tuples, because a unit has thousands of lines."""

from __future__ import annotations

from collections.abc import Sequence

# A supply is (last good day, day of arrival or STOCK, pieces, token of the caller).
Supply = tuple[int, int, int, int]
STOCK = -1
# What a package needs: its day and (drug, pieces) of each line, a drug at most once.
Need = tuple[int, Sequence[tuple[int, int]]]
# Where pieces come from: (token, pieces).
Parts = list[tuple[int, int]]
# Line: (state, pieces missing, parts). Package: (state, lines).
Line = tuple[int, int, Parts]
Outcome = tuple[int, list[Line]]

COVERED, INCOMING, UNCOVERED = 0, 1, 2
