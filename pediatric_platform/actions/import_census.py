"""A hospital's census: read, checked against the registry, written as sets; all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.errors import Refusal
from delegations.models import Person
from delegations.tabular import Fault, Reading
from pediatric_platform import folios
from pediatric_platform.actions.children.facts import COLUMNS
from pediatric_platform.actions.plans import begin_plan
from pediatric_platform.census.checks import check_rows, refuse
from pediatric_platform.census.opening import hide
from pediatric_platform.census.rows import CensusRow
from pediatric_platform.census.sheets import NAME
from pediatric_platform.census.world import load_world
from pediatric_platform.models import Child, Growth, Stay

# Beside the weekly upload's (72002).
CENSUS_LOCK = 72003
# Whoever registers one child waits on its day of birth; a census waits with them for that many days.
BIRTHS_LOCKED = 1_000
BATCH = 1_000
# A plan writes half a year of sessions: so many fit into one request.
MAX_PLANS = 150


@dataclass
class CensusImported:
    """What a census did, or would do (`dry_run`), or why it did nothing (`faults`)."""

    dry_run: bool
    rows: int = 0
    registered: int = 0
    measured: int = 0
    plans: int = 0
    known: int = 0
    """Rows of children who were on record."""
    odd_measures: int = 0
    units: list[str] = field(default_factory=list)
    folios: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def already_there(self) -> bool:
        """The file says nothing that is not on record."""
        return self.ok and not (self.registered or self.measured or self.plans)


def import_census(*, reading: Reading, by: Person | None, dry_run: bool = False) -> CensusImported:
    """Register who is new, write measures that are newer, begin plans where there is none; `by` None is the system.

    With any fault nothing is stored, and every fault is told at once. Loaded again, the same file changes nothing.
    `dry_run` goes the whole way and takes it back. Logs and the trail hold counts and folios, never a row's contents.
    """
    outcome = CensusImported(dry_run, rows=len(reading.rows))
    try:
        with transaction.atomic():
            _run(reading, by, outcome)
            if dry_run or reading.faults:
                transaction.set_rollback(True)
    except IntegrityError:
        reading.faults.append(
            Fault(
                NAME,
                0,
                "",
                "",
                _("Mientras se cargaba, alguien registró a una niña o un niño de este archivo."),
                _("Ensáyelo otra vez: dirá de qué fila se trata."),
            )
        )
    hide(reading)
    outcome.faults, outcome.warnings = reading.faults, reading.warnings
    if outcome.faults:
        outcome.registered = outcome.measured = outcome.plans = 0
        outcome.folios = []
    return outcome


def _run(reading: Reading, by: Person | None, outcome: CensusImported) -> None:
    _take_turns(reading)
    world = load_world(reading, by)
    checked = check_rows(reading, world)
    if reading.faults:
        return
    fresh = checked.new
    _register(fresh, by)
    measured = _measure(checked.rows, by)
    begun = _begin_plans(reading, checked.rows, by)
    outcome.registered, outcome.measured, outcome.plans = len(fresh), len(measured), begun
    outcome.known = len(checked.rows) - len(fresh)
    outcome.odd_measures = sum(1 for row in checked.rows if row.measure and row.measure.odd)
    outcome.units = sorted({row.facts.unit.clues for row in checked.rows})
    outcome.folios = sorted(row.child.folio for row in checked.rows if row.child)
    if not outcome.already_there and not outcome.dry_run and not reading.faults:
        _leave_trace(checked.rows, outcome, by)


def _take_turns(reading: Reading) -> None:
    births = sorted({f"child {row['fecha_nacimiento'].isoformat()}" for row in reading.rows})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CENSUS_LOCK])
        # Beyond that many the one CURP of each child still keeps doubles out.
        if len(births) <= BIRTHS_LOCKED:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext(b))"
                "  FROM (SELECT b FROM unnest(%s::text[]) AS u (b) ORDER BY 1) AS s",
                [births],
            )


def _register(rows: Sequence[CensusRow], by: Person | None) -> None:
    fresh = _fresh_folios(len(rows))
    now = timezone.now()
    children = []
    for row, folio in zip(rows, fresh, strict=True):
        facts = row.facts
        row.child = Child(
            folio=folio,
            unit=facts.unit,
            registered_by=by,
            registered_at=now,
            **{name: getattr(facts, name) for name in COLUMNS},
        )
        row.child.prepare()
        children.append(row.child)
    Child.objects.bulk_create(children, batch_size=BATCH)
    Stay.objects.bulk_create(
        [Stay(child=child, unit_id=child.unit_id, since=child.unit.today(), written_by=by) for child in children],
        batch_size=BATCH,
    )


def _fresh_folios(count: int) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        drawn = {folios.new_folio(folios.CHILD) for _draw in range(count - len(found))} - found
        found |= drawn - set(Child.objects.filter(folio__in=drawn).values_list("folio", flat=True))
    return sorted(found)


def _measure(rows: Sequence[CensusRow], by: Person | None) -> list[Growth]:
    return Growth.objects.bulk_create(
        [
            Growth(
                child=row.child,
                measured_on=row.measure.measured_on,
                weight_kg=row.measure.weight_kg,
                height_cm=row.measure.height_cm,
                unusual_reason=row.measure.odd,
                written_by=by,
            )
            for row in rows
            if row.measure is not None
        ],
        batch_size=BATCH,
    )


def _begin_plans(reading: Reading, rows: Sequence[CensusRow], by: Person | None) -> int:
    """Each by the action that any plan begins with; what it refuses is a fault of its row, and all are collected."""
    wanted = [row for row in rows if row.plan is not None]
    in_file = {row.number: row for row in reading.rows}
    if len(wanted) > MAX_PLANS:
        reading.refuse(
            in_file[wanted[MAX_PLANS].number],
            "esquema",
            _("%(rows)d filas empiezan un esquema, y en un archivo caben %(limit)d.")
            % {"rows": len(wanted), "limit": MAX_PLANS},
            _("Cargue las demás en otro archivo, o deje vacío su esquema."),
        )
        return 0
    ids = [row.child.pk for row in wanted if row.child]
    newest = Growth.objects.filter(child__in=ids).order_by("child_id", "-measured_on", "-pk").distinct("child_id")
    growth_of = {growth.child_id: growth for growth in newest}
    begun = 0
    for row in wanted:
        if row.plan is None or row.child is None:
            continue
        growth = growth_of.get(row.child.pk)
        if growth is None:
            reading.refuse(
                in_file[row.number],
                "peso_kg",
                _("Para empezar un esquema hacen falta el peso y la talla."),
                _("Complete la medida de la fila, o deje vacío el esquema."),
            )
            continue
        try:
            with transaction.atomic():
                begin_plan(
                    child=row.child,
                    regimen=row.plan.regimen,
                    started_on=row.plan.started_on,
                    growth=growth,
                    deviation_reason=row.plan.deviation_reason,
                    by=by,
                )
            begun += 1
        except Refusal as refusal:
            refuse(reading, in_file[row.number], refusal)
    return begun


def _leave_trace(rows: Sequence[CensusRow], outcome: CensusImported, by: Person | None) -> None:
    """One event per hospital."""
    by_unit: dict[int, list[CensusRow]] = {}
    for row in rows:
        by_unit.setdefault(row.facts.unit.pk, []).append(row)
    for own in by_unit.values():
        audit.record(
            type="census.imported",
            by=by,
            target=own[0].facts.unit,
            after={
                "rows": len(own),
                "measured": sum(1 for row in own if row.measure),
                "plans": sum(1 for row in own if row.plan),
                "folios": sorted(row.child.folio for row in own if row.child),
            },
        )
