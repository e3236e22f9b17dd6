"""The stories of simulated cases. Each tells one act at a time and says when the next one comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from delegations.models import Person
from pediatric_platform.actions import cases
from pediatric_platform.actions.cases import Told
from pediatric_platform.actions.cases.attach import attach
from pediatric_platform.case_rights import may_work
from pediatric_platform.models import Case, CaseChannel, CaseFollower, CaseKind, CaseState, ContactWay, WaitingFor
from pediatric_platform.simulation.case_people import Family, Ground, recorded
from pediatric_platform.simulation.prescriptions import prescription
from supply.models import Drug

Acts = Iterator[datetime]
TOLD = (
    "Fuimos a la farmacia y nos dijeron que no hay.",
    "No la surtieron y la receta vence esta semana.",
    "Nos pidieron volver el lunes, y el lunes tampoco había.",
    "En la ventanilla no saben cuándo llega.",
)
BY_STAFF = (
    "No alcanza para las dosis de esta semana.",
    "El almacén no surtió el pedido.",
    "Se acabó con la última mezcla.",
)
SOLVED = (
    "Llegó el traspaso del almacén de la delegación y ya está en farmacia.",
    "Otro hospital prestó las piezas que faltaban.",
    "Se surtió completo; la familia puede pasar por él.",
)


@dataclass
class World:
    ground: Ground
    rng: Random

    def later(self, at: datetime, first: float, last: float) -> datetime:
        """So many hours later, to the minute."""
        return at + timedelta(minutes=round(self.rng.uniform(first, last) * 60))

    def worker(self, case: Case) -> Person:
        """Who has it, if they still may; else central office."""
        owner = case.owner.person if case.owner is not None else self.ground.central
        return owner if may_work(owner, case) else self.ground.central

    def as_is(self, case: Case) -> Case:
        return Case.objects.select_related("unit__delegation", "owner__person", "drug").get(pk=case.pk)

    # How a case comes in.

    def of_family(self, at: datetime, family: Family, session: Any, drug: Drug) -> Case:
        kind = self.rng.choice([CaseKind.MISSING, CaseKind.MISSING, CaseKind.DENIED, CaseKind.PARTIAL])
        denied = at.date() if kind == CaseKind.DENIED else None
        told = Told(
            child=family.child, session=session, channel=CaseChannel.FAMILY, story=self.rng.choice(TOLD),
            prescription_on=denied,
        )  # fmt: skip
        return cases.open_case(unit=family.child.unit, kind=kind, told=told, drug=drug, by=family.person, now=at)

    def of_staff(self, at: datetime, *, days: int | None = None, drug: Drug | None = None) -> Case:
        unit = self.ground.unit(self.rng)
        needed = None if days is None else at.date() + timedelta(days=days)
        told = Told(channel=CaseChannel.STAFF, story=self.rng.choice(BY_STAFF), needed_on=needed)
        kind = self.rng.choice([CaseKind.MISSING, CaseKind.NOT_MIXED, CaseKind.POSTPONED])
        drug = drug or self.rng.choice(self.ground.drugs)
        by = self.ground.teller(unit, self.rng)
        return cases.open_case(unit=unit, kind=kind, told=told, drug=drug, by=by, now=at)

    def of_stranger(self, at: datetime) -> Case:
        number = self.rng.randrange(10_000)
        told = Told(
            channel=CaseChannel.PUBLIC, story=self.rng.choice(TOLD), contact_name=f"Familiar Simulado {number:04d}",
            contact_phone=f"000 000 {number:04d}", contact_email=f"aviso{number:04d}@familias.example.org",
            token=f"simulado-{self.rng.getrandbits(96):024x}",
        )  # fmt: skip
        known = self.rng.random() < 0.7
        return cases.open_case(
            unit=self.ground.unit(self.rng), kind=CaseKind.MISSING, told=told, by=None, now=at,
            drug=self.rng.choice(self.ground.drugs) if known else None, drug_words="" if known else "la quimio roja",
        )  # fmt: skip

    # What is done to it.

    def takes(self, case: Case, at: datetime, *, answered: bool = True) -> None:
        row = self.as_is(case)
        by = self.worker(row)
        cases.take_case(case=row, edition=None, by=by, now=at)
        text = "Se explicó qué se está haciendo." if answered else ""
        way = self.rng.choice([ContactWay.PHONE, ContactWay.PHONE, ContactWay.IN_PERSON])
        cases.note_contact(case=row, way=way, reached=answered, text=text, by=by, now=at + timedelta(minutes=9))

    def solves(self, case: Case, at: datetime) -> None:
        row = self.as_is(case)
        cases.claim_solved(case=row, solution=self.rng.choice(SOLVED), edition=None, by=self.worker(row), now=at)

    def photographs(self, case: Case, at: datetime, by: Person | None) -> None:
        drug = case.drug.label if case.drug else "Sin medicamento"
        data = prescription(drug, at.date(), self.rng)
        attach(case=case, data=data, title="Receta", from_family=True, by=by, now=at + timedelta(minutes=2))


def follower_of(case: Case) -> CaseFollower:
    return case.followers.current().select_related("person").order_by("pk")[0]


def confirms(world: World, case: Case, at: datetime) -> bool:
    """Whoever told it says that it is solved, unless they are who solved it, or are nobody with an account."""
    follower, row = follower_of(case), world.as_is(case)
    if row.state != CaseState.SOLVED or follower.person is None or follower.person_id == row.solved_by_id:
        return False
    cases.confirm(follower=follower, by=follower.person, now=at)
    return True


def confirmed(world: World, at: datetime) -> Acts:
    """Told by a family or by staff, solved, and confirmed by whoever told it."""
    rng = world.rng
    family = world.ground.family(rng, given_after=at) if rng.random() < 0.6 else None
    later = [pair for pair in family.given if recorded(pair[0]) > at] if family else []
    case = world.of_family(at, family, *later[0]) if family and later else world.of_staff(at, days=rng.randrange(1, 20))
    if family and later and rng.random() < 0.2:
        world.photographs(case, at, family.person)
    at = world.later(at, 0.3, 5)
    yield at
    world.takes(case, at)
    at = world.later(at, 4, 40)
    yield at
    world.solves(case, at)
    at = world.later(at, 1, 30)
    yield at
    confirms(world, case, at)


def proven(world: World, at: datetime) -> Acts:
    """A family's: it ends when the dose is given and written down, whoever claimed what."""
    family = world.ground.family(world.rng, given_after=at)
    later = [pair for pair in family.given if recorded(pair[0]) > at]
    if not later:
        return
    session, drug = later[0]
    case = world.of_family(at, family, session, drug)
    at = min(world.later(at, 0.3, 6), recorded(session))
    yield at
    world.takes(case, at)
    yield recorded(session)
    cases.confirm_by_records(child_ids=[family.child.pk], now=recorded(session))


