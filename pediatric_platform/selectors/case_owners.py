"""Who answers now for the cases of hospitals, level by level; for one hospital or for a thousand in two queries.

The same order as `delegations.selectors.answering`: whoever stands in for a titular away, the titular, the substitute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from delegations.models import Holding, Posting, Unit, UnitKind
from delegations.roles import NETWORK, Role
from pediatric_platform.models import Level

ORDER = {Holding.ACTING: 0, Holding.TITULAR: 1, Holding.SUBSTITUTE: 2}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has it and at which level. `is_gap`: the level that was asked for has nobody. None: nobody at all."""

    posting: Posting | None
    level: Level
    is_gap: bool = False


class Owners:
    """Everybody who answers for the cases of some hospitals around a moment."""

    def __init__(self, units: Iterable[Unit], now: datetime) -> None:
        units = list(units)
        self.now = now
        places = Q(unit__in=[unit.pk for unit in units], role=Role.UNIT_SUPPLY_MANAGER)
        places |= Q(
            delegation__in={unit.delegation_id for unit in units if unit.kind != UnitKind.UMAE}, role__in=NETWORK
        )
        self._of_unit: dict[int, list[Posting]] = defaultdict(list)
        self._of_delegation: dict[int, list[Posting]] = defaultdict(list)
        for row in Posting.objects.of_network().filter(places).select_related("person").order_by("-starts_on", "pk"):
            if row.unit_id is not None:
                self._of_unit[row.unit_id].append(row)
            elif row.delegation_id is not None:
                self._of_delegation[row.delegation_id].append(row)
        central = Posting.objects.filter(role=Role.CENTRAL_OFFICE, person__is_active=True).select_related("person")
        # Whoever can be reached first, and of those whoever has been there longest.
        self._central = sorted(
            central, key=lambda row: (not (row.office_phone or row.office_email), row.starts_on, row.pk)
        )

    @property
    def has_central(self) -> bool:
        """Whether central office has anybody today."""
        day = timezone.localdate(self.now)
        return any(row.is_current(day) for row in self._central)

    def at(self, unit: Unit, level: int) -> Owner:
        """Who has a case of the hospital at a level; where nobody answers there, the next level does."""
        day = self.now.astimezone(unit.zone).date()
        found: Posting | None = None
        if level == Level.UNIT:
            found = _first(self._of_unit[unit.pk], day)
            if found is not None:
                return Owner(found, Level.UNIT)
        if level <= Level.DELEGATION and unit.kind != UnitKind.UMAE:
            found = _first(self._of_delegation[unit.delegation_id], day)
            if found is not None:
                return Owner(found, Level.DELEGATION, is_gap=level == Level.UNIT)
        found = next((row for row in self._central if row.is_current(day)), None)
        reached = Level(max(level, Level.CENTRAL))
        return Owner(found, reached, is_gap=level < Level.CENTRAL or found is None)


def _first(rows: list[Posting], day: date) -> Posting | None:
    current = [row for row in rows if row.is_current(day)]
    return min(current, key=lambda row: ORDER.get(Holding(row.holding), 9), default=None)
