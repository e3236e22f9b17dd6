"""One drug's lots while they are given out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from supply.allocation.shapes import STOCK, Parts, Supply


class Shelf:
    """One drug's lots, first to expire first; asked day by day, so what is used up or expired is never met again."""

    __slots__ = ("arrives", "expires", "gave_incoming", "head", "left", "size", "token")

    def __init__(self, lots: Sequence[Supply]) -> None:
        ordered = sorted(lots, key=itemgetter(0, 1, 3))
        self.expires = [lot[0] for lot in ordered]
        self.arrives = [lot[1] for lot in ordered]
        self.left = [lot[2] for lot in ordered]
        self.token = [lot[3] for lot in ordered]
        self.size = len(ordered)
        self.head = 0
        self.gave_incoming = False

    def has(self, day: int, pieces: int) -> bool:
        """Whether that many can be given on the day."""
        head, left, expires, size = self.head, self.left, self.expires, self.size
        while head < size and (left[head] == 0 or expires[head] < day):
            head += 1
        self.head = head
        if head < size and left[head] >= pieces and self.arrives[head] <= day:
            return True
        return self.available(day) >= pieces

    def available(self, day: int) -> int:
        """The pieces that can be given on the day."""
        return sum(self.left[n] for n in range(self.head, self.size) if self.arrives[n] <= day <= self.expires[n])

    def in_stock(self, day: int) -> int:
        """Those of them that are there already."""
        return sum(
            self.left[n] for n in range(self.head, self.size) if self.arrives[n] == STOCK and self.expires[n] >= day
        )

    def take(self, day: int, pieces: int) -> Parts:
        """Give that many, which there must be: `has` was asked for this day."""
        left, head = self.left, self.head
        if left[head] >= pieces and self.arrives[head] == STOCK:
            left[head] -= pieces
            return [(self.token[head], pieces)]
        return self._take_of_several(day, pieces)

    def _take_of_several(self, day: int, pieces: int) -> Parts:
        left = self.left
        parts: Parts = []
        for n in range(self.head, self.size):
            if left[n] and self.arrives[n] <= day <= self.expires[n]:
                given = min(left[n], pieces)
                left[n] -= given
                pieces -= given
                parts.append((self.token[n], given))
                if self.arrives[n] != STOCK:
                    self.gave_incoming = True
                if not pieces:
                    return parts
        raise AssertionError("more was taken than there is")
