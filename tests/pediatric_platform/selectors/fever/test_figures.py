"""What the golden hour's figures count, and by whose calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from delegations.models import Unit
from pediatric_platform.models import FeverEpisode
from pediatric_platform.selectors.fever.figures import figures_of, months_of, seen_units
from tests.factories.children import ChildFactory
from tests.factories.fever import FeverEpisodeFactory, FeverStampFactory
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
NOON = datetime(2026, 6, 10, 18, tzinfo=UTC)


def treated(unit: Unit, minutes: float, *, order: float | None = None, at: datetime = NOON, **facts) -> FeverEpisode:
    """Given the antibiotic so many minutes after arrival; ordered `order` minutes after it."""
    return FeverEpisodeFactory(
        child=ChildFactory(unit=unit),
        state="treated",
        fever_at=None,
        arrived_at=at,
        ordered_at=None if order is None else at + timedelta(minutes=order),
        antibiotic_at=at + timedelta(minutes=minutes),
        opened_at=at,
        **facts,
    )


def figures(person, first: date = FIRST, last: date = LAST, **where):
    return figures_of(seen_units(person, **where), first, last)


def test_medians_and_shares_by_hand(carmen, hospital):
    for minutes in (20, 40, 60, 61, 200):  # at the sixtieth minute it is in time
        treated(hospital, minutes, order=10)
    total = figures(carmen).total
    assert (total.arrival.n, total.arrival.within, total.arrival.median) == (5, 3, 60)
    assert total.arrival.share == 0.6
    # From the order: 10, 30, 50, 51 and 190 minutes.
    assert (total.order.n, total.order.within, total.order.median) == (5, 4, 50)
    treated(hospital, 30, order=0)
    assert figures(carmen).total.arrival.median == 50  # between 40 and 60


def test_without_an_order_it_counts_on_the_first_clock_alone(carmen, hospital):
    treated(hospital, 30)
    treated(hospital, 50, order=20)
    total = figures(carmen).total
    assert (total.arrival.n, total.arrival.median) == (2, 40)
    assert (total.order.n, total.order.median) == (1, 30)
    FeverEpisode.objects.update(ordered_at=None)
    total = figures(carmen).total
    assert (total.order.n, total.order.within, total.order.median, total.order.share) == (0, 0, None, None)


def test_who_was_closed_or_still_waits_is_in_no_clock(carmen, hospital):
    treated(hospital, 30)
    FeverEpisodeFactory(
        child=ChildFactory(unit=hospital), state="closed", fever_at=None, arrived_at=NOON,
        closed_at=NOON + timedelta(hours=1), closed_reason="no_fever", opened_at=NOON,
    )  # fmt: skip
    FeverEpisodeFactory(
        child=ChildFactory(unit=hospital), state="closed", fever_at=None, arrived_at=None,
        closed_at=NOON + timedelta(hours=1), closed_reason="not_come", closed_note="x", opened_at=NOON,
    )  # fmt: skip
    FeverEpisodeFactory(child=ChildFactory(unit=hospital), arrived_at=NOON, fever_at=None, opened_at=NOON)
    found = figures(carmen)
    assert found.total.arrival.n == 1
    assert sum(clocks.arrival.n for clocks in found.months.values()) == 1
    assert sorted(found.closed) == [("no_fever", 1), ("not_come", 1)]
    assert found.running == 1
    assert found.late == []


def test_why_it_was_late_the_most_frequent_first_and_what_nobody_said(carmen, hospital):
    for reason in ("late_order", "late_order", "no_access", ""):
        treated(hospital, 90, late_reason=reason)
    treated(hospital, 30)
    found = figures(carmen)
    assert found.late == [("late_order", 2), ("", 1), ("no_access", 1)]
    assert (found.late_count, found.unexplained) == (4, 1)


def test_a_limit_that_was_another_on_arrival_holds_for_its_episode(carmen, hospital):
    treated(hospital, 50, order=20, deadline_at=NOON + timedelta(minutes=45))
    total = figures(carmen).total
    assert (total.arrival.within, total.order.within) == (0, 1)  # 30 from the order, within its 45


def test_months_are_those_of_the_hospital_in_tijuana(olga, hospital, other_hospital):
    hospital.time_zone, other_hospital.time_zone = "America/Mexico_City", "America/Tijuana"
    hospital.save()
    other_hospital.save()
    # 1 March 05:30 in Greenwich: 23:30 of 28 February in the capital, 21:30 in Tijuana.
    # 1 April 06:30: 00:30 of 1 April in the capital; in Tijuana, since 8 March an hour ahead, 23:30 of 31 March.
    # 1 November 07:30: 01:30 of 1 November in the capital; in Tijuana 00:30 of 1 November, its last hours of summer.
    # 1 December 07:30: 01:30 of the first in the capital; in Tijuana, an hour back since November, 23:30 of the 30th.
    for unit in (hospital, other_hospital):
        for month, hour in ((3, 5), (4, 6), (11, 7), (12, 7)):
            treated(unit, 30, at=datetime(2026, month, 1, hour, 30, tzinfo=UTC))

    def months(clues: str) -> list[int]:
        found = figures(olga, clues=clues).months
        return [month.month for month, clocks in found.items() for _one in range(clocks.arrival.n)]

    assert months(hospital.clues) == [2, 4, 11, 12]
    assert months(other_hospital.clues) == [2, 3, 11, 11]


def test_the_hour_that_tijuana_repeats_is_still_an_hour(olga, other_hospital):
    other_hospital.time_zone = "America/Tijuana"
    other_hospital.save()
    # 01:40 of 1 November, first time; the clocks go back at two; fifty minutes later they show 01:30.
    treated(other_hospital, 50, at=datetime(2026, 11, 1, 8, 40, tzinfo=UTC))
    total = figures(olga).total
    assert (total.arrival.median, total.arrival.within) == (50, 1)


def test_the_period_is_of_arrivals_with_both_its_days(carmen, hospital):
    hospital.time_zone = "America/Mexico_City"
    hospital.save()
    for at in (
        datetime(2026, 5, 1, 5, 59, tzinfo=UTC),  # 23:59 of 30 April
        datetime(2026, 5, 1, 6, 0, tzinfo=UTC),  # 00:00 of 1 May
        datetime(2026, 6, 1, 5, 59, tzinfo=UTC),  # 23:59 of 31 May; given in June
        datetime(2026, 6, 1, 6, 0, tzinfo=UTC),
    ):
        treated(hospital, 30, at=at)
    assert figures(carmen, date(2026, 5, 1), date(2026, 5, 31)).total.arrival.n == 2


def test_every_month_is_there_with_nothing_in_it_too(carmen, hospital):
    found = figures(carmen, date(2026, 3, 1), date(2026, 6, 12))
    assert list(found.months) == [date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)]
    assert all(clocks.arrival.n == 0 for clocks in found.months.values())
    assert (found.total.arrival.n, found.hospitals, found.data_at) == (0, [], None)
    assert months_of(date(2025, 11, 3), date(2026, 1, 2)) == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)]


def test_each_sees_their_own_hospitals_the_worst_first(carla, carmen, olga, hospital, other_hospital):
    treated(hospital, 90)
    FeverStampFactory(episode=treated(hospital, 30))
    treated(other_hospital, 30)
    assert figures(carmen).total.arrival.n == 2
    hers = figures(carla)
    assert (hers.total.arrival.n, hers.late, hers.data_at) == (1, [], None)
    assert [row.unit for row in hers.hospitals] == [other_hospital]
    whole = figures(olga)
    assert [(row.unit, row.clocks.arrival.share) for row in whole.hospitals] == [(hospital, 0.5), (other_hospital, 1)]
    assert whole.total.arrival.n == 3
    assert figures(olga, delegation=hospital.delegation.code).total.arrival.n == 2
    assert figures(carla, clues=hospital.clues).total.arrival.n == 0


def test_who_is_treated_elsewhere_counts_where_the_hour_ran(carmen, carla, hospital, other_hospital):
    child = ChildFactory(unit=hospital)
    FeverEpisodeFactory(
        child=child, unit=other_hospital, state="treated", fever_at=None, arrived_at=NOON,
        antibiotic_at=NOON + timedelta(minutes=20), opened_at=NOON,
    )  # fmt: skip
    assert figures(carmen).total.arrival.n == 0
    assert figures(carla).total.arrival.n == 1


def test_which_antibiotic_was_given_and_where_nobody_noted_it(carmen, hospital):
    drug = DrugFactory()
    for given in (drug, drug, None):
        treated(hospital, 30, antibiotic=given)
    assert figures(carmen).antibiotics == [(drug, 2), (None, 1)]


def test_however_many_episodes_the_statements_are_the_same(olga, hospital, other_hospital, django_assert_num_queries):
    drug = DrugFactory()
    for unit in (hospital, other_hospital):
        for minutes in (30, 90):
            treated(unit, minutes, order=5, antibiotic=drug)
    units = seen_units(olga)
    with django_assert_num_queries(8):
        figures_of(units, FIRST, LAST)
