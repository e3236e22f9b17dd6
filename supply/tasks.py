"""What the workers do: each task loads by id and calls one action. All are safe to repeat.

Names and hours are in config/celery.py. A task is acknowledged when it is done, so a killed worker's task runs again.
"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from delegations.models import Delegation
from delegations.retrying import RETRY
from supply.actions import coverage, levels, loans, performance, purchasing, recalls, signs, weeks
from supply.actions.chase_reports import chase_reports
from supply.actions.forecasting.forecast import forecast_week
from supply.actions.recalls.lettering import set_letters
from supply.queue import aggregate_later, cover_later, later, plan_later
from supply.selectors.coverage_due import units_to_cover, units_with_packages
from supply.selectors.due_weeks import recent_weeks, weeks_to_draft
from supply.selectors.levels.due import units_to_plan
from supply.weeks import IsoWeek


@shared_task(**RETRY)
def draft_due_weeks() -> int:
    """Send out the drafting of every delegation with a week that is over and not yet told; how many were sent."""
    due = weeks_to_draft(timezone.now())
    for delegation_id, week in due:
        later("supply.tasks.draft_delegation_week", delegation_id, str(week))
    return len(due)


@shared_task(**RETRY)
def draft_delegation_week(delegation_id: int, week: str) -> int:
    """Draft one delegation's week and have it added up; how many reports were drafted."""
    drafted = weeks.draft_week(
        delegation=Delegation.objects.get(pk=delegation_id), week=IsoWeek.parse(week), now=timezone.now()
    )
    if drafted:
        aggregate_later(delegation_id, week)
    return len(drafted)


@shared_task(**RETRY)
def aggregate_delegation_week(delegation_id: int, week: str) -> int:
    """Add up one delegation's week, then have the country's added up; how many cells there are."""
    cells = weeks.aggregate_delegation_week(
        delegation=Delegation.objects.get(pk=delegation_id), week=IsoWeek.parse(week)
    )
    later("supply.tasks.aggregate_country_week", week)
    return cells


@shared_task(**RETRY)
def aggregate_country_week(week: str) -> int:
    """Add up the country's week from the delegations' cells; how many cells there are."""
    return weeks.aggregate_country_week(week=IsoWeek.parse(week))


@shared_task(**RETRY)
def aggregate_recent_weeks() -> int:
    """Once a night: the last weeks again, in case a message was lost on the way; how many were sent."""
    delegations = list(Delegation.objects.values_list("pk", flat=True))
    sent = [(delegation_id, week) for week in recent_weeks(timezone.now()) for delegation_id in delegations]
    for delegation_id, week in sent:
        aggregate_later(delegation_id, week)
    return len(sent)


@shared_task(**RETRY)
def chase_late_reports() -> int:
    """Remind who is about to be late, tell who is, and tell the delegation a day later; how many notices went out."""
    return chase_reports(now=timezone.now())


@shared_task(**RETRY)
def cover_stale_unit(unit_id: int) -> int:
    """Answer again what changed at one unit, then its levels; how many answers are others now."""
    others = coverage.cover_unit(unit=unit_id, now=timezone.now(), changed_only=True)
    plan_later(unit_id)
    return others


@shared_task(**RETRY)
def sweep_coverage() -> int:
    """Every minute: units whose change no message told, whose day has passed, or that were never computed."""
    due = units_to_cover(timezone.now())
    for unit_id in due:
        cover_later(unit_id)
    return len(due)


@shared_task(**RETRY)
def cover_everything() -> int:
    """Once a night: every unit whole again, a delegation at a time; how many delegations were sent."""
    delegations = {unit.delegation_id for unit in units_with_packages(timezone.now())}
    for delegation_id in sorted(delegations):
        later("supply.tasks.cover_delegation", delegation_id)
    return len(delegations)


@shared_task(**RETRY)
def cover_delegation(delegation_id: int) -> int:
    """Every unit of one delegation whole; how many answers are others now."""
    now = timezone.now()
    units = [unit for unit in units_with_packages(now) if unit.delegation_id == delegation_id]
    return sum(coverage.cover_unit(unit=unit, now=now) for unit in units)


@shared_task(**RETRY)
def stop_arrivals() -> int:
    """Lots that recalls name and that came since: held back, and asked for; how many places are asked now."""
    return recalls.stop_arrivals(now=timezone.now())


@shared_task(**RETRY)
def tell_unanswered_recalls() -> int:
    """Places that let the time of a recall pass: whoever is above them hears of it; how many notices went out."""
    return recalls.tell_unanswered(now=timezone.now())


@shared_task(**RETRY)
def set_recall_letters(recall_id: int, edition: int, holdings: list[int], language: str) -> int:
    """Set the letters of a recall and keep them for whoever waits; how many bytes."""
    return set_letters(recall_id=recall_id, edition=edition, holdings=holdings, language=language)


@shared_task(**RETRY)
def remind_loans() -> int:
    """Once a day: loans due within days, or past their day; how many notices went out."""
    return loans.remind_loans(now=timezone.now())


@shared_task(**RETRY)
def expect_orders_anew(order_ids: list[int]) -> int:
    """Orders that were issued, changed or received: when they are expected now; how many are told otherwise."""
    return performance.expect_orders(order_ids=order_ids, now=timezone.now())


@shared_task(**RETRY)
def expect_all_orders() -> int:
    """Once a night, before everything that counts on them: when each open order is expected; how many otherwise."""
    return performance.expect_orders(now=timezone.now())


@shared_task(**RETRY)
def forecast_last_week() -> int:
    """After the week was drafted, and once more when its corrections are in: what the next weeks will ask for."""
    made = forecast_week(week=recent_weeks(timezone.now())[-1]).forecasts
    later("supply.tasks.plan_everything")
    return made


@shared_task(**RETRY)
def plan_unit(unit_id: int) -> int:
    """A unit's levels from what there is now; of how many drugs."""
    return levels.plan_units(units=[unit_id], now=timezone.now())


@shared_task(**RETRY)
def sweep_levels() -> int:
    """Every few minutes: units of which something was learnt that no message told; how many were sent."""
    due = units_to_plan()
    for unit_id in due:
        plan_later(unit_id)
    return len(due)


@shared_task(**RETRY)
def plan_everything() -> int:
    """Once a night, and after each forecast: every unit's levels; of how many pairs."""
    return levels.plan_units(now=timezone.now())


@shared_task(**RETRY)
def find_warning_signs() -> int:
    """Once a night: what in the figures is worth a look; how many signs are new."""
    return signs.find_signs(now=timezone.now()).new


@shared_task(**RETRY)
def watch_supply_orders() -> tuple[int, int]:
    """Each morning: supply orders that became late, and those about to arrive, told once to whoever receives them."""
    return purchasing.watch_orders(now=timezone.now())
