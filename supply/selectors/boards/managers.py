"""Who answers for a unit's or a delegation's supply today: a name, a telephone, an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from delegations.models import Holding, Posting
from delegations.roles import Role


@dataclass(frozen=True)
class Manager:
    """The supply manager in post. `phone` and `email` are the office's, never the person's own."""

    name: str
    phone: str
    email: str
    holding: str

    @property
    def tel(self) -> str:
        """The telephone as a link dials it: digits and a leading plus."""
        return "".join(sign for sign in self.phone.split("ext")[0] if sign.isdigit() or sign == "+")

    @property
    def is_substitute(self) -> bool:
        return self.holding == Holding.SUBSTITUTE


@dataclass(frozen=True)
class Managers:
    """Managers by unit and by delegation; the titular before the substitute."""

    units: dict[int, Manager]
    delegations: dict[int, Manager]

    def of(self, unit_id: int | None, delegation_id: int) -> Manager | None:
        """The unit's own manager, else its delegation's: every gap has a name where there is one."""
        if unit_id is not None and unit_id in self.units:
            return self.units[unit_id]
        return self.delegations.get(delegation_id)


def managers_of(*, units: Iterable[int] = (), delegations: Iterable[int] = ()) -> Managers:
    """Who is in post today, in one query."""
    rows: Any = (
        Posting.objects.current(timezone.localdate())
        .filter(
            Q(role=Role.UNIT_SUPPLY_MANAGER, unit_id__in=list(units))
            | Q(role=Role.DELEGATION_SUPPLY_MANAGER, delegation_id__in=list(delegations)),
            person__is_active=True,
        )
        .order_by("-holding", "starts_on", "pk")  # titular after substitute in the alphabet, so first here
        .values_list("unit_id", "delegation_id", "person__full_name", "office_phone", "office_email", "holding")
    )
    of_units: dict[int, Manager] = {}
    of_delegations: dict[int, Manager] = {}
    for unit_id, delegation_id, name, phone, email, holding in rows:
        manager = Manager(name, phone, email, holding)
        if unit_id is not None:
            of_units.setdefault(unit_id, manager)
        else:
            of_delegations.setdefault(delegation_id, manager)
    return Managers(of_units, of_delegations)
