from __future__ import annotations

from django.core.management.base import CommandError
from django.utils import timezone

from delegations.models import Delegation
from supply.actions.weeks import draft_week
from supply.management.weekly import WeekCommand
from supply.weeks import IsoWeek


class Command(WeekCommand):
    help = "Draft the weekly reports of a week from the ledger. Drafts are made anew, signed reports stay as they are."
    task = "supply.tasks.draft_delegation_week"

    def work(self, week: IsoWeek, delegations: list[Delegation], *, whole_country: bool) -> None:
        now = timezone.now()
        if not any(week.is_over(now, delegation.zone) for delegation in delegations):
            raise CommandError(f"{week} is not over yet: it ends on {week.sunday.isoformat()} at midnight, local time.")
        drafted = sum(len(draft_week(delegation=each, week=week, now=now)) for each in delegations)
        self.stdout.write(f"{week}: {drafted} reports drafted in {len(delegations)} delegations")
