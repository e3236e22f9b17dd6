"""The only place that turns a person into the rows they may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from delegations.roles import Permission, Role, appointed_by, needs_second_factor, permissions_of

if TYPE_CHECKING:
    from delegations.models import Person, Place


@dataclass(frozen=True)
class Grant:
    """One posting's permissions over one scope; all None means the country. `where` is the scope's name."""

    permissions: frozenset[Permission]
    delegation_id: int | None = None
    unit_id: int | None = None
    role: str = ""
    where: str = ""

    @property
    def is_national(self) -> bool:
        return self.delegation_id is None and self.unit_id is None


@dataclass(frozen=True)
class Scope:
    """What a person's postings open today.

    `whole_delegation_ids`: delegations seen entirely, units and warehouses included.
    `delegation_ids`: those plus the delegations of single units (name and link only).
    """

    is_national: bool = False
    whole_delegation_ids: frozenset[int] = frozenset()
    delegation_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    grants: tuple[Grant, ...] = field(default=())

    def allows(self, permission: Permission, *, delegation_id: int | None = None, unit_id: int | None = None) -> bool:
        """Whether some posting grants the permission there; without a place, anywhere at all."""
        for grant in self.grants:
            if permission not in grant.permissions:
                continue
            if grant.is_national or (delegation_id is None and unit_id is None):
                return True
            if grant.delegation_id is not None and grant.delegation_id == delegation_id:
                return True
            if grant.unit_id is not None and grant.unit_id == unit_id:
                return True
        return False

    def allows_everywhere(self, permission: Permission) -> bool:
        """Whether a national posting grants it: for what holds in the whole country at once."""
        return any(grant.is_national and permission in grant.permissions for grant in self.grants)

    def appoints(self, role: str, *, delegation_id: int | None = None, unit_id: int | None = None) -> bool:
        """Whether some posting lets its holder give `role` over the unit (name its delegation too), the delegation or,
        with neither, the country. A UMAE answers to central office: its caller leaves the delegation out.
        """
        for grant in self.grants:
            if role not in appointed_by(grant.role):
                continue
            if grant.is_national:
                return True
            if grant.delegation_id is not None and grant.delegation_id == delegation_id:
                return True
            if grant.unit_id is not None and grant.unit_id == unit_id:
                return True
        return False

    @property
    def board_count(self) -> int:
        """How many boards the person answers to: the country's, their delegations' and their own units'."""
        return int(self.is_national) + len(self.whole_delegation_ids) + len(self.unit_ids)

    @property
    def appointable(self) -> frozenset[Role]:
        """Every role that the person may give somewhere."""
        return frozenset().union(*(appointed_by(grant.role) for grant in self.grants))

    @property
    def needs_second_factor(self) -> bool:
        """Whether some posting asks for a second factor at sign-in."""
        return any(needs_second_factor(grant.role) for grant in self.grants)


NOTHING = Scope()


def scope_of(person: Person) -> Scope:
    """The person's scope, read once per request (it is kept on the instance)."""
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return NOTHING
    cached: Scope | None = getattr(person, "_scope", None)
    if cached is None:
        cached = _read_scope(person)
        person._scope = cached  # type: ignore[attr-defined]
    return cached


# Asked on every page: written out, it costs a fifth of having it put together each time. "In force" is what
# `Posting.objects.current` says, and a test holds the two together.
POSTINGS_IN_FORCE = """
SELECT p.role, p.is_national, p.delegation_id, p.unit_id, u.delegation_id, d.name, u.name
  FROM delegations_posting AS p
  LEFT JOIN delegations_delegation AS d ON d.id = p.delegation_id
  LEFT JOIN delegations_unit AS u ON u.id = p.unit_id
 WHERE p.person_id = %(person)s AND p.starts_on <= %(today)s AND (p.ends_on IS NULL OR p.ends_on >= %(today)s)
 ORDER BY p.starts_on DESC
"""


def _read_scope(person: Person) -> Scope:
    with connection.cursor() as cursor:
        cursor.execute(POSTINGS_IN_FORCE, {"person": person.pk, "today": timezone.localdate()})
        rows = cursor.fetchall()
    grants: list[Grant] = []
    whole: set[int] = set()
    named: set[int] = set()
    units: set[int] = set()
    national = False
    for role, is_national, delegation_id, unit_id, unit_delegation_id, delegation, unit in rows:
        permissions = permissions_of(role)
        grants.append(Grant(permissions, delegation_id, unit_id, role, unit or delegation or ""))
        if Permission.VIEW_STOCK not in permissions:
            continue
        if is_national:
            national = True
        elif delegation_id is not None:
            whole.add(delegation_id)
        else:
            units.add(unit_id)
            named.add(unit_delegation_id)
    return Scope(national, frozenset(whole), frozenset(whole | named), frozenset(units), tuple(grants))


def has_permission(
    person: Person,
    permission: Permission,
    *,
    place: Place | None = None,
    delegation_id: int | None = None,
    unit_id: int | None = None,
) -> bool:
    """Whether the person may do it at the place (or delegation, or unit); with none of them, anywhere."""
    if place is not None:
        delegation_id, unit_id = place.delegation_id, place.unit_id
    return scope_of(person).allows(permission, delegation_id=delegation_id, unit_id=unit_id)
