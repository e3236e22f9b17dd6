from __future__ import annotations

import pytest

from delegations.errors import Refusal
from pediatric_platform.api.acts import answered
from pediatric_platform.errors import doses, mixing, sessions


@pytest.mark.parametrize(
    "refusals",
    [
        (sessions.SessionIsOver("Aplicada"), mixing.SessionIsOver("Aplicada")),
        (doses.DoseIsOver("Vincristina", "Dada"), mixing.DoseIsOver("Vincristina", "Dada")),
    ],
)
def test_one_code_has_one_status_whoever_refuses(refusals: tuple[Refusal, Refusal]) -> None:
    assert len({refusal.code for refusal in refusals}) == 1
    assert [answered(refusal).status_code for refusal in refusals] == [409, 409]
