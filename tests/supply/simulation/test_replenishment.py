"""Purchases and replenishment of a small simulated country, made once for all that is asked of it here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from delegations.models import AuditEvent
from supply.models import (
    Delivery,
    Document,
    Drug,
    Forecast,
    Loan,
    LoanState,
    Movement,
    Partner,
    Proposal,
    Recall,
    RecallHolding,
    RedistributionRun,
    Requisition,
    RequisitionLine,
    StockPlan,
    SupplyOrder,
    TransferOrder,
    WarningSign,
)
from supply.models.warning_sign import SignKind
from supply.weeks import IsoWeek
from tests.factories.supply import PresentationFactory
from tests.supply.simulation.organisation import organise, simulate_country

pytestmark = pytest.mark.django_db

UNTIL = IsoWeek.parse("2026-W40")
NOW = datetime(2026, 10, 7, 18, tzinfo=UTC)
COUNTED = (
    SupplyOrder, Delivery, Movement, Document, Requisition, TransferOrder, RedistributionRun, Proposal, Recall,
    RecallHolding, Partner, Loan, WarningSign, Forecast, StockPlan,
)  # fmt: skip


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """What both commands say of the country they add to; all of it is taken back at the end."""
    out, patched = StringIO(), pytest.MonkeyPatch()
    patched.setattr(timezone, "now", lambda: NOW)
    with django_db_blocker.unblock(), transaction.atomic():
        organise()
        for drug in Drug.objects.all():
            PresentationFactory(drug=drug)
        simulate_country(until=UNTIL, now=NOW)
        call_command("simulate_purchases", stdout=out)
        call_command("simulate_replenishment", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)
    patched.undo()


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def test_a_second_run_says_so_and_changes_nothing(said):
    before, events, out = counts(), AuditEvent.objects.count(), StringIO()
    call_command("simulate_purchases", stdout=out)
    call_command("simulate_replenishment", stdout=out)
    assert out.getvalue().count("no se cambió nada") == 2
    assert (counts(), AuditEvent.objects.count()) == (before, events)
    assert all(before.values()), before


def test_the_ledger_still_holds(said):
    out = StringIO()
    call_command("check_ledger", "--json", stdout=out)
    assert '"ok": true' in out.getvalue()
    assert set(Document.objects.values_list("source", flat=True)) <= {"simulation", "page"}


def test_each_planted_sign_is_found_and_none_beside_them(said):
    found = Counter(WarningSign.objects.order_by().values_list("kind", flat=True))
    assert found == dict.fromkeys(SignKind.values, 1)


def test_requisitions_and_transfer_orders_stand_in_every_state_with_their_reasons(said):
    states = set(Requisition.objects.order_by().values_list("state", flat=True))
    assert states == {"draft"}
    orders = set(TransferOrder.objects.order_by().values_list("state", flat=True))
    assert orders == {"draft"}
    assert RequisitionLine.objects.count()
    assert Proposal.objects.count()
    assert LoanState.values
