"""Whether enough of those who count are there."""

from __future__ import annotations

import pytest

from meetings.quorum import quorum


@pytest.mark.parametrize(
    ("required", "there", "share", "needed", "holds", "missing", "percent"),
    [
        (7, 3, 50, 4, False, 1, 42),
        (7, 4, 50, 4, True, 0, 57),
        (200, 99, 50, 100, False, 1, 49),
        (200, 199, 100, 200, False, 1, 99),
        (3, 0, 0, 0, True, 0, 0),
        (0, 0, 50, 0, True, 0, None),
        (1, 0, 1, 1, False, 1, 0),
    ],
)
def test_a_share_of_the_required_must_be_there(required, there, share, needed, holds, missing, percent):
    found = quorum(required=required, there=there, share=share)
    assert (found.needed, found.holds, found.missing, found.percent) == (needed, holds, missing, percent)


def test_no_quorum_is_asked_where_nobody_is_required():
    assert not quorum(required=0, there=0, share=50).applies
    assert quorum(required=2, there=0, share=50).applies


@pytest.mark.parametrize("facts", [(2, 3, 50), (2, -1, 50), (2, 1, 101), (2, 1, -1)])
def test_figures_that_cannot_be_are_refused(facts):
    with pytest.raises(ValueError, match=r"required|share"):
        quorum(required=facts[0], there=facts[1], share=facts[2])
