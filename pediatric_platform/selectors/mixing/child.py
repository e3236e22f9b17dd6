"""What the child's page shows of the mixing centre: what is asked, made or on its way, and what came of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pediatric_platform.models import Child, Mixture, MixtureState
from pediatric_platform.models.mixture import OPEN
from pediatric_platform.selectors.mixing.holds import Hold, holds_of

RECENT_DAYS, MOST = 60, 40


@dataclass(frozen=True, slots=True)
class Made:
    """A mixture, and what speaks against it."""

    mixture: Mixture
    holds: tuple[Hold, ...] = ()

    @property
    def day(self) -> date:
        return self.mixture.order.for_day


@dataclass(frozen=True, slots=True)
class ChildMixing:
    """`open` in order of day; `past` newest first; `warned`: given, and a lot of it was held back since."""

    open: tuple[Made, ...]
    past: tuple[Made, ...]

    @property
    def warned(self) -> tuple[Made, ...]:
        return tuple(made for made in self.past if made.holds and made.mixture.state == MixtureState.ADMINISTERED)

    def __bool__(self) -> bool:
        return bool(self.open or self.past)


def child_mixing(child: Child) -> ChildMixing:
    """The child's mixtures that are open, and those of the last two months; two queries."""
    since = child.unit.today() - timedelta(days=RECENT_DAYS)
    rows = list(
        Mixture.objects.filter(order__session__plan__child=child, order__for_day__gte=since)
        .select_related("order__place", "dose")
        .order_by("-order__for_day", "dose__position", "number")[: MOST * 2]
    )
    holds = holds_of([row.pk for row in rows])
    made = [Made(row, tuple(holds.get(row.pk, ()))) for row in rows]
    opened = [one for one in made if one.mixture.state in OPEN]
    past = [one for one in made if one.mixture.state not in OPEN and one.mixture.state != MixtureState.CANCELLED]
    return ChildMixing(tuple(reversed(opened)), tuple(past[:MOST]))
