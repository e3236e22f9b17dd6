"""One hospital's page: its milestones in order, what the data say of each, its use by week, its people and visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from pediatric_platform.models import Finding, Milestone, MilestoneKind, RolloutSite, Training, Visit
from pediatric_platform.rollout_rules import (
    MEASURED,
    ORDER,
    Registered,
    Staff,
    Standing,
    Use,
    all_registered,
    standing_of,
)
from pediatric_platform.selectors.rollout.measured import registered_at, staff_by_role, use_by_week
from pediatric_platform.selectors.rollout.staff import counted

WEEKS = 12


@dataclass(frozen=True)
class Step:
    """A milestone's place in the order, planned or not."""

    kind: MilestoneKind
    milestone: Milestone | None
    is_late: bool
    is_measured: bool

    @property
    def is_done(self) -> bool:
        return self.milestone is not None and self.milestone.done_on is not None


@dataclass(frozen=True)
class SitePage:
    site: RolloutSite
    today: date
    steps: Sequence[Step]
    standing: Standing
    registered: Registered
    has_all: bool
    staff: Staff
    roles: dict[str, Staff]
    weeks: Sequence[tuple[date, Use]]
    use: Use
    trainings: Sequence[Training]
    visits: Sequence[Visit]
    findings: Sequence[Finding]

    @property
    def unplanned(self) -> int:
        return sum(step.milestone is None for step in self.steps)


def site_page(site: RolloutSite, *, now: datetime) -> SitePage:
    """Everything that the page of a hospital shows."""
    unit, today = site.unit, now.astimezone(site.unit.zone).date()
    milestones = {row.kind: row for row in site.milestones.select_related("owner", "done_by")}
    steps = [_step(kind, milestones.get(kind), today) for kind in ORDER]
    registered = registered_at([unit.pk]).get(unit.pk, Registered())
    roles = staff_by_role(site.pk)
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    told = use_by_week([unit.pk], first=first, now=now).get(unit.pk, {})
    weeks = [(day, told.get(day, Use())) for day in (first + timedelta(weeks=n) for n in range(WEEKS))]
    pending = [row for row in milestones.values() if row.done_on is None]
    return SitePage(
        site=site,
        today=today,
        steps=steps,
        standing=standing_of(
            planned=len(milestones),
            done=len(milestones) - len(pending),
            blocked=any(row.blocked_by for row in pending),
            next_due=min((row.due_on for row in pending), default=None),
            today=today,
        ),
        registered=registered,
        has_all=all_registered(registered, site.expected_children),
        staff=sum(roles.values(), Staff()),
        roles=roles,
        weeks=weeks,
        use=sum((use for _day, use in weeks), Use()),
        trainings=list(counted(Training.objects.filter(unit=unit)).order_by("-on", "-pk")[:8]),
        visits=list(
            Visit.objects.filter(site=site)
            .select_related("lead")
            .annotate(pending=Count("findings", filter=Q(findings__done_on__isnull=True)))
            .order_by("-on", "-pk")[:8]
        ),
        findings=list(
            Finding.objects.pending()
            .filter(visit__site=site, visit__cancelled_reason="")
            .select_related("owner", "visit")
            .order_by("due_on", "pk")
        ),
    )


def _step(kind: MilestoneKind, milestone: Milestone | None, today: date) -> Step:
    late = milestone is not None and milestone.done_on is None and milestone.due_on < today
    return Step(kind, milestone, late, kind in MEASURED)
