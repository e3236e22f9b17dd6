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
from django.db.models import F, Model
from django.utils import timezone

from delegations.models import AuditEvent
from supply.models import (
    Delivery,
    Document,
    Drug,
    Forecast,
    ForecastScore,
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
COUNTED: tuple[type[Model], ...] = (
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


@pytest.mark.parametrize(("command", "first"), [("purchases", "simulate"), ("replenishment", "simulate_purchases")])
def test_without_a_country_each_says_what_comes_first(command, first):
    with pytest.raises(CommandError, match=f"primero, {first}"):
        call_command(f"simulate_{command}")


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


def test_each_planted_sign_is_found_and_none_beside_them(said):
    found = Counter(WarningSign.objects.order_by().values_list("kind", flat=True))
    assert found == dict.fromkeys(SignKind.values, 1)


def test_the_open_orders_have_a_day_and_pairs_a_forecast_and_levels(said):
    assert not SupplyOrder.objects.open().filter(expectation={}).exists()
    assert set(Forecast.objects.values_list("through", flat=True)) == {UNTIL.previous().monday, UNTIL.monday}
    # The week between the two has come: what was expected of it stands beside what was asked for.
    assert set(ForecastScore.objects.values_list("week", "ahead")) == {(UNTIL.monday, 1)}
    assert StockPlan.objects.filter(suggested__gt=0).exists()


def test_requisitions_are_told_as_simulated_and_go_as_far_as_their_transfer_orders(said):
    assert not Requisition.objects.exclude(note__contains="simulad").exists()
    assert Requisition.objects.order_by().values("state").distinct().count() >= 3
    assert not RequisitionLine.objects.filter(approved__lt=F("asked"), approval_reason="").exists()
    for row in Requisition.objects.filter(state="fulfilled"):
        assert set(row.transfer_orders.values_list("state", "transfer__state")) == {("sent", "accepted")}
    sent = TransferOrder.objects.filter(state="sent")
    assert sent.exists()
    assert not sent.filter(giver_confirmed_by=F("taker_confirmed_by")).exists()


def test_a_redistribution_is_answered_and_some_of_it_decided(said):
    assert set(RedistributionRun.objects.values_list("state", flat=True)) == {"done"}
    accepted = Proposal.objects.filter(state="accepted")
    assert accepted.exists()
    assert not accepted.filter(order=None).exists()


def test_recalls_wait_for_answers_one_past_its_time_one_is_closed_and_one_nobody_holds(said):
    recalls = {(row.kind, row.state): row for row in Recall.objects.filter(is_simulated=True)}
    assert set(recalls) == {
        ("quality", "open"), ("preventive", "open"), ("quality", "closed"), ("falsified", "open")
    }  # fmt: skip
    assert not recalls["falsified", "open"].holdings.exists()
    assert not recalls["quality", "closed"].holdings.filter(acknowledged_at=None).exists()
    late, running = recalls["quality", "open"].holdings, recalls["preventive", "open"].holdings
    assert late.filter(acknowledged_at=None, deadline_at__lt=NOW).exists()
    assert running.filter(acknowledged_at=None, deadline_at__gt=NOW).exists()
    assert not running.filter(deadline_at__lt=NOW).exists()


def test_loans_of_both_directions_are_open_late_returned_in_part_and_forgiven(said):
    assert set(Partner.objects.values_list("is_simulated", flat=True)) == {True}
    assert set(Loan.objects.values_list("direction", flat=True)) == {"given", "received"}
    assert set(Loan.objects.values_list("state", flat=True)) >= {"open", "returned", "forgiven"}
    still = Loan.objects.filter(state=LoanState.OPEN)
    assert still.filter(due_on__lt=NOW.date()).exists()
    assert still.filter(lines__returned__gt=0).exists()
    assert set(Loan.objects.values_list("document__source", flat=True)) == {"simulation"}
