"""A simulated roll-out: hospitals at every step, trainings, visits. Seeded; the registry decides what it measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person, Posting, Unit
from delegations.roles import NETWORK, Role
from pediatric_platform.actions.rollout import list_accounts, measure_milestones
from pediatric_platform.folios import ALPHABET, CERTIFICATE
from pediatric_platform.models import (
    Attendance,
    BlockedBy,
    Milestone,
    MilestoneKind,
    RolloutSite,
    Trainee,
    TraineeRole,
    Training,
    VisitItem,
)
from pediatric_platform.rollout_rules import MEASURED, ORDER, Registered, spaced
from pediatric_platform.selectors.rollout.measured import registered_at
from pediatric_platform.simulation.names import FATHERS, MOTHERS
from pediatric_platform.simulation.rollout_visits import verify
from supply.simulation.people import DEMO_UNIT

FINISHED = "rollout.simulated"
SOURCE = "Cifra simulada"
TOPICS = (
    "Registro de niñas y niños y consentimiento",
    "Planes, sesiones y dosis",
    "Orden de mezclas y trazabilidad",
)
BLOCKS = (
    (BlockedBy.NETWORK, "El enlace de la torre de quimioterapia cae varias veces al día; lo atiende informática."),
    (BlockedBy.EQUIPMENT, "Faltan dos computadoras y una impresora de etiquetas en la central de mezclas."),
    (BlockedBy.STAFF, "La plaza de química farmacéutica está vacante desde agosto."),
    (BlockedBy.TRAINING, "El turno nocturno no ha podido salir a capacitarse."),
    (BlockedBy.DATA, "Archivo aún no entrega los expedientes de quienes empezaron antes de este año."),
    (BlockedBy.DECISION, "Falta que dirección designe a quien confirma las dosis."),
)
STEP_DAYS = 24
LATE = """
UPDATE pediatric_platform_session AS s
   SET recorded_at = least(s.recorded_at + make_interval(days => 1 + (s.id / 9 %% 3)::integer), %(now)s)
  FROM pediatric_platform_plan AS p, pediatric_platform_child AS c
 WHERE p.id = s.plan_id AND c.id = p.child_id AND c.is_simulated AND s.state = 'given'
   AND s.given_on >= (%(now)s)::date - 84 AND s.id %% 9 = s.unit_id %% 9
"""


class RolloutSimulationRefused(Exception):
    """Hospitals are in the roll-out already; the text says what to do."""


@dataclass
class Made:
    """What was made, as counts."""

    sites: int = 0
    milestones: int = 0
    people: int = 0
    trainings: int = 0
    certificates: int = 0
    visits: int = 0
    findings: int = 0


@dataclass
class Ground:
    """Who may answer for a step, read once."""

    of_unit: dict[int, Person] = field(default_factory=dict)
    of_delegation: dict[int, Person] = field(default_factory=dict)
    central: Person | None = None

    def owner(self, unit: Unit, step: int) -> Person | None:
        """The hospital's own manager for most steps; above for the network and for verification."""
        above = self.of_delegation.get(unit.delegation_id) or self.central
        own = self.of_unit.get(unit.pk)
        return (above or own) if step in (0, 5) else (own or above)


def read_ground(today: date) -> Ground:
    found = Ground()
    rows = Posting.objects.current(today).filter(person__is_active=True).select_related("person")
    for row in rows.filter(role__in=[*NETWORK, Role.HEAD_OF_MEDICAL_SERVICES, Role.CENTRAL_OFFICE]).order_by("pk"):
        if row.unit_id:
            found.of_unit.setdefault(row.unit_id, row.person)
        elif row.delegation_id and (
            row.role == Role.HEAD_OF_MEDICAL_SERVICES or row.delegation_id not in found.of_delegation
        ):
            found.of_delegation[row.delegation_id] = row.person
        elif row.is_national and found.central is None:
            found.central = row.person
    return found


@transaction.atomic
def simulate_rollout(*, now: datetime, seed: int = 2026) -> Made:
    """Every hospital known to give chemotherapy. Everything or nothing."""
    if RolloutSite.objects.exists():
        raise RolloutSimulationRefused("El despliegue ya tiene hospitales; no se simula encima.")
    today, rng, made = timezone.localdate(now), Random(seed), Made()  # noqa: S311
    units = list(
        Unit.objects.open_on(today).filter(provides_chemotherapy=True).select_related("delegation").order_by("clues")
    )
    ground = read_ground(today)
    units = [unit for unit in units if ground.owner(unit, 1) is not None]
    registered = registered_at([unit.pk for unit in units])
    sites = RolloutSite.objects.bulk_create([_site(unit, registered.get(unit.pk), rng) for unit in units])
    made.sites = len(sites)
    reached = {site.pk: _steps_reached(site, registered.get(site.unit_id), rng) for site in sites}
    milestones = [row for site in sites for row in _milestones(site, reached[site.pk], ground, today, rng)]
    made.milestones = len(Milestone.objects.bulk_create(milestones))
    measure_milestones(now=now)
    write_some_late(now)
    people = Trainee.objects.bulk_create([row for site in sites for row in _people(site, rng, made)])
    for site in sites:
        if site.unit.clues == DEMO_UNIT:
            list_accounts(site=site, by=None)
    _train(sites, reached, people, today, now, rng, made)
    items = list(VisitItem.objects.filter(is_active=True).order_by("position"))
    made.visits, made.findings = verify(sites, reached, items, ground.owner, today, now, rng) if items else (0, 0)
    audit.record(type=FINISHED, by=None, after={"seed": seed, "sites": made.sites})
    return made


