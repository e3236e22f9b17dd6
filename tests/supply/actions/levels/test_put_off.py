from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent
from delegations.roles import Role
from supply.actions.levels import bring_back, put_off
from supply.models import WorkSnooze
from supply.refusals.levels import AnsweredNotPutOff, NotOnYourList, NotSoLong, WhyPutOff
from supply.selectors.worklist import read_worklist
from supply.worklist import Desk
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.planning import StockPlanFactory
from tests.factories.recalls import RecallFactory, RecallHoldingFactory
from tests.factories.supply import LotFactory

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def lines(person) -> list[str]:
    return [line.item.key for line in read_worklist(Desk(person, timezone.now())).lines]


@pytest.fixture
def key(hospital, vincristine) -> str:
    StockPlanFactory(unit=hospital, drug=vincristine, runs_out_probability="0.9", usable=2)
    return f"running_out:{hospital.pk}:{vincristine.pk}:soon"


def test_put_off_it_leaves_the_list_with_its_reason_on_record(ana, key, hospital):
    snooze = put_off(key=key, until=in_days(3), reason=" Llega el jueves ", by=ana)
    assert lines(ana) == []
    assert (snooze.reason, snooze.by, snooze.unit, snooze.delegation_id) == (
        "Llega el jueves",
        ana,
        hospital,
        hospital.delegation_id,
    )
    event = AuditEvent.objects.get(type="work.put_off")
    assert (event.by_id, event.unit_id, event.after["reason"]) == (ana.pk, hospital.pk, "Llega el jueves")


def test_put_off_again_the_new_day_counts_and_the_old_one_is_in_the_trail(ana, key):
    put_off(key=key, until=in_days(3), reason="Una cosa", by=ana)
    put_off(key=key, until=in_days(5), reason="Otra", by=ana)
    assert WorkSnooze.objects.get().until == in_days(5)
    assert AuditEvent.objects.filter(type="work.put_off").latest("pk").before["reason"] == "Una cosa"


def test_brought_back_it_is_on_the_list_again(ana, key):
    put_off(key=key, until=in_days(3), reason="Una cosa", by=ana)
    bring_back(key=key, by=ana)
    assert lines(ana) == [key]
    with pytest.raises(NotOnYourList):
        bring_back(key=key, by=ana)


def test_the_substitute_of_a_post_finds_what_the_titular_put_off(ana, key, hospital):
    substitute = PersonFactory()
    PostingFactory(person=substitute, role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, holding="substitute")
    put_off(key=key, until=in_days(3), reason="Una cosa", by=ana)
    assert lines(substitute) == []
    bring_back(key=key, by=substitute)
    assert lines(ana) == [key]


def test_what_is_not_on_ones_list_is_refused(carla, beto, key):
    for wrong in (key, "running_out:1:2:soon", "nada", ""):
        with pytest.raises(NotOnYourList):
            put_off(key=wrong, until=in_days(3), reason="Una cosa", by=carla)
    with pytest.raises(NotOnYourList):
        bring_back(key=key, by=beto)


def test_a_blank_reason_is_refused(ana, key):
    with pytest.raises(WhyPutOff):
        put_off(key=key, until=in_days(3), reason="  ", by=ana)


@pytest.mark.parametrize("days", [-1, 0, 15])
def test_no_longer_than_its_harm_allows(ana, key, days):
    with pytest.raises(NotSoLong, match="14 días"):
        put_off(key=key, until=in_days(days), reason="Una cosa", by=ana)


def test_a_recall_is_answered_and_not_put_off(ana, pharmacy, vincristine):
    holding = RecallHoldingFactory(
        recall=RecallFactory(drug=vincristine), place=pharmacy, lot=LotFactory(drug=vincristine)
    )
    with pytest.raises(AnsweredNotPutOff):
        put_off(key=f"recalls:{holding.pk}", until=in_days(1), reason="Mañana", by=ana)