def disputed(world: World, at: datetime) -> Acts:
    """Said to be solved and was not; solved again, and confirmed."""
    case = world.of_staff(at, days=world.rng.randrange(3, 15))
    for again in (False, True):
        at = world.later(at, 1, 6)
        yield at
        world.takes(case, at)
        at = world.later(at, 6, 24)
        yield at
        world.solves(case, at)
        at = world.later(at, 2, 20)
        yield at
        follower = follower_of(case)
        if again:
            confirms(world, case, at)
        else:
            cases.dispute(follower=follower, text="Llegaron menos piezas.", by=follower.person, now=at)


def closed(world: World, at: datetime) -> Acts:
    """Nobody answers: three times, on three days, by two ways; then central office writes down why it ends."""
    case = world.of_stranger(at)
    at = world.later(at, 1, 5)
    yield at
    world.takes(case, at, answered=False)
    for way in (ContactWay.PHONE, ContactWay.MAIL, ContactWay.PHONE):
        at += timedelta(hours=25)
        yield at
        row = world.as_is(case)
        cases.note_contact(case=row, way=way, reached=False, by=world.worker(row), now=at)
    at = world.later(at, 20, 60)
    yield at
    why = "Se entregó en la ventanilla según el vale firmado; la familia no contesta."
    cases.close_unconfirmed(case=world.as_is(case), reason=why, edition=None, by=world.ground.central, now=at)


def doubled(world: World, at: datetime) -> Acts:
    """The same told twice: one case goes on in the other, which is still worked at."""
    first = world.of_staff(at, days=9)
    at = world.later(at, 2, 9)
    yield at
    told = Told(channel=CaseChannel.STAFF, story=world.rng.choice(BY_STAFF))
    teller = world.ground.teller(first.unit, world.rng)
    second = cases.open_case(unit=first.unit, kind=first.kind, told=told, drug=first.drug, by=teller, now=at)
    at = world.later(at, 1, 4)
    yield at
    row = world.as_is(second)
    cases.merge(case=row, into=first, edition=None, by=world.worker(row), now=at)
    world.takes(first, at + timedelta(minutes=12))