def write_some_late(now: datetime) -> None:
    """Of the last twelve weeks' simulated sessions one in nine was written down a day or more after it was given."""
    with connection.cursor() as cursor:
        cursor.execute(LATE, {"now": now})


def _site(unit: Unit, registered: Registered | None, rng: Random) -> RolloutSite:
    """Some hospitals have said how many children they treat, some have not."""
    active = registered.active if registered else 0
    expected: int | None = None
    if active:
        expected = active + rng.choice((0, 0, 3, 9))
    elif rng.random() < 0.5:
        expected = rng.randrange(8, 90)
    return RolloutSite(
        unit=unit,
        expected_children=expected,
        expected_source=SOURCE if expected else "",
        is_simulated=True,
    )


def _steps_reached(site: RolloutSite, registered: Registered | None, rng: Random) -> int:
    """How many of the first three steps (equipment, catalogue, accounts) are behind them."""
    return 3 if registered else rng.choice((0, 0, 1, 1, 2, 2, 3))


def _milestones(site: RolloutSite, reached: int, ground: Ground, today: date, rng: Random) -> list[Milestone]:
    if reached == 0 and rng.random() < 0.3:
        return []  # in it, and nobody has planned anything
    begun = today - timedelta(days=reached * STEP_DAYS + rng.randrange(-6, 26))
    days = spaced(begun + timedelta(days=STEP_DAYS), begun + timedelta(days=STEP_DAYS * 6), len(ORDER))
    blocked = reached if rng.random() < 0.16 else None
    rows = []
    for step, (kind, due_on) in enumerate(zip(ORDER, days, strict=True)):
        owner = ground.owner(site.unit, step)
        assert owner is not None
        row = Milestone(site=site, kind=kind, owner=owner, due_on=due_on)
        if step < reached:
            row.done_on = min(due_on + timedelta(days=rng.randrange(-9, 6)), today - timedelta(days=1))
            row.done_by = owner
        elif step == blocked and kind not in MEASURED:
            why, note = rng.choice(BLOCKS)
            row.blocked_by, row.blocked_note = why, note
            row.blocked_since = today - timedelta(days=rng.randrange(2, 60))
        rows.append(row)
    if reached == 3 and blocked == 3:  # the registry stands still for want of records
        row = rows[ORDER.index(MilestoneKind.ALL_CHILDREN)]
        row.blocked_by, row.blocked_note = BLOCKS[4]
        row.blocked_since = today - timedelta(days=rng.randrange(2, 40))
    return rows


def _people(site: RolloutSite, rng: Random, made: Made) -> list[Trainee]:
    roles = [TraineeRole.ONCOLOGIST, TraineeRole.PHARMACIST, TraineeRole.CLERK, TraineeRole.MIXING]
    roles += [TraineeRole.NURSE] * rng.randrange(3, 9) + [TraineeRole.PHYSICIAN] * rng.randrange(0, 3)
    rows = []
    for role in roles:
        made.people += 1
        first = rng.choice(MOTHERS + FATHERS)
        surname = "Simulada" if first in MOTHERS else "Simulado"
        rows.append(Trainee(site=site, full_name=f"{first} {surname} {made.people:04d}", role=role))
    return rows


def _train(
    sites: list[RolloutSite],
    reached: dict[int, int],
    people: list[Trainee],
    today: date,
    now: datetime,
    rng: Random,
    made: Made,
) -> None:
    """A held one where accounts are under way, a coming one almost everywhere, now and then one called off."""
    of_site: dict[int, list[Trainee]] = {}
    for row in people:
        of_site.setdefault(row.site_id, []).append(row)
    held: dict[int, Training] = {}
    rows = []
    for site in sites:
        if reached[site.pk] >= 2:
            held[site.pk] = _training(site, today - timedelta(days=rng.randrange(8, 60)), rng)
            held[site.pk].closed_at = now - timedelta(days=5)
            rows.append(held[site.pk])
        if rng.random() < 0.8:
            rows.append(_training(site, today + timedelta(days=rng.randrange(2, 30)), rng))
        if rng.random() < 0.12:
            gone = _training(site, today - timedelta(days=rng.randrange(3, 40)), rng)
            gone.cancelled_reason = "Quien la daba tuvo que atender una urgencia."
            rows.append(gone)
    Training.objects.bulk_create(rows)
    made.trainings = len(rows)
    seats = []
    for training in rows:
        site_id = next(site.pk for site in sites if site.unit_id == training.unit_id)
        for person in of_site.get(site_id, []):
            if training.closed_at is not None:
                seats.append(_seat(training, person, rng))
            elif not training.cancelled_reason and rng.random() < 0.5:
                seats.append(Attendance(training=training, trainee=person))
    Attendance.objects.bulk_create(seats)
    made.certificates = sum(bool(row.certificate) for row in seats)


def _training(site: RolloutSite, on: date, rng: Random) -> Training:
    return Training(
        unit=site.unit,
        on=on,
        starts_at=time(rng.choice((8, 9, 16))),
        hours=Decimal(rng.choice(("2", "3", "4.5"))),
        topic=rng.choice(TOPICS),
        trainer="Instructora simulada",
        room="Aula de enseñanza",
    )


def _seat(training: Training, person: Trainee, rng: Random) -> Attendance:
    if rng.random() < 0.15:
        return Attendance(training=training, trainee=person, came=False, passed=False)
    score = Decimal(rng.randrange(66, 101)) / 10
    passed = score >= training.pass_mark
    folio = f"{CERTIFICATE}-{''.join(rng.choice(ALPHABET) for _sign in range(12))}" if passed else ""
    return Attendance(training=training, trainee=person, came=True, score=score, passed=passed, certificate=folio)
