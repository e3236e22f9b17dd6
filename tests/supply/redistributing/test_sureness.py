from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from supply.redistributing.shapes import Score
from supply.redistributing.sureness import how_sure

_NOTHING = Score()


def _told(off: Score, after: Score = _NOTHING, *, proven: bool = False) -> dict[str, Any]:
    return {"proven": proven, "off": asdict(off), "after": asdict(after)}


@pytest.mark.parametrize(
    ("off", "after", "said"),
    [
        (Score(uncovered=2, cost=9), Score(), "a lo más 2 dosis"),
        (Score(short=3, lost=4), Score(short=9), "a lo más 3 piezas menos"),
        (Score(unfair_pieces=1), Score(unfair_pieces=5), "en 5 piezas"),
        (Score(lost=1), Score(lost=7), "a lo más 1 pieza que podría"),
        (Score(cost=12), Score(cost=10_000), "a lo más 0.2 % más"),
    ],
)
def test_the_first_figure_that_is_not_proven_is_told(off: Score, after: Score, said: str) -> None:
    assert said in how_sure(_told(off, after))


def test_a_proof_is_over_every_way_allowed() -> None:
    assert "ninguna de las rutas permitidas" in how_sure(_told(Score(), proven=True))


def test_a_run_of_before_says_no_more_than_it_knows() -> None:
    assert how_sure({"proven": False, "after": asdict(Score())}) == "No se alcanzó a comprobar."
