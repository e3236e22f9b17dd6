"""What is said in a review follows from the figures."""

from random import Random

import pytest

from meetings.models import Verdict
from meetings.simulation.remarks import GOOD, GRAVE, remark, verdict_of
from tests.meetings.simulation.figures import figures


def test_a_verdict_follows_from_the_severity_and_few_are_grave():
    ranked = sorted([GRAVE * 3] * 20 + [GRAVE - 1, GOOD, GOOD - 1], reverse=True)
    verdicts = [verdict_of(severity, rank, len(ranked)) for rank, severity in enumerate(ranked)]
    assert verdicts.count(Verdict.GRAVE) == 5
    assert verdicts[-3:] == [Verdict.WATCH, Verdict.WATCH, Verdict.GOOD]


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"unmet": {"counted": 90}}, "90 necesidades"),
        ({"cases": {"overdue": 1}}, "1 caso fuera de plazo"),
        ({"transfers": {"late": 3}}, "3 traspasos"),
        ({"gaps": {"no_titular": 4}}, "4 puestos de abasto sin titular"),
        ({"uncovered": {"within_7": {"uncovered": 1}}}, "1 niña o niño"),
        ({"agreements": {"broken": 2}}, "2 acuerdos incumplidos"),
    ],
)
def test_a_place_under_watch_hears_of_what_weighs_most(changed, word):
    assert word.split()[0] in remark(figures(**changed), Verdict.WATCH, Random(1))
    assert any(word in remark(figures(**changed), Verdict.WATCH, Random(seed)) for seed in range(9))


def test_a_place_without_figures_is_watched_and_told_so():
    assert verdict_of(GRAVE * 2, 0, 60, is_known=False) == Verdict.WATCH
    said = remark(figures(level=None), Verdict.WATCH, Random(1))
    assert "No hay cifras de la semana" in said


def test_what_is_in_order_is_not_asked_for_anything():
    said = {remark(figures(), Verdict.GOOD, Random(seed)) for seed in range(30)}
    assert "" in said
    assert not any("{" in one for one in said)
