"""Who tells the simulated cases, of which child and which drug, and who answers for them. Read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from delegations.models import Person, Posting, Unit
from delegations.roles import Role
from pediatric_platform.models import Child, Dose, DoseState, Guardian, Session, SessionState
from pediatric_platform.simulation.run import hospitals
from supply.models import Drug

# So far back stories begin, and so far ahead a next session is looked for.
BACK, AHEAD = timedelta(days=62), timedelta(days=30)
MOST_CHILDREN = 240


@dataclass
class Family:
    """A relative with an account and consent, the child, and the child's sessions with what each takes."""

    child: Child
    person: Person
    given: list[tuple[Session, Drug]] = field(default_factory=list)
    coming: list[tuple[Session, Drug]] = field(default_factory=list)


@dataclass
class Ground:
    central: Person
    units: list[Unit]
    staff: dict[int, list[Person]]
    heads: dict[int, Person]
    drugs: list[Drug]
    families: list[Family]
    _used: set[int] = field(default_factory=set)

    def family(
        self, rng: Random, *, given_after: datetime | None = None, quiet_since: datetime | None = None
    ) -> Family:
        """One that no story has yet: with a session given after a moment, or with none recorded since one and another
        to come."""
        fit = [
            one for one in self.families
            if one.child.pk not in self._used
            and (given_after is None or any(recorded(session) > given_after for session, _drug in one.given))
            and (quiet_since is None or (one.coming and not any(recorded(s) > quiet_since for s, _d in one.given)))
        ]  # fmt: skip
        chosen = rng.choice(fit or [one for one in self.families if one.coming])
        self._used.add(chosen.child.pk)
        return chosen

    def unit(self, rng: Random) -> Unit:
        """The children's hospitals more often than the others."""
        return rng.choice(self.units[:6] * 4 + self.units)

    def teller(self, unit: Unit, rng: Random) -> Person:
        """Somebody of the hospital who does not answer for its supply, else the head of its medical services."""
        return rng.choice(self.staff.get(unit.pk) or [self.heads.get(unit.delegation_id, self.central)])


def recorded(session: Session) -> datetime:
    """When it was written down that it was given."""
    assert session.recorded_at is not None
    return session.recorded_at


def ground_of(now: datetime) -> Ground | None:
    """None where there is no simulated country with children to tell cases of."""
    today = now.date()
    postings = Posting.objects.current(today).filter(person__is_active=True).select_related("person", "unit")
    central = postings.filter(role=Role.CENTRAL_OFFICE).order_by("starts_on", "pk").first()
    mixing = hospitals()
    families = _families([unit.pk for unit in mixing], today, now)
    if central is None or not families:
        return None
    staff: dict[int, list[Person]] = defaultdict(list)
    for row in postings.filter(role__in=[Role.PHARMACIST, Role.CLINICIAN], unit__isnull=False).order_by("pk"):
        staff[row.unit_id or 0].append(row.person)
    of_heads = postings.filter(role=Role.HEAD_OF_MEDICAL_SERVICES).order_by("pk")
    heads = {row.delegation_id or 0: row.person for row in of_heads}
    managed = set(postings.filter(role=Role.UNIT_SUPPLY_MANAGER).values_list("unit", flat=True))
    others = Unit.objects.open_on(today).filter(provides_chemotherapy=True, is_simulated=False)
    others = (
        others.exclude(pk__in=[unit.pk for unit in mixing]).select_related("delegation").order_by("-level", "clues")
    )
    # Two without anybody in their post: what is told there goes up at once, and its gap is told.
    spread = [unit for unit in others if unit.pk in managed][:22] + [unit for unit in others if unit.pk not in managed][
        :2
    ]
    drugs = list(dict.fromkeys(drug for family in families for _session, drug in family.coming))
    return Ground(central.person, [*mixing, *spread], staff, heads, drugs, families)


def _families(unit_ids: list[int], today: date, now: datetime) -> list[Family]:
    guardians = (
        Guardian.objects.with_access()
        .filter(child__unit__in=unit_ids, child__state="active", person__is_active=True)
        .select_related("child__unit__delegation", "person")
        .order_by("child", "pk")
    )
    families: dict[int, Family] = {}
    for row in guardians:
        if len(families) < MOST_CHILDREN:
            families.setdefault(row.child_id, Family(row.child, row.person))
    _add_sessions(families, today, now)
    return [family for family in families.values() if family.coming or family.given]


def _add_sessions(families: dict[int, Family], today: date, now: datetime) -> None:
    """Each child's sessions with one drug of theirs; of what was given only the ingredient is on record."""
    doses = (
        Dose.objects.filter(session__plan__child__in=families, session__on__range=(today - BACK, today + AHEAD))
        .filter(session__state__in=[SessionState.GIVEN, SessionState.PLANNED])
        .select_related("session__plan", "session__unit__delegation")
        .order_by("session__on", "session", "position")
    )
    known = Drug.objects.active().filter(is_oncologic=True, code__isnull=False).exclude(inn="").order_by("-code")
    of_inn = {drug.inn: drug for drug in known}
    seen = set()
    for dose in doses:
        session, drug = dose.session, of_inn.get(dose.inn)
        if drug is None or session.pk in seen:
            continue
        seen.add(session.pk)
        family = families[session.plan.child_id]
        if session.state == SessionState.PLANNED and session.on > today:
            family.coming.append((session, drug))
        elif session.recorded_at is not None and session.recorded_at < now and dose.state == DoseState.GIVEN:
            family.given.append((session, drug))
