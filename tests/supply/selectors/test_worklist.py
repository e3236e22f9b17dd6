from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from supply.models import StockPlan
from supply.selectors.worklist import read_worklist, snooze_key
from supply.work_sources import SOURCES
from supply.worklist import Desk, Rank, WorkSource, register, source_of, sources
from tests.factories.planning import StockPlanFactory, WorkSnoozeFactory
from tests.factories.purchasing import ContractLineFactory, SupplyOrderFactory
from tests.factories.recalls import RecallFactory, RecallHoldingFactory
from tests.factories.supply import DrugFactory, LotFactory, PresentationFactory, answered

pytestmark = pytest.mark.django_db


def desk(person, **asked) -> Desk:
    return Desk(person, timezone.now(), **asked)


@pytest.fixture
def busy(hospital, pharmacy, vincristine, methotrexate):
    """One thing of each rank."""
    today = timezone.localdate()
    order = ContractLineFactory(presentation=PresentationFactory(drug=methotrexate))
    SupplyOrderFactory(line=order, place=pharmacy, deadline_on=today - timedelta(days=3))
    StockPlanFactory(unit=hospital, drug=methotrexate, expiring=3, expires_first_on=today + timedelta(days=20))
    StockPlanFactory(unit=hospital, drug=vincristine, runs_out_probability="0.9", usable=2)
    RecallHoldingFactory(
        recall=RecallFactory(drug=vincristine), place=pharmacy, lot=LotFactory(drug=vincristine, number="R1")
    )
    answered(hospital, today + timedelta(days=5), "N-1", {vincristine: (2, 1)})


def test_in_order_of_harm_and_not_of_module(ana, busy):
    found = read_worklist(desk(ana))
    assert [line.item.rank for line in found.lines] == [
        Rank.DOSE,
        Rank.RECALL,
        Rank.RUNNING_OUT,
        Rank.EXPIRING,
        Rank.REST,
    ]
    assert found.counts["doses"] == 1
    assert found.cut == []


def test_of_one_kind_only_that_source_is_read(ana, busy, django_assert_num_queries):
    desk_of_ana = desk(ana)
    assert desk_of_ana.scope  # read once a request
    with django_assert_num_queries(2):  # what is put off, and the plans
        found = read_worklist(desk_of_ana, "running_out")
    assert [line.source.name for line in found.lines] == ["running_out"]


def test_the_whole_list_takes_the_same_statements_however_long_it_is(
    beto, busy, hospital, django_assert_max_num_queries
):
    for _ in range(30):
        StockPlanFactory(unit=hospital, drug=DrugFactory(), runs_out_probability="0.5")
    with django_assert_max_num_queries(14):
        assert len(read_worklist(desk(beto)).lines) == 35


def test_each_key_is_of_its_source_and_of_one_line(ana, busy):
    keys = [line.item.key for line in read_worklist(desk(ana)).lines]
    assert len(set(keys)) == len(keys)
    for line in read_worklist(desk(ana)).lines:
        assert source_of(line.item.key) is line.source


def test_more_than_the_limit_is_cut_at_the_least_harm_and_said(ana, hospital):
    for share in ("0.2", "0.9", "0.5"):
        StockPlanFactory(unit=hospital, drug=DrugFactory(), runs_out_probability=share)
    found = read_worklist(desk(ana, limit=2))
    assert [round(line.item.urgency, 2) for line in found.lines] == [0.54, 0.3]
    assert [source.name for source in found.cut] == ["running_out"]


class TestPutOff:
    @pytest.fixture
    def line(self, ana, hospital, vincristine):
        StockPlanFactory(unit=hospital, drug=vincristine, runs_out_probability="0.9", usable=2)
        return read_worklist(desk(ana)).lines[0]

    def snoozed(self, person, line, days: int) -> None:
        WorkSnoozeFactory(
            key=snooze_key(desk(person), line.item.key),
            until=timezone.localdate() + timedelta(days=days),
            unit_id=line.item.told.unit_id,
            delegation_id=line.item.told.delegation_id,
        )

    def test_hidden_until_its_day_and_then_back(self, ana, line):
        self.snoozed(ana, line, 1)
        found = read_worklist(desk(ana))
        assert (list(found.lines), [hidden.item.key for hidden in found.put_off]) == ([], [line.item.key])
        tomorrow = Desk(ana, timezone.now() + timedelta(days=1))
        assert len(read_worklist(tomorrow).lines) == 1

    def test_the_delegation_still_has_it_and_sees_who_put_it_off_and_why(self, ana, beto, line):
        self.snoozed(ana, line, 3)
        [there] = read_worklist(desk(beto)).lines
        assert [snooze.reason for snooze in there.elsewhere] == ["Ya viene en camino"]

    def test_a_line_that_became_worse_is_another_line(self, ana, line):
        self.snoozed(ana, line, 3)
        assert line.item.key.endswith(":soon")
        StockPlan.objects.update(usable=0)
        assert [found.item.key[-3:] for found in read_worklist(desk(ana)).lines] == ["out"]


def test_whoever_has_no_posting_has_nothing_to_do(rosa, busy):
    assert read_worklist(desk(rosa)).lines == []


def test_all_kinds_of_this_floor_are_known_once():
    assert set(SOURCES) <= set(sources())
    with pytest.raises(ValueError, match="twice"):
        register(WorkSource(SOURCES[0].name, "Otra cosa", SOURCES[0].read))
