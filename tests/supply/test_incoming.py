from __future__ import annotations

from datetime import date

import pytest

from supply.incoming import arrival

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("dispatched", "expected", "usual", "answer"),
    [
        (date(2026, 11, 20), date(2026, 11, 25), None, (date(2026, 11, 25), "dated")),
        (date(2026, 11, 20), date(2026, 11, 22), None, (date(2026, 11, 22), "dated")),
        (date(2026, 11, 20), date(2026, 11, 21), None, (date(2026, 11, 23), "late")),
        # 20 + the usual 3 = 23; + 5 where transfers have taken 5 days.
        (date(2026, 11, 20), None, None, (date(2026, 11, 23), "estimated")),
        (date(2026, 11, 20), None, 5, (date(2026, 11, 25), "estimated")),
        (date(2026, 11, 20), None, 0, (date(2026, 11, 23), "late")),
        (date(2026, 11, 22), None, 0, (date(2026, 11, 22), "estimated")),
        (date(2026, 11, 1), None, None, (date(2026, 11, 23), "late")),
    ],
)
def test_what_was_sent_arrives(dispatched, expected, usual, answer) -> None:
    assert arrival(dispatched, expected, usual, TODAY) == answer
