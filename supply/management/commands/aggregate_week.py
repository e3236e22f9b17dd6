from __future__ import annotations

from delegations.models import Delegation
from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week
from supply.management.weekly import WeekCommand
from supply.weeks import IsoWeek


class Command(WeekCommand):
    help = "Add a week up: each delegation's lines into its cells, then the country's. Safe to repeat."
    task = "supply.tasks.aggregate_delegation_week"

    def work(self, week: IsoWeek, delegations: list[Delegation], *, whole_country: bool) -> None:
        cells = sum(aggregate_delegation_week(delegation=each, week=week) for each in delegations)
        country = aggregate_country_week(week=week)
        self.stdout.write(f"{week}: {cells} cells of {len(delegations)} delegations, {country} of the country")
