"""Whose task it is to fill a post: the delegation's representative for its units, central office for the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from delegations.models import Delegation, Holding, Person, Posting, Unit, UnitKind
from delegations.roles import DELEGATION_ROLES, NATIONAL_ROLES, Role

# Who is in charge of a post with several holders today: whoever stands in, else the titular, else the substitute.
IN_CHARGE = (Holding.ACTING, Holding.TITULAR, Holding.SUBSTITUTE)


@dataclass(frozen=True)
class Appointer:
    """Who fills a post. `people`: everybody with that right, the one to ask first; empty where nobody is in office.

    `fell_back`: the representative's post is itself empty, so it is central office's task.
    """

    role: Role
    people: tuple[Person, ...] = ()
    fell_back: bool = False

    @property
    def person(self) -> Person | None:
        """The one to ask."""
        return self.people[0] if self.people else None


class Appointers:
    """Everybody who appoints on a day, read in one query."""

    def __init__(self, day: date) -> None:
        self.national: dict[str, list[Person]] = defaultdict(list)
        self.representatives: dict[int, list[Person]] = defaultdict(list)
        roles = (Role.DELEGATION_REPRESENTATIVE, Role.CENTRAL_OFFICE, Role.ADMINISTRATOR)
        postings = (
            Posting.objects.current(day)
            .filter(role__in=roles, person__is_active=True)
            .select_related("person")
            .order_by("starts_on", "pk")
        )
        rank = {holding: index for index, holding in enumerate(IN_CHARGE)}
        for posting in sorted(postings, key=lambda row: rank.get(Holding(row.holding), len(rank))):
            if posting.delegation_id is not None:
                self.representatives[posting.delegation_id].append(posting.person)
            else:
                self.national[posting.role].append(posting.person)

    def of_unit(self, *, kind: str, delegation_id: int) -> Appointer:
        """Who fills the posts of a unit."""
        if kind == UnitKind.UMAE:
            return self._central()
        people = self.representatives.get(delegation_id)
        if people:
            return Appointer(Role.DELEGATION_REPRESENTATIVE, tuple(people))
        return self._central(fell_back=True)

    def of_delegation(self) -> Appointer:
        """Who fills the posts of a delegation."""
        return self._central()

    def of_posting(self, posting: Posting) -> Appointer:
        """Who fills the post that a posting is of."""
        return self.of(role=posting.role, unit=posting.unit)

    def of(self, *, role: str, unit: Unit | None) -> Appointer:
        if unit is not None:
            return self.of_unit(kind=unit.kind, delegation_id=unit.delegation_id)
        if role in NATIONAL_ROLES:
            return Appointer(Role.ADMINISTRATOR, tuple(self.national[Role.ADMINISTRATOR]))
        return self._central()

    def _central(self, *, fell_back: bool = False) -> Appointer:
        return Appointer(Role.CENTRAL_OFFICE, tuple(self.national[Role.CENTRAL_OFFICE]), fell_back)


def reach(*, delegation: Delegation | None, unit: Unit | None) -> dict[str, int | None]:
    """A place as `Scope.appoints` asks for it: a UMAE answers to central office, so its delegation is left out."""
    if unit is None:
        return {"delegation_id": delegation.pk if delegation else None, "unit_id": None}
    return {"delegation_id": None if unit.kind == UnitKind.UMAE else unit.delegation_id, "unit_id": unit.pk}


def roles_over(*, delegation: Delegation | None, unit: Unit | None, roles: Sequence[Role]) -> list[Role]:
    """Of `roles`, those that are held over such a place."""
    if unit is not None:
        return [role for role in roles if role not in NATIONAL_ROLES | DELEGATION_ROLES]
    held = DELEGATION_ROLES if delegation is not None else NATIONAL_ROLES
    return [role for role in roles if role in held]
