"""Recalls in the search of the whole site, and as open work at a post."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from delegations.models import Posting
from supply.findable import find_recalls
from supply.open_work import recalls_to_answer
from tests.factories.recalls import RecallFactory, RecallHoldingFactory, RecallLotFactory
from tests.factories.supply import LotFactory

pytestmark = pytest.mark.django_db


def test_a_recall_is_found_by_its_lot_however_it_is_written_in_one_statement(ana, django_assert_num_queries):
    recall = RecallFactory(product="Avastin")
    RecallLotFactory(recall=recall, number="B 96896 / B9689B098")
    RecallLotFactory(
        recall=RecallFactory(state="lifted", end_reason="Bueno", ended_at=recall.opened_at), number="B96896"
    )
    assert find_recalls(ana, "avastin", 5)
    for written in ("b96896", "B9689-B098", recall.folio):
        with django_assert_num_queries(1):
            [hit] = find_recalls(ana, written, 5)
        assert hit.href == recall.get_absolute_url()
    assert find_recalls(ana, "B96897", 5) == []


def test_what_a_post_has_to_put_aside_goes_along_with_it(ana, beto, carla, pharmacy, delegation_warehouse):
    soon = RecallHoldingFactory(place=pharmacy, lot=LotFactory(number="L1", expires_on=date(2030, 1, 31)))
    late = RecallHoldingFactory(place=pharmacy, deadline_at=soon.deadline_at - timedelta(days=2))
    RecallHoldingFactory(place=delegation_warehouse)
    assert [item.path.split("/")[-2] for item in recalls_to_answer(Posting.objects.get(person=ana))] == [
        str(late.pk),
        str(soon.pk),
    ]
    assert len(recalls_to_answer(Posting.objects.get(person=beto))) == 1
    assert recalls_to_answer(Posting.objects.get(person=carla)) == []
