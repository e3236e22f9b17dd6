"""Of which places figures are frozen, and to which of them a fact of a unit counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from delegations.models import Delegation, Unit, UnitKind
from supply.models import DelegationWeek
from supply.weeks import IsoWeek

# What figures are kept under while they are put together: beside these, delegations' codes and units' CLUES.
COUNTRY, NETWORK = "country", "network"


class Named(NamedTuple):
    id: int
    code: str
    name: str
    delegation: str  # code


@dataclass(frozen=True)
class Places:
    """The 35 delegations and the UMAE, each by its key; `units`: every unit that figures may speak of."""

    delegations: Mapping[int, Named]
    umae: Mapping[int, Named]
    units: Mapping[int, Named]

    @property
    def keys(self) -> list[str]:
        """Everything that gets figures of a place, the country first."""
        return [COUNTRY, *(row.code for row in self.delegations.values()), *(row.code for row in self.umae.values())]

    def keys_of(self, unit_id: int | None, delegation_id: int | None = None) -> list[str]:
        """Where a fact of this unit (or of the delegation's own) counts."""
        found = [COUNTRY]
        if unit_id is not None and unit_id in self.units:
            found.append(self.units[unit_id].delegation)
        elif delegation_id is not None and delegation_id in self.delegations:
            found.append(self.delegations[delegation_id].code)
        if unit_id is not None and unit_id in self.umae:
            found.append(self.umae[unit_id].code)
        return found

    def clues(self, unit_id: int | None) -> str:
        return self.units[unit_id].code if unit_id is not None and unit_id in self.units else ""

    def name(self, unit_id: int | None) -> str:
        return self.units[unit_id].name if unit_id is not None and unit_id in self.units else ""


def places_on(day: date) -> Places:
    """Every delegation, by name, and every UMAE open on the day. Two queries."""
    delegations = {
        pk: Named(pk, code, name, code)
        for pk, code, name in Delegation.objects.order_by("name").values_list("pk", "code", "name")
    }
    rows = Unit.objects.order_by("delegation__name", "name").values_list(
        "pk", "clues", "name", "delegation__code", "kind", "opened_on", "closed_on"
    )
    units, umae = {}, {}
    for pk, clues, name, code, kind, opened_on, closed_on in rows:
        units[pk] = Named(pk, clues, name, code)
        is_open = (opened_on is None or opened_on <= day) and (closed_on is None or closed_on > day)
        if kind == UnitKind.UMAE and is_open:
            umae[pk] = units[pk]
    return Places(delegations, umae, units)


def closed_week(now: datetime) -> IsoWeek | None:
    """The newest week that is over and was added up; None before the first."""
    over = IsoWeek.last_complete(now, timezone.get_default_timezone())
    newest = DelegationWeek.objects.filter(week__lte=over.monday).order_by("-week").values_list("week", flat=True)
    monday = newest.first()
    return None if monday is None else IsoWeek.of(monday)
