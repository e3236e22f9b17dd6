"""What happens, in the order of time. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime

Act = Callable[[datetime], object]


class Timeline:
    """Acts are told one by one, the earliest first; an act may add others. What lies ahead of `now` is never told."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._line: list[tuple[datetime, int, Act]] = []
        self._told = 0
        self._clock: datetime | None = None

    def add(self, at: datetime, act: Act) -> None:
        """At its time, or at once where that has passed."""
        if self._clock is not None:
            at = max(at, self._clock)
        if at < self.now:
            heapq.heappush(self._line, (at, self._told, act))
            self._told += 1

    def run(self, after: Callable[[datetime], object] = lambda at: None) -> None:
        """To the end; `after` hears the time of each act that was told."""
        while self._line:
            at, _number, act = heapq.heappop(self._line)
            self._clock = at
            act(at)
            after(at)
