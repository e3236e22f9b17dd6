"""How often what families were told came true."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from pediatric_platform.models import Promise, PromiseOutcome
from supply.models import CoverageStatus

# «Missing» and «unknown» promise nothing.
PROMISED = (CoverageStatus.COVERED, CoverageStatus.INCOMING)


@dataclass(frozen=True, slots=True)
class HitRate:
    """Days of sessions for which a family was told «complete» or «on its way», by what became of them."""

    kept: int = 0
    broken: int = 0
    void: int = 0
    pending: int = 0

    @property
    def tested(self) -> int:
        return self.kept + self.broken

    @property
    def rate(self) -> float | None:
        """Percent kept of those put to the test; None where none was."""
        return 100 * self.kept / self.tested if self.tested else None


def hit_rate(units: Collection[int] | None = None, since: date | None = None) -> HitRate:
    """What was promised for days from `since` on, in these units (None: all).

    Counted once per session and day, however many relatives saw it, and by how many ways. One query.
    """
    found = Promise.objects.filter(answer__in=PROMISED)
    if units is not None:
        found = found.filter(unit__in=units)
    if since is not None:
        found = found.filter(needed_on__gte=since)
    days = found.order_by().values("session", "needed_on").annotate(came=Max("outcome"))
    counts = days.aggregate(
        **{outcome.value: Count("session", filter=Q(came=outcome.value)) for outcome in PromiseOutcome}
    )
    return HitRate(**counts)
