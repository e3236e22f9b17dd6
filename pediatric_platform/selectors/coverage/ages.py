"""How old the stock data of units are: what a coverage answer is worth."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from supply.horizon import STALE_DAYS
from supply.models import UnitCoverage
from supply.selectors.coverage import data_at


@dataclass(frozen=True)
class DataAges:
    """Of some units: the last fact of each one's stock, and when its coverage was last computed."""

    last: Mapping[int, datetime | None]
    computed: Mapping[int, datetime]
    now: datetime

    def is_known(self, unit_id: int) -> bool:
        """Whether the unit's data are young enough to promise anything from."""
        last = self.last.get(unit_id)
        return last is not None and self.now - last <= timedelta(days=STALE_DAYS)

    @property
    def stale(self) -> list[int]:
        """Units whose answers mean nothing today."""
        return [unit_id for unit_id in self.last if not self.is_known(unit_id)]

    @property
    def oldest(self) -> datetime | None:
        """The oldest of the units' newest facts; None where some unit has none, or there is no unit."""
        found = [last for last in self.last.values() if last]
        return min(found) if found and len(found) == len(self.last) else None

    @property
    def computed_at(self) -> datetime | None:
        """When the unit computed longest ago was: no answer is older. None where some unit never was."""
        return min(self.computed.values()) if self.last and len(self.computed) == len(self.last) else None

    @property
    def is_computed(self) -> bool:
        """Whether any of the units was ever computed."""
        return bool(self.computed)


def ages_of(units: Collection[int], now: datetime, computed: Mapping[int, datetime] | None = None) -> DataAges:
    """Of these units. Two queries, or one where it is known already when each was computed."""
    if not units:
        return DataAges({}, {}, now)
    told = data_at(units)
    if computed is None:
        computed = dict(UnitCoverage.objects.filter(unit__in=units).values_list("unit_id", "computed_at"))
    return DataAges({unit_id: told.get(unit_id) for unit_id in units}, computed, now)
