"""The places and roles that a person may give or look at, as the selects of forms offer them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation, Person, Posting, Unit
from delegations.roles import DELEGATION_ROLES, NATIONAL_ROLES, UNIT_ROLES, Role
from delegations.scoping import scope_of
from delegations.selectors.network.appointers import reach

COUNTRY = "pais"


class Places:
    """The places a person may give posts at (or, `all_seen`, look at), by delegation, for one select."""

    def __init__(self, person: Person, *, all_seen: bool = False) -> None:
        scope = scope_of(person)
        today = timezone.localdate()
        roles = scope.appointable - {Role.FAMILY}
        self.country = not all_seen and any(scope.appoints(role) for role in roles & NATIONAL_ROLES)
        units = Unit.objects.visible_to(person).filter(level__gte=2).select_related("delegation")
        self.units = {unit.clues: unit for unit in (units if all_seen else units.open_on(today))}
        self.delegations = {row.code: row for row in Delegation.objects.visible_to(person)}
        if all_seen:
            whole = scope.whole_delegation_ids
            self.delegations = {
                code: row for code, row in self.delegations.items() if scope.is_national or row.pk in whole
            }
            return
        self.units = {
            clues: unit
            for clues, unit in self.units.items()
            if any(scope.appoints(role, **reach(delegation=None, unit=unit)) for role in roles & UNIT_ROLES)
        }
        self.delegations = {
            code: row
            for code, row in self.delegations.items()
            if any(scope.appoints(role, delegation_id=row.pk) for role in roles & DELEGATION_ROLES)
        }

    def choices(self) -> list[Any]:
        """For a select: one group a delegation, itself first and its units after it."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in self.delegations.values():
            groups[row.name] = [(f"d-{row.code}", _("Delegación %s") % row.name)]
        for unit in self.units.values():
            groups.setdefault(unit.delegation.name, []).append((f"u-{unit.clues}", unit.name))
        head = [(COUNTRY, str(_("Todo el país")))] if self.country else []
        return [*head, *((name, groups[name]) for name in sorted(groups))]

    def of(self, value: str) -> tuple[Delegation | None, Unit | None]:
        """The delegation or the unit of a choice; neither is the country."""
        kind, _dash, code = value.partition("-")
        return self.delegations.get(code) if kind == "d" else None, self.units.get(code) if kind == "u" else None


def roles_for(person: Person) -> list[tuple[str, str]]:
    """The roles a person may give, in the order of the table; relatives are invited from their child's page."""
    given = scope_of(person).appointable - {Role.FAMILY}
    return [(role.value, str(role.label)) for role in Role if role in given]


def misfit(role: str, delegation: Delegation | None, unit: Unit | None) -> str:
    """Why a role is not held at such a place; nothing when it is."""
    label = Role(role).label
    if role in UNIT_ROLES and unit is None:
        return _("«%(role)s» se ejerce en un hospital: escoja uno.") % {"role": label}
    if role in DELEGATION_ROLES and delegation is None:
        return _("«%(role)s» se ejerce en una delegación: escoja una.") % {"role": label}
    if role in NATIONAL_ROLES and (delegation or unit):
        return _("«%(role)s» se ejerce en todo el país.") % {"role": label}
    return ""


def colleagues(posting: Posting, by: Person) -> Any:
    """Who may stand in: staff with a posting today at the same place or in its delegation, whom `by` sees."""
    today = timezone.localdate()
    near = Posting.objects.current(today).exclude(role=Role.FAMILY)
    if posting.unit is not None:
        here = near.filter(unit=posting.unit) | near.filter(delegation=posting.unit.delegation)
    else:
        here = near.filter(delegation=posting.delegation) | near.filter(unit__delegation=posting.delegation)
    return (
        Person.objects.visible_to(by)
        .filter(pk__in=here.visible_to(by).values("person_id"), is_active=True)
        .exclude(pk=posting.person_id)
        .order_by("full_name")
    )
