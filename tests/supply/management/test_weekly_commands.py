from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from supply.models import CountryCell, WeeklyReport
from supply.weeks import IsoWeek
from tests.factories.supply import AssortmentFactory

pytestmark = pytest.mark.django_db


def test_a_week_is_drafted_and_added_up_for_all_or_for_one(
    hospital, pharmacy, other_pharmacy, vincristine, capsys
) -> None:
    AssortmentFactory(unit=hospital, drug=vincristine)
    call_command("draft_week", "2026-W40", "--delegation", "jal")
    assert WeeklyReport.objects.get().unit == hospital
    call_command("draft_week", "2026-W40")
    call_command("aggregate_week", "2026-W40")
    assert capsys.readouterr().out.splitlines() == [
        "2026-W40: 1 reports drafted in 1 delegations",
        "2026-W40: 2 reports drafted in 2 delegations",
        "2026-W40: 2 cells of 2 delegations, 2 of the country",
    ]
    assert CountryCell.objects.count() == 2


@pytest.mark.parametrize("command", ["draft_week", "aggregate_week"])
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["2026-46"], "not a week such as"),
        (["2025-W53"], "has no week 53"),
        (["2026-W40", "--delegation", "XYZ"], "no delegation 'XYZ'. Known: JAL"),
    ],
)
def test_mistakes_are_told_in_one_line(pharmacy, command: str, arguments: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        call_command(command, *arguments)


def test_a_week_that_is_not_over_is_not_drafted(pharmacy) -> None:
    with pytest.raises(CommandError, match="is not over yet"):
        call_command("draft_week", str(IsoWeek.of(pharmacy.today())))


def test_without_delegations_the_next_step_is_told(db) -> None:
    with pytest.raises(CommandError, match="load_delegations"):
        call_command("aggregate_week", "2026-W40")


def test_queueing_sends_one_task_per_delegation(pharmacy, other_pharmacy, monkeypatch, capsys) -> None:
    sent = []
    monkeypatch.setattr(
        "supply.management.weekly.current_app.send_task", lambda name, args, **_: sent.append((name, args))
    )
    call_command("aggregate_week", "2026-W40", "--queue")
    assert sorted(sent) == sorted(
        ("supply.tasks.aggregate_delegation_week", [pk, "2026-W40"])
        for pk in (pharmacy.delegation_id, other_pharmacy.delegation_id)
    )
    assert "2 tasks sent" in capsys.readouterr().out
