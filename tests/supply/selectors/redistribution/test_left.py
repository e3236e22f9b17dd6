"""What a place can still promise of its lots."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import Place
from supply.actions.ledger import LotLine, receive
from supply.models import Drug, Lot
from supply.selectors.redistribution.left import left_at
from tests.factories.redistribution import TransferOrderLineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lots(pharmacy: Place, vincristine: Drug) -> list[Lot]:
    """Five that expire in ten days, five in a year, and five quarantined."""
    today = timezone.localdate()
    lines = [LotLine(vincristine.pk, f"L{days}", today + timedelta(days=days), 5) for days in (10, 300, 365)]
    receive(place=pharmacy, lines=lines, key="r", by=None)
    Lot.objects.filter(number="L300").update(state="quarantined")
    return list(Lot.objects.filter(number__in=["L10", "L365"]).order_by("expires_on"))


def test_what_is_quarantined_is_not_promised_and_the_rest_is(
    pharmacy: Place, vincristine: Drug, lots: list[Lot], django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        left = left_at([pharmacy], [vincristine.pk])
    assert left == {(pharmacy.pk, lot.pk): 5 for lot in lots}


def test_a_promise_of_a_lot_is_that_lots_and_one_of_none_is_kept_by_what_expires_first(
    pharmacy: Place, vincristine: Drug, lots: list[Lot]
) -> None:
    TransferOrderLineFactory(order__from_place=pharmacy, drug=vincristine, lot=lots[0], pieces=2)
    TransferOrderLineFactory(order__from_place=pharmacy, drug=vincristine, pieces=4)
    sent = TransferOrderLineFactory(order__from_place=pharmacy, drug=vincristine, pieces=3)
    sent.order.state, sent.order.reason = "cancelled", "No"
    sent.order.save()
    assert left_at([pharmacy], [vincristine.pk]) == {(pharmacy.pk, lots[0].pk): 0, (pharmacy.pk, lots[1].pk): 4}
