"""The simulated network: a titular and a substitute nearly everywhere, and the gaps that a real one would have.

The same seed gives the same people. Nobody can take them for real ones: each is called «Simulada» or «Simulado», their
telephones begin with 000 and their mail is of the reserved domain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from delegations.models import Delegation, Handover, Holding, Person, Posting, Unit, UnitKind
from delegations.roles import DELEGATION_ROLES, NATIONAL_ROLES, POSTS, Role
from supply.simulation.names import simulated_name

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cast:
    """The accounts that a visitor signs in with, by role, and where they work: a delegation and a hospital."""

    people: dict[Role, Person]
    home: Delegation
    hospital: Unit


@dataclass(frozen=True)
class Fate:
    """What became of one post: how long it is empty (-1: always), when it ends, who is away, its contact."""

    empty_for: int = 0
    ends_in: int | None = None
    handed_over_ago: int | None = None
    away: bool = False
    confirmed_ago: int | None = 20
    bounced: bool = False
    no_phone: bool = False
    not_joined: bool = False


# Around the visitor there is one of everything: in the demo delegation's first hospitals, by rank and holding.
SHOWN: dict[tuple[int, Holding], Fate] = {
    (0, Holding.TITULAR): Fate(empty_for=24),
    (1, Holding.TITULAR): Fate(ends_in=12),
    (1, Holding.SUBSTITUTE): Fate(empty_for=-1),
    (2, Holding.TITULAR): Fate(bounced=True),
    (3, Holding.TITULAR): Fate(away=True),
    (3, Holding.SUBSTITUTE): Fate(not_joined=True, confirmed_ago=None),
    (4, Holding.TITULAR): Fate(confirmed_ago=118),
    (4, Holding.SUBSTITUTE): Fate(no_phone=True),
}


class Network:
    """Everybody of the country, as rows to be written: `people`, `postings`, then `covers` and `handovers`."""

    def __init__(self, cast: Cast, *, since: date, now: datetime, seed: int) -> None:
        self.cast, self.since, self.now = cast, since, now
        self.today = timezone.localdate(now)
        self.rng = np.random.default_rng([seed, 9])
        self.closed = make_password(None)
        self.people: list[Person] = list(cast.people.values())
        self.postings: list[Posting] = []
        self.covers: list[Posting] = []
        self.handovers: list[Handover] = []

    def people_the_country(self, delegations: Sequence[Delegation], units: Sequence[Unit]) -> None:
        """The visitors' accounts first, then every delegation's and every hospital's posts."""
        for role, person in self.cast.people.items():
            self._post_visitor(role, person)
        empty_representations = set(
            self.rng.choice(len(delegations), size=min(2, len(delegations) // 4), replace=False)
        )
        for index, delegation in enumerate(delegations):
            is_home = delegation.pk == self.cast.home.pk
            for role in sorted(DELEGATION_ROLES):
                for holding in (Holding.TITULAR, Holding.SUBSTITUTE):
                    fate = self._fate(holding)
                    if role != Role.DELEGATION_SUPPLY_MANAGER:
                        is_empty = role == Role.DELEGATION_REPRESENTATIVE and index in empty_representations
                        fate = Fate(empty_for=40 if is_empty else 0)
                    if is_home:
                        fate = Fate()
                    if not (is_home and holding == Holding.TITULAR):
                        self._fill(role, holding, fate, delegation=delegation)
        near = [
            unit.pk
            for unit in units
            if unit.delegation_id == self.cast.home.pk and unit.kind != UnitKind.UMAE and unit != self.cast.hospital
        ]
        for unit in units:
            is_visited = unit.pk == self.cast.hospital.pk
            for holding in (Holding.TITULAR, Holding.SUBSTITUTE):
                fate = self._fate(holding)
                if is_visited:
                    fate = Fate()
                elif unit.pk in near:
                    fate = SHOWN.get((near.index(unit.pk), holding), Fate())
                if not (is_visited and holding == Holding.TITULAR):
                    self._fill(Role.UNIT_SUPPLY_MANAGER, holding, fate, unit=unit)
        self._plan_the_visitors_holiday()

    def _post_visitor(self, role: Role, person: Person) -> None:
        where: dict[str, Any] = {"unit": self.cast.hospital}
        if role in NATIONAL_ROLES:
            where = {"is_national": True}
        elif role in DELEGATION_ROLES:
            where = {"delegation": self.cast.home}
        fate = Fate(handed_over_ago=45 if role == Role.DELEGATION_SUPPLY_MANAGER else None)
        self._hold(person, role, Holding.TITULAR if role in POSTS else Holding.MEMBER, fate, where)

    def _fate(self, holding: Holding) -> Fate:
        """Of a hundred posts some are empty, some about to be, and not every contact can be relied on."""
        luck, when, contact, past = self.rng.random(), self.rng.random(), self.rng.random(), self.rng.random()
        often = 1.0 if holding == Holding.TITULAR else 2.4
        confirmed: int | None = int(2 + 80 * when)
        if contact < 0.07:
            confirmed = int(95 + 120 * when)
        elif contact < 0.09:
            confirmed = None
        if luck < 0.012 * often:
            return Fate(empty_for=-1)
        if luck < 0.032 * often:
            return Fate(empty_for=int(6 + 60 * when))
        return Fate(
            ends_in=int(4 + 24 * when) if luck > 0.975 else None,
            handed_over_ago=int(20 + 110 * when) if past < 0.22 and holding == Holding.TITULAR else None,
            away=holding == Holding.TITULAR and 0.5 < luck < 0.535,
            confirmed_ago=confirmed,
            bounced=contact > 0.996,
            no_phone=0.975 < contact < 0.985,
            not_joined=0.965 < contact < 0.972,
        )

    def _fill(self, role: Role, holding: Holding, fate: Fate, **where: Any) -> None:
        if fate.empty_for >= 0:
            self._hold(self._somebody(), role, holding, fate, where)

    def _hold(self, person: Person, role: Role, holding: Holding, fate: Fate, where: dict[str, Any]) -> None:
        """The posting of one person, with whoever came before them and whoever stands in."""
        starts_on, ends_on = self.since, None
        if fate.empty_for > 0:
            ends_on = self.today - fate.empty_for * DAY
        elif fate.ends_in is not None:
            ends_on = self.today + fate.ends_in * DAY
        ago = fate.handed_over_ago
        if ago is not None and self.today - ago * DAY > self.since + 7 * DAY:
            starts_on = self.today - ago * DAY
        elif fate.not_joined:
            starts_on = max(self.today - 9 * DAY, self.since)
            person.joined_at = None
        posting = self._posting(person, role, holding, starts_on, ends_on, where)
        self.postings.append(posting)
        self._contact(posting, fate)
        if starts_on > self.since and not fate.not_joined:
            self._predecessor(posting, where)
        if fate.away and ends_on is None:
            self._cover(posting, where)

    def _posting(
        self, person: Person, role: Role, holding: Holding, starts_on: date, ends_on: date | None, where: dict[str, Any]
    ) -> Posting:
        number = len(self.postings) + len(self.covers) + 1
        return Posting(
            person=person,
            role=role,
            holding=holding,
            starts_on=starts_on,
            ends_on=ends_on,
            office_phone=f"000 000 {number:04d}",
            office_email=person.email,
            **where,
        )

    def _contact(self, posting: Posting, fate: Fate) -> None:
        if fate.confirmed_ago is not None:
            confirmed = self.now - timedelta(days=fate.confirmed_ago)
            if timezone.localdate(confirmed) >= posting.starts_on:
                posting.contact_confirmed_at = confirmed
            elif fate.confirmed_ago < 90:
                posting.contact_confirmed_at = self.now - timedelta(days=1)
        if fate.bounced:
            posting.contact_bounced_at = self.now - timedelta(days=3)
        if fate.no_phone:
            posting.office_phone = ""

    def _predecessor(self, posting: Posting, where: dict[str, Any]) -> None:
        """Who had the post before, and the hand-over between them; that of the visitor waits for a word."""
        last_day = posting.starts_on - DAY
        before = self._posting(
            self._somebody(), Role(posting.role), Holding(posting.holding), self.since, last_day, where
        )
        self.postings.append(before)
        made_at = self.now - (self.today - posting.starts_on) - timedelta(days=2)
        is_visitor = posting.person in self.cast.people.values()
        self.handovers.append(
            Handover(
                from_posting=before,
                to_posting=posting,
                note="Entrega simulada: llaves, claves de red y carpeta de la semana.",
                work=[
                    {
                        "kind": "unsigned_weeks",
                        "label": "Semanas por firmar",
                        "items": [{"text": f"Semana en curso · {posting.where}", "path": ""}],
                    }
                ],
                made_at=made_at,
                acknowledged_at=None if is_visitor else made_at + timedelta(days=1),
            )
        )

    def _cover(self, posting: Posting, where: dict[str, Any]) -> None:
        """Somebody of the house stands in for a holiday that is still on."""
        cover = self._posting(
            self._somebody(),
            Role(posting.role),
            Holding.ACTING,
            max(self.today - 5 * DAY, self.since),
            self.today + 9 * DAY,
            where,
        )
        cover.covers = posting
        self.covers.append(cover)

    def _plan_the_visitors_holiday(self) -> None:
        """In two weeks the substitute of the demo hospital stands in for its titular."""
        unit = self.cast.hospital
        posts = {row.holding: row for row in self.postings if row.unit_id == unit.pk and row.role in POSTS}
        titular, second = posts[Holding.TITULAR], posts[Holding.SUBSTITUTE]
        first = self.today + 14 * DAY
        cover = self._posting(
            second.person, Role.UNIT_SUPPLY_MANAGER, Holding.ACTING, first, first + 7 * DAY, {"unit": unit}
        )
        cover.covers = titular
        self.covers.append(cover)

    def _somebody(self) -> Person:
        number = len(self.people) - len(self.cast.people) + 1
        person = Person(
            email=f"persona-{number:03d}@example.org",
            full_name=simulated_name(self.rng, number),
            password=self.closed,
            is_simulated=True,
        )
        self.people.append(person)
        return person