def untouched(world: World, at: datetime) -> Acts:
    """Just told, or told and left alone until it climbed."""
    chance = world.rng.random()
    if chance < 0.3:
        world.of_stranger(at)
    elif chance < 0.55:
        family = world.ground.family(world.rng, quiet_since=at)
        case = world.of_family(at, family, *family.coming[0])
        if world.rng.random() < 0.5:
            world.photographs(case, at, family.person)
    else:
        world.of_staff(at, days=world.rng.choice([1, 2, 4, 9, None]))
    yield from ()


def worked_at(world: World, at: datetime) -> Acts:
    """In hand: called, a note for the family, some of them waiting for somebody."""
    rng = world.rng
    family = world.ground.family(rng, quiet_since=at) if rng.random() < 0.5 else None
    case = world.of_family(at, family, *family.coming[0]) if family else world.of_staff(at, days=rng.randrange(2, 12))
    at = world.later(at, 0.3, 3)
    yield at
    world.takes(case, at)
    at = world.later(at, 0.5, 4)
    yield at
    row = world.as_is(case)
    by = world.worker(row)
    cases.write_note(case=row, text="Almacén confirma existencia; falta transporte.", by=by, now=at)
    cases.write_note(case=row, text="Ya se pidió. Mañana le llamamos.", for_family=True, by=by, now=at)
    if rng.random() < 0.55:
        whom = rng.choice([WaitingFor.WAREHOUSE, WaitingFor.OTHER_UNIT, WaitingFor.SUPPLIER])
        until = at.date() + timedelta(days=rng.randrange(1, 5))
        cases.wait_for(case=row, whom=whom, until=until, note="", edition=None, by=by, now=at)


def to_confirm(world: World, at: datetime) -> Acts:
    """Said to be solved; nobody has confirmed it yet."""
    case = world.of_staff(at, days=world.rng.randrange(2, 9)) if world.rng.random() < 0.6 else world.of_stranger(at)
    at = world.later(at, 0.5, 5)
    yield at
    world.takes(case, at)
    at = world.later(at, 4, 14)
    yield at
    world.solves(case, at)


def of_many(world: World, at: datetime) -> Acts:
    """One drug at one hospital, and several children."""
    family = world.ground.family(world.rng, quiet_since=at)
    session, drug = family.coming[0]
    case = world.of_family(at, family, session, drug)
    others = [one for one in world.ground.families if one.child.unit_id == case.unit_id and one.child != family.child]
    for other in others[:4]:
        at = world.later(at, 0.4, 3)
        yield at
        told = Told(child=other.child, channel=CaseChannel.FAMILY, story=world.rng.choice(TOLD))
        cases.join_case(case=world.as_is(case), told=told, by=other.person, now=at)
    at = world.later(at, 0.3, 2)
    yield at
    world.takes(case, at)


def reopened(world: World, at: datetime) -> Acts:
    """Confirmed, and missing again."""
    case = world.of_staff(at, days=5)
    at = world.later(at, 1, 5)
    yield at
    world.takes(case, at)
    at = world.later(at, 5, 20)
    yield at
    world.solves(case, at)
    at = world.later(at, 2, 9)
    yield at
    if not confirms(world, case, at):
        return
    at = world.later(at, 20, 60)
    yield at
    row = world.as_is(case)
    cases.reopen(case=row, reason="Lo que llegó alcanzó para una dosis.", edition=None, by=world.worker(row), now=at)


@dataclass(frozen=True)
class Story:
    """How many of them, and how many days ago they begin, from and to."""

    tell: Callable[[World, datetime], Acts]
    count: int
    oldest: float
    newest: float


STORIES = (
    Story(confirmed, 28, 58, 8),
    Story(proven, 14, 50, 9),
    Story(disputed, 4, 50, 10),
    Story(closed, 5, 48, 12),
    Story(reopened, 3, 12, 7),
    Story(doubled, 3, 6, 2),
    Story(untouched, 8, 6.5, 3),
    Story(untouched, 6, 1.5, 0.7),
    Story(untouched, 14, 0.7, 0.05),
    Story(worked_at, 14, 1.6, 0.4),
    Story(to_confirm, 8, 4, 1.2),
    Story(of_many, 3, 2, 1),
)
