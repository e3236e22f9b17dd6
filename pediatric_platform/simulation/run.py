"""From a simulated country to one with children: the stages in order, and how long each took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from delegations import audit
from delegations.models import AuditEvent, Person, PlaceKind, Unit
from delegations.roles import Role
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.models import Child, ConsentText, Guardian
from pediatric_platform.selectors.regimens import usable_versions
from pediatric_platform.simulation import cohort, families, mixtures, promises, registry, shelves, treatment, vials
from supply.actions.coverage import cover_all
from supply.simulation.people import DEMO_UNIT

FINISHED = "simulation.children"
UNITS = len(cohort.SHARES)
CHUNK = 4_000
ANALYZED = [
    "pediatric_platform_child",
    "pediatric_platform_guardian",
    "pediatric_platform_consent",
    "pediatric_platform_plan",
    "pediatric_platform_session",
    "pediatric_platform_sessionmove",
    "pediatric_platform_dose",
    "pediatric_platform_dosepiece",
    "pediatric_platform_promise",
    "supply_requirementpackage",
    "supply_requirement",
]


class SimulationRefused(Exception):
    """The database is not one to simulate children in; the text says why and what to do."""


@dataclass
class Summary:
    children: int = 0
    guardians: int = 0
    sessions_given: int = 0
    sessions_to_come: int = 0
    doses: int = 0
    promises: int = 0
    mixtures: dict[str, int] = field(default_factory=dict)
    stock: dict[str, int] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def already_made() -> bool:
    """Whether simulated children are here; SimulationRefused where others are."""
    if AuditEvent.objects.filter(type=FINISHED).exists():
        return True
    if Child.objects.exists():
        raise SimulationRefused("Esta base ya tiene niñas y niños; los simulados solo se agregan a una base sin ellos.")
    return False


class Simulation:
    """One run. `tell` gets a line for each stage."""

    def __init__(self, *, children: int, seed: int, tell: Callable[[str], object] = lambda line: None) -> None:
        self.count, self.seed, self.tell = children, seed, tell
        self.summary = Summary(children=children)

    @transaction.atomic
    def run(self, now: datetime) -> Summary:
        """Everything or nothing."""
        today = timezone.localdate(now)
        units, text = self._ground(today)
        by = {role: _demo(role) for role in (Role.CLINICIAN, Role.PHARMACIST, Role.MIXING_CENTRE_STAFF, Role.FAMILY)}
        self.summary.units = [unit.clues for unit in units]
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off")
        with self._stage("registro"):
            sketches = cohort.draw(self.count, today, self.seed)
            enrolled = registry.enrol(sketches, units, today, self.seed, by[Role.CLINICIAN])
        with self._stage("familias"):
            opened = families.invite(enrolled, by[Role.FAMILY], text, now, self.seed, by[Role.CLINICIAN])
        with self._stage("planes"):
            treated = treatment.treat(enrolled, today, self.seed, by[Role.CLINICIAN])
        _analyze()  # without it the planner goes by tables that were empty a moment ago
        with self._stage("promesas"):
            self.summary.promises = promises.promise(treated.past, treated.moves, opened, today, self.seed)
        with self._stage("existencias"):
            demo = Child.objects.filter(guardians__person=by[Role.FAMILY]).order_by("pk") if by[Role.FAMILY] else ()
            self.summary.stock = shelves.stock(units, today, self.seed, list(demo))
        with self._stage("requerimientos"):
            ids = [session.pk for session in treated.to_come]
            for start in range(0, len(ids), CHUNK):
                declare_sessions(ids[start : start + CHUNK])
        _analyze()
        with self._stage("mezclas"):
            vials.share()
            self.summary.mixtures = mixtures.mix(
                units[0],
                today,
                clinician=by[Role.CLINICIAN],
                pharmacist=by[Role.PHARMACIST],
                staff=by[Role.MIXING_CENTRE_STAFF],
            )
        with self._stage("cobertura"):
            cover_all(now=now)
        summary = self.summary
        summary.guardians = Guardian.objects.count()
        summary.sessions_given, summary.sessions_to_come = len(treated.past), len(treated.to_come)
        summary.doses = treated.doses
        audit.record(
            type=FINISHED,
            by=None,
            after={"seed": self.seed, "children": self.count, "sessions": len(treated.past) + len(treated.to_come)},
        )
        return summary

    def _ground(self, today: object) -> tuple[list[Unit], ConsentText]:
        if not usable_versions().exists():
            raise SimulationRefused("Faltan esquemas aprobados: load_regimens --approve-as (solo con datos simulados).")
        text = ConsentText.objects.current(timezone.localdate()).first()
        if text is None:
            raise SimulationRefused("Falta el texto de consentimiento: load_consent_texts.")
        units = hospitals()
        if len(units) < UNITS:
            raise SimulationRefused("Faltan hospitales con quimioterapia y central de mezclas: simulate.")
        return units, text

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.summary.seconds[name] = time.monotonic() - began
        self.tell(f"niñas y niños: {name}… {self.summary.seconds[name]:.1f} s")


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT refresh_statistics(VARIADIC %s)", [ANALYZED])


def hospitals() -> list[Unit]:
    """The demo's hospital, then five more that mix: those known for oncology and of the third level first."""
    rows = (
        Unit.objects.filter(provides_chemotherapy=True, closed_on__isnull=True, is_simulated=False)
        .filter(places__kind=PlaceKind.MIXING_CENTRE, places__is_active=True)
        .select_related("delegation")
        .distinct()
    )
    ranked = sorted(rows, key=lambda unit: (unit.clues != DEMO_UNIT, not unit.oncology_role, -unit.level, unit.clues))
    chosen: list[Unit] = []
    for unit in ranked:
        if len(chosen) < UNITS and unit.delegation_id not in {other.delegation_id for other in chosen}:
            chosen.append(unit)
    return chosen


def _demo(role: Role) -> Person | None:
    """The demo's own account of a role at the demo's hospital."""
    return (
        Person.objects.filter(
            is_simulated=True,
            email__endswith="@example.org",
            postings__role=role,
            postings__unit__clues=DEMO_UNIT,
        )
        .exclude(email__contains="@familias.")
        .order_by("pk")
        .first()
    )
