"""Directory entries as the public pages show them: who answers today, and whom to call where nobody can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from delegations.models import Holding, Posting, Unit, UnitKind
from delegations.selectors.answering import central_office_posting
from delegations.selectors.network import Contact, Entry

ORDER = (Holding.ACTING, Holding.TITULAR, Holding.SUBSTITUTE)


@dataclass(frozen=True)
class Instead:
    """Whom to call where a place has nobody: the delegation's manager, or (without a place) central office."""

    contact: Contact
    place: str = ""


@dataclass(frozen=True)
class Answer:
    """An entry of the directory and, when nobody of it can be reached, somebody who can."""

    entry: Entry
    instead: Instead | None = None

    @property
    def who(self) -> Contact | None:
        """Who answers today."""
        return self.entry.in_charge

    @property
    def others(self) -> list[Contact]:
        """Who else may be called; a titular on leave is not at the telephone."""
        return [
            contact
            for contact in self.entry.contacts
            if contact is not self.who and reachable(contact) and not (self.entry.acting and contact is self.titular)
        ]

    @property
    def titular(self) -> Contact | None:
        return self.entry.titular

    @property
    def is_reachable(self) -> bool:
        """Whether who answers today has a telephone or an e-mail."""
        return self.who is not None and reachable(self.who)

    @property
    def absent_until(self) -> date | None:
        """The last day on which somebody stands in for the titular."""
        return self.entry.acting.until if self.entry.acting is not None else None


def reachable(contact: Contact) -> bool:
    """Whether there is a telephone or an e-mail."""
    return bool(contact.phone or contact.email)


def answers(entries: Sequence[Entry], day: date) -> list[Answer]:
    """The entries as shown; where some have nobody to call, two more queries say whom to call instead."""
    lost = [entry for entry in entries if not any(reachable(contact) for contact in entry.contacts)]
    if not lost:
        return [Answer(entry) for entry in entries]
    above, central = _managers({entry.delegation_id for entry in lost}, day), central_office(day)
    found = {id(entry): _instead(entry, above.get(entry.delegation_id), central) for entry in lost}
    return [Answer(entry, found.get(id(entry))) for entry in entries]


def _instead(entry: Entry, above: Instead | None, central: Instead | None) -> Instead | None:
    """The delegation's manager, else central office; for a UMAE central office alone, to which it answers."""
    return central if not entry.is_unit or entry.kind == UnitKind.UMAE else above or central


def _managers(delegation_ids: Iterable[int], day: date) -> dict[int, Instead]:
    """Who answers in each of the delegations and can be reached."""
    rows = (
        Posting.objects.of_network()
        .current(day)
        .filter(delegation_id__in=delegation_ids)
        .select_related("person", "delegation")
    )
    found: dict[int, Instead] = {}
    for row in sorted(rows, key=lambda posting: ORDER.index(Holding(posting.holding)), reverse=True):
        contact = contact_of(row)
        if reachable(contact) and row.delegation is not None:
            found[row.delegation.pk] = Instead(contact, row.delegation.name)
    return found


def central_office(day: date) -> Instead | None:
    """The telephone and e-mail of central office, without anybody's name."""
    row = central_office_posting(day)
    return Instead(contact_of(row, named=False)) if row is not None else None


def contact_of(posting: Posting, *, named: bool = True) -> Contact:
    """A holder as the directory publishes them: a returned e-mail is left out."""
    return Contact(
        posting_id=posting.pk,
        name=posting.person.full_name if named else "",
        holding=posting.holding,
        phone=posting.office_phone,
        email="" if posting.contact_bounced_at else posting.office_email,
        since=posting.starts_on,
        until=posting.ends_on,
    )


def next_level(unit: Unit, day: date) -> Instead | None:
    """Whom to call above a hospital: its delegation's manager, else central office, to which alone a UMAE answers."""
    above = None if unit.kind == UnitKind.UMAE else _managers([unit.delegation_id], day).get(unit.delegation_id)
    return above or central_office(day)
