"""Who holds a post today, for one agreement or for thousands, and which posts a form offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from delegations.models import Delegation, Holding, Posting, Unit
from delegations.naming import search_text
from delegations.roles import DELEGATION_ROLES, NATIONAL_ROLES, Role
from meetings.agreement_owner import Owner
from supply.forms.ledger_choices import Choice, Choices

Post = tuple[str, int | None, int | None]
# Whoever stands in for a titular away, the titular, the substitute; of those who share a role, the one longest there.
ORDER = {Holding.ACTING: 0, Holding.TITULAR: 1, Holding.SUBSTITUTE: 2, Holding.MEMBER: 3}


class Holders:
    """Who holds some posts on a day, in one query."""

    def __init__(self, posts: Iterable[Post], day: date) -> None:
        posts = set(posts)
        wanted = Q(
            role__in={role for role, delegation, _unit in posts if delegation},
            delegation__in={delegation for _role, delegation, _unit in posts if delegation},
        )
        wanted |= Q(
            role__in={role for role, _delegation, unit in posts if unit},
            unit__in={unit for _role, _delegation, unit in posts if unit},
        )
        rows = Posting.objects.current(day).filter(wanted, person__is_active=True).select_related("person")
        self._first: dict[Post, Posting] = {}
        for row in sorted(rows, key=lambda row: (ORDER[Holding(row.holding)], row.starts_on, row.pk)):
            self._first.setdefault((row.role, row.delegation_id, row.unit_id), row)

    def of(self, post: Post) -> Posting | None:
        """Whoever answers for the post; None where it is empty, or is one of the country's."""
        return self._first.get(post)


def holder_of(owner: Owner, day: date) -> Posting | None:
    """Of one post; of a national role, the posting that was named, while it is in force."""
    if not owner.role:
        return None
    if owner.role in NATIONAL_ROLES:
        return owner.posting if owner.posting is not None and owner.posting.is_current(day) else None
    post = (owner.role, owner.delegation.pk if owner.delegation else None, owner.unit.pk if owner.unit else None)
    return Holders([post], day).of(post)


@dataclass(frozen=True)
class Around:
    """About which place the form was opened: its posts come first, and alone where there are many."""

    delegation: Delegation | None = None
    unit: Unit | None = None

    @property
    def delegation_id(self) -> int | None:
        if self.delegation is not None:
            return self.delegation.pk
        return self.unit.delegation_id if self.unit is not None else None


def owner_choices(day: date, around: Around) -> Choices:
    """Posts that may have an agreement: of delegations, of the supply of hospitals, and of central office by name.

    Around a place: the posts of its delegation and hospitals, and central office. Three queries.
    """
    delegations = Delegation.objects.order_by("name")
    units = Unit.objects.open_on(day).select_related("delegation").order_by("name", "clues")
    if around.delegation_id is not None:
        delegations = delegations.filter(pk=around.delegation_id)
        units = units.filter(delegation=around.delegation_id)
    else:
        units = units.filter(postings__role=Role.UNIT_SUPPLY_MANAGER).distinct()
    places = [
        *((role, row, None) for row in delegations for role in sorted(DELEGATION_ROLES, key=list(Role).index)),
        *((Role.UNIT_SUPPLY_MANAGER, None, row) for row in units),
    ]
    held = Holders([(role, at.pk if at else None, unit.pk if unit else None) for role, at, unit in places], day)
    found = []
    for role, at, unit in places:
        post = (role, at.pk if at else None, unit.pk if unit else None)
        found.append(_choice(Owner(role, at, unit, held.of(post))))
    if around.unit is not None:  # its own post first
        found.sort(key=lambda choice: choice.target.unit != around.unit)
    central = Posting.objects.current(day).filter(role=Role.CENTRAL_OFFICE, person__is_active=True)
    found += [_choice(Owner.held_by(row)) for row in central.select_related("person").order_by("person__full_name")]
    return Choices(found)


def post_text(owner: Owner) -> str:
    """How a post reads, the same on forms, pages and papers: never its holder's name, but for central office."""
    role = str(Role(owner.role).label) if owner.role else ""
    if owner.delegation is not None:
        return f"{role} · {owner.delegation.name}"
    if owner.unit is not None:
        return f"{role} · {owner.unit.name}"
    if owner.role:
        return f"{role} · {owner.posting.person.full_name}" if owner.posting else role
    return f"{owner.name} ({owner.organisation})" if owner.organisation else owner.name


def _choice(owner: Owner) -> Choice:
    text = post_text(owner)
    if owner.unit is not None:  # two hospitals may share a name
        text = f"{text} · {owner.unit.clues}"
    holder = owner.posting.person.full_name if owner.posting else ""
    hint = "" if owner.role in NATIONAL_ROLES else holder
    code = owner.delegation.code if owner.delegation else ""
    return Choice(text, owner, hint, search_text(text, holder, code))
