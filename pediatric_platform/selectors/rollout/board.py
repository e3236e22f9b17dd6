"""The roll-out's board: every hospital in scope, what blocks it first; sums by delegation and by cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Case, Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from delegations.models import Delegation, Person, Unit
from pediatric_platform.models import Milestone, RolloutSite
from pediatric_platform.rollout_rights import may_manage
from pediatric_platform.rollout_rules import ORDER, RANKS, Registered, Staff, Standing, Use, percent
from pediatric_platform.selectors.rollout.measured import registered_at, staff_at, use_at


def ranked_sites(sites: QuerySet[RolloutSite], today: date) -> QuerySet[RolloutSite]:
    """With how each stands (`rank`, see Standing), since when (`since`: the oldest block or the first day due)."""
    oldest = Milestone.objects.filter(site=OuterRef("pk")).exclude(blocked_by="").order_by("blocked_since", "pk")
    first = Milestone.objects.filter(site=OuterRef("pk"), done_on__isnull=True).order_by("due_on", "pk")
    pending = Q(milestones__done_on__isnull=True)
    return (
        sites.select_related("unit__delegation")
        .annotate(
            planned=Count("milestones"),
            done=Count("milestones", filter=Q(milestones__done_on__isnull=False)),
            blocked_since=Min("milestones__blocked_since"),
            next_due=Min("milestones__due_on", filter=pending),
            blocked_by=Subquery(oldest.values("blocked_by")[:1]),
            blocked_kind=Subquery(oldest.values("kind")[:1]),
            blocked_note=Subquery(oldest.values("blocked_note")[:1]),
            blocked_owner=Subquery(oldest.values("owner__full_name")[:1]),
            next_kind=Subquery(first.values("kind")[:1]),
            next_owner=Subquery(first.values("owner__full_name")[:1]),
        )
        .annotate(
            rank=Case(
                When(blocked_since__isnull=False, then=Value(RANKS[Standing.BLOCKED])),
                When(next_due__lt=today, then=Value(RANKS[Standing.LATE])),
                When(planned__lt=len(ORDER), then=Value(RANKS[Standing.UNPLANNED])),
                When(done__gte=len(ORDER), then=Value(RANKS[Standing.DONE])),
                default=Value(RANKS[Standing.ON_TIME]),
                output_field=IntegerField(),
            ),
            since=Case(When(blocked_since__isnull=False, then=F("blocked_since")), default=F("next_due")),
        )
    )


@dataclass(frozen=True)
class SiteRow:
    """A line of the list: the site as annotated by `ranked_sites`, and what the data say of it."""

    site: RolloutSite
    standing: Standing
    registered: Registered
    staff: Staff
    use: Use

    @property
    def step(self) -> str:
        """The milestone at issue: the one that is stopped, else the next one due."""
        return getattr(self.site, "blocked_kind", None) or getattr(self.site, "next_kind", None) or ""

    @property
    def owner(self) -> str:
        return getattr(self.site, "blocked_owner", None) or getattr(self.site, "next_owner", None) or ""


def measured_rows(sites: Iterable[RolloutSite], *, today: date, now: datetime) -> list[SiteRow]:
    """The sites with what the data say of each: three queries, however many there are."""
    rows = list(sites)
    units = [row.unit_id for row in rows]
    registered = registered_at(units) if rows else {}
    staff = staff_at([row.pk for row in rows]) if rows else {}
    use = use_at(units, today=today, now=now) if rows else {}
    return [
        SiteRow(
            row,
            list(Standing)[row.rank],  # type: ignore[attr-defined]  # annotated by ranked_sites
            registered.get(row.unit_id, Registered()),
            staff.get(row.pk, Staff()),
            use.get(row.unit_id, Use()),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class DelegationRollout:
    """One tile: how many hospitals, how many steps of all are reached, and the worst that stands there."""

    code: str
    name: str
    tile_row: int
    tile_column: int
    sites: int = 0
    done: int = 0
    worst: Standing | None = None
    counts: Counter[Standing] = field(default_factory=Counter)

    @property
    def share(self) -> float | None:
        """Steps reached of all, in per cent."""
        return percent(self.done, self.sites * len(ORDER))


@dataclass(frozen=True)
class Board:
    """What stands above the list."""

    sites: int
    standings: Counter[Standing]
    causes: Counter[str]
    done: int
    children: int
    expected: int
    expected_known: int
    on_record: int
    staff: Staff
    use: Use
    delegations: Sequence[DelegationRollout]
    missing: Sequence[Unit]  # give chemotherapy, and are not in it

    @property
    def steps(self) -> int:
        return self.sites * len(ORDER)

    @property
    def children_share(self) -> float | None:
        """Children on record of those expected, where the hospital said how many there are."""
        return percent(min(self.on_record, self.expected), self.expected)


def rollout_board(person: Person, *, today: date, now: datetime) -> Board:
    """Everything in scope, in seven queries however many hospitals there are."""
    sites = list(ranked_sites(RolloutSite.objects.visible_to(person), today))
    rows = measured_rows(sites, today=today, now=now)
    causes = Counter(
        Milestone.objects.filter(site__in=[site.pk for site in sites])
        .exclude(blocked_by="")
        .values_list("site_id", "blocked_by")
        .distinct()
    )
    known = [row for row in rows if row.site.expected_children is not None]
    return Board(
        sites=len(rows),
        standings=Counter(row.standing for row in rows),
        causes=Counter(cause for _site, cause in causes),
        done=sum(row.site.done for row in rows),  # type: ignore[attr-defined]
        children=sum(row.registered.active for row in rows),
        expected=sum(row.site.expected_children or 0 for row in known),
        expected_known=len(known),
        on_record=sum(min(row.registered.active, row.site.expected_children or 0) for row in known),
        staff=sum((row.staff for row in rows), Staff()),
        use=sum((row.use for row in rows), Use()),
        delegations=_delegations(person, rows),
        missing=missing_units(person, today),
    )


def missing_units(person: Person, today: date) -> list[Unit]:
    """Hospitals known to give chemotherapy that are not in the roll-out, of those the person may add."""
    rows = (
        Unit.objects.visible_to(person)
        .open_on(today)
        .filter(provides_chemotherapy=True)
        .exclude(pk__in=RolloutSite.objects.values("unit"))
        .select_related("delegation")
        .order_by("delegation__name", "name")
    )
    return [unit for unit in rows if may_manage(person, unit)]


def _delegations(person: Person, rows: Sequence[SiteRow]) -> list[DelegationRollout]:
    """Every delegation the person sees, those without a hospital too: the map has all 35."""
    own: dict[int, list[SiteRow]] = {}
    for row in rows:
        own.setdefault(row.site.unit.delegation_id, []).append(row)
    found = []
    for delegation in Delegation.objects.visible_to(person).order_by("name"):
        here = own.get(delegation.pk, [])
        found.append(
            DelegationRollout(
                delegation.code,
                delegation.name,
                delegation.tile_row,
                delegation.tile_column,
                sites=len(here),
                done=sum(row.site.done for row in here),  # type: ignore[attr-defined]
                worst=min((row.standing for row in here), key=lambda one: RANKS[one], default=None),
                counts=Counter(row.standing for row in here),
            )
        )
    return found


__all__ = ["Board", "SiteRow", "measured_rows", "missing_units", "ranked_sites", "rollout_board"]
