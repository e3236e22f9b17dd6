"""Who the simulated children are: the same for the same seed, sound identifiers, sizes that a child can have."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from pediatric_platform import identifiers, plausibility
from pediatric_platform.simulation import cohort
from pediatric_platform.simulation.names import BOY, GIRL, curp, nss

TODAY = date(2026, 11, 22)


def test_the_same_seed_makes_the_same_children_and_more_of_them_change_none_of_one_hospital() -> None:
    assert cohort.draw(60, TODAY, 2026) == cohort.draw(60, TODAY, 2026)
    assert cohort.draw(60, TODAY, 2026) != cohort.draw(60, TODAY, 2027)
    few = [(row.illness, row.sex, row.born) for row in cohort.draw(60, TODAY, 2026)]
    many = [(row.illness, row.sex, row.born) for row in cohort.draw(80, TODAY, 2026)]
    assert many[:60] == few


def test_506_are_spread_unequally_over_six_hospitals() -> None:
    sizes = Counter(row.unit for row in cohort.draw(506, TODAY, 2026))
    assert sum(sizes.values()) == 506
    assert sorted(sizes) == list(range(6))
    assert sizes[0] > 2 * sizes[5]


def test_about_half_have_an_acute_lymphoblastic_leukaemia() -> None:
    rows = cohort.draw(506, TODAY, 2026)
    share = sum(row.illness.diagnosis == "leucemia-linfoblastica-aguda" for row in rows) / len(rows)
    assert 0.40 <= share <= 0.56


def test_every_size_is_usual_at_its_age_and_every_day_in_order() -> None:
    for row in cohort.draw(506, TODAY, 2026):
        assert row.born < row.diagnosed_on < TODAY
        assert row.state == "active" or row.diagnosed_on < row.state_on <= TODAY
        assert row.sizes[-1][0] <= cohort.LAST_MEASURED
        for days, kg, cm in row.sizes:
            on = TODAY - timedelta(days=days)
            assert on >= row.diagnosed_on
            limits = plausibility.limits(row.sex, (on - row.born).days)
            assert limits.usual_kg.holds(kg), (row.number, days, kg, limits.usual_kg)
            assert limits.usual_cm.holds(cm), (row.number, days, cm, limits.usual_cm)


@pytest.mark.parametrize("sex", [GIRL, BOY])
def test_identifiers_are_sound_in_their_structure(sex: str) -> None:
    rng = Random(7)
    for number in range(200):
        born = date(2008, 1, 1) + timedelta(days=29 * number)
        own = curp(rng, born, sex)
        assert identifiers.curp_fault(own) is None
        assert identifiers.curp_contradictions(own, birth_date=born, sex=sex) == []
        assert identifiers.nss_fault(nss(rng)) is None
