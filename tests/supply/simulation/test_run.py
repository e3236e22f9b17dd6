from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import F, Sum

from delegations.models import Person, Place, Posting, Unit
from supply.actions.ledger import LotLine, receive
from supply.models import (
    Balance,
    CountryCell,
    DelegationWeek,
    Document,
    Drug,
    Movement,
    PrescriptionTally,
    Transfer,
    WeeklyLine,
    WeeklyReport,
)
from supply.simulation.people import ACCOUNTS, DEMO_UNIT
from supply.simulation.run import SimulationRefused, Summary, already_made
from supply.weeks import IsoWeek
from tests.supply.simulation.organisation import organise, simulate_country

UNTIL = IsoWeek.parse("2026-W40")
NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)


@pytest.fixture
def organisation(db) -> None:
    organise()


def simulate(seed: int = 2026) -> Summary:
    return simulate_country(until=UNTIL, now=NOW, seed=seed)


def rows() -> dict[str, list[Any]]:
    """Everything made, told by names rather than by row numbers."""
    lines = WeeklyLine.objects.values_list(
        "report__unit__clues",
        "report__delegation__code",
        "report__week",
        "drug__code",
        "place_kind",
        "closing",
        "cpm",
        "category",
    )
    movements = Movement.objects.values_list(
        "place__code", "lot__number", "quantity", "reason", "occurred_on", "posted_at", "document__idempotency_key"
    )
    reports = WeeklyReport.objects.values_list(
        "unit__clues",
        "delegation__code",
        "week",
        "state",
        "drafted_at",
        "signed_at",
        "signed_by__email",
        "validated_at",
    )
    transfers = Transfer.objects.values_list(
        "from_place__code", "to_place__code", "dispatched_on", "state", "accepted_on"
    )
    tallies = PrescriptionTally.objects.values_list("unit__clues", "drug__code", "day", "presented", "denied")
    cells = CountryCell.objects.values_list("week", "drug__code", "place_kind", "usable", "pairs_out", "computed_at")
    return {
        name: sorted(map(str, rows))
        for name, rows in (
            ("lines", lines), ("movements", movements), ("reports", reports), ("transfers", transfers),
            ("tallies", tallies), ("cells", cells),
        )
    }  # fmt: skip


def undone(work: Callable[[], Any]) -> Any:
    """What `work` returns, after taking back all it did."""
    with transaction.atomic():
        result = work()
        transaction.set_rollback(True)
    return result


@pytest.mark.usefixtures("organisation")
def test_two_runs_with_one_seed_make_the_same_rows():
    def made(seed: int) -> dict[str, list[Any]]:
        simulate(seed)
        return rows()

    first, again, other = undone(lambda: made(2026)), undone(lambda: made(2026)), undone(lambda: made(7))
    assert first == again
    assert all(first.values())
    assert first["movements"] != other["movements"]


@pytest.mark.usefixtures("organisation")
def test_the_simulated_ledger_is_consistent_and_labelled():
    summary = simulate()

    out = StringIO()
    call_command("check_ledger", "--json", stdout=out)
    assert '"ok": true' in out.getvalue()
    assert summary.movements == Movement.objects.count()
    resting = Balance.objects.exclude(place__kind="transito").aggregate(total=Sum("on_hand"))["total"]
    assert resting == summary.pieces
    assert Movement.objects.aggregate(total=Sum("quantity"))["total"] == summary.pieces + summary.in_transit
    assert set(Document.objects.values_list("source", flat=True)) == {"simulation"}
    assert not Person.objects.filter(is_simulated=False).exists()
    assert set(Unit.objects.filter(kind="UMAA").values_list("is_simulated", flat=True)) == {True}
    assert not Posting.objects.exclude(office_phone__startswith="000 ").exists()
    assert not Person.objects.exclude(email__endswith="@example.org").exists()


@pytest.mark.usefixtures("organisation")
def test_weeks_are_signed_closed_and_added_up_but_the_managers_newest_is_still_to_sign():
    simulate()

    newest = WeeklyReport.objects.get(week=UNTIL.monday, unit__clues=DEMO_UNIT)
    assert newest.state == "draft"
    assert newest.lines.filter(place_kind="conjunto").exclude(adjusted=0).exists()
    assert Place.objects.filter(unit__clues=DEMO_UNIT).exists()
    earlier = WeeklyReport.objects.filter(week__lt=UNTIL.monday, unit__clues=DEMO_UNIT)
    assert set(earlier.values_list("state", flat=True)) <= {"signed", "observed", "validated"}
    assert not WeeklyReport.objects.filter(signed_at__gt=NOW).exists()
    assert not WeeklyReport.objects.filter(validated_at__lte=F("signed_at")).exists()
    weeks = (
        DelegationWeek.objects.filter(place_kind="conjunto").order_by("week").values_list("week", flat=True).distinct()
    )
    assert list(weeks) == [week.monday for week in UNTIL.previous(3).until(UNTIL)]


@pytest.mark.usefixtures("organisation")
def test_each_role_has_an_account_that_the_password_opens_and_nobody_else_has():
    simulate()

    for account in ACCOUNTS:
        person = Person.objects.get(email=account.email)
        assert person.check_password("una frase larga")
        assert person.postings.get().role == account.role
    others = Person.objects.exclude(email__in=[account.email for account in ACCOUNTS])
    assert others.exists()
    assert not any(person.has_usable_password() for person in others)


@pytest.mark.usefixtures("organisation")
def test_a_country_already_simulated_is_left_alone_and_a_later_end_asks_for_a_new_base():
    assert not already_made(UNTIL)
    simulate()
    assert already_made(UNTIL)
    assert already_made(UNTIL.previous())
    with pytest.raises(SimulationRefused, match="base vacía"):
        already_made(UNTIL.next())


def test_a_database_with_facts_of_others_is_refused(pharmacy, vincristine):
    receive(place=pharmacy, lines=[LotLine(vincristine.pk, "L1", date(2030, 1, 1), 5)], key="k", by=None)
    with pytest.raises(CommandError, match="no son simulados"):
        call_command("simulate", "--weeks", "2")
    assert Drug.objects.count() == 1


@pytest.mark.django_db
def test_without_an_organisation_the_command_says_what_to_load_first():
    with pytest.raises(CommandError, match="load_units"):
        call_command("simulate", "--weeks", "2")


@pytest.mark.django_db
def test_a_week_that_is_not_over_cannot_be_the_last():
    with pytest.raises(CommandError, match="no ha terminado"):
        call_command("simulate", "--until", "2099-W01")
