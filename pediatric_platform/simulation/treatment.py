"""Plans of the simulated children: what was given, what was moved and why, and what comes in the next weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from delegations.models import Person
from pediatric_platform.actions.piecing import pieces_of
from pediatric_platform.actions.plans.writing import body_of, dose_of, sessions_of
from pediatric_platform.expansion import PlannedSession, timeline
from pediatric_platform.models import (
    Deviation,
    DeviationKind,
    Dose,
    DosePiece,
    DoseState,
    MoveReason,
    Plan,
    Regimen,
    Session,
    SessionMove,
    SessionState,
)
from pediatric_platform.regimen_shape import RegimenShape
from pediatric_platform.selectors.caps import caps
from pediatric_platform.selectors.regimens import shape_of, usable_versions
from pediatric_platform.simulation.registry import BATCH, Enrolled

# Written so far ahead here; the nightly task writes on from there.
AHEAD = timedelta(days=70)
# How long ago the phase that a child is in may have begun.
LONGEST_AGO = 110
OFF = "Así lo indicó su hospital de origen; se mantiene hasta terminar la fase."
# Of a thousand past days: how many were put off, and why.
MOVED = 115
REASONS = (
    (MoveReason.CYTOPENIA, 32),
    (MoveReason.FEVER, 16),
    (MoveReason.MISSING_DRUG, 38),
    (MoveReason.FAMILY, 10),
    (MoveReason.OTHER, 4),
)


@dataclass
class Treated:
    """What was written: past sessions with their guardians' day, and those to come."""

    plans: list[Plan] = field(default_factory=list)
    past: list[Session] = field(default_factory=list)
    to_come: list[Session] = field(default_factory=list)
    moves: list[SessionMove] = field(default_factory=list)
    doses: int = 0


def treat(enrolled: Sequence[Enrolled], today: date, seed: int, by: Person | None) -> Treated:
    """A plan for whoever is in treatment and has an approved regimen, as sets."""
    versions = {version.protocol.code: version for version in usable_versions()}
    standards = {
        (version.protocol.diagnosis_id, version.protocol.risk): version
        for version in versions.values()
        if version.protocol.is_standard
    }
    done = Treated()
    starts: list[tuple[Enrolled, Plan]] = []
    for item in enrolled:
        codes = (item.sketch.protocol, *item.sketch.illness.protocols)
        regimen = next((versions[code] for code in codes if code in versions), None)
        if item.sketch.state != "active" or regimen is None:
            continue
        plan = _plan(item, regimen, today, seed, by)
        standard = standards.get((item.child.diagnosis_id, item.child.risk))
        if standard is not None and standard.pk != regimen.pk:
            plan.deviation_reason = OFF
        starts.append((item, plan))
    done.plans = Plan.objects.bulk_create([plan for _item, plan in starts], batch_size=BATCH)
    Deviation.objects.bulk_create(_deviations(done.plans, standards))
    _write_sessions(done, starts, today, seed)
    return done


def _plan(item: Enrolled, regimen: Regimen, today: date, seed: int, by: Person | None) -> Plan:
    """From a phase in which the child may well be, begun so long ago that there is a past and a future of it."""
    rng = Random(f"{seed}:plan:{item.sketch.number}")  # noqa: S311
    shape = shape_of(regimen.pk)
    ill_for = (today - item.sketch.diagnosed_on).days
    phase, first = _where_in(shape, item.sketch.diagnosed_on, today, rng, ill_for)
    return Plan(
        child=item.child,
        regimen=regimen,
        started_on=first,
        first_phase=phase,
        growth=item.growth,
        expanded_until=today + AHEAD,
        created_at=timezone.make_aware(datetime.combine(min(first, today - timedelta(days=1)), time(9))),
        created_by=by if item.sketch.unit == 0 else None,
    )


def _where_in(shape: RegimenShape, diagnosed_on: date, today: date, rng: Random, ill_for: int) -> tuple[int, date]:
    """The phase that the diagnosis' day leads to and its first day, no longer ago than `LONGEST_AGO`."""
    dates = timeline(shape, diagnosed_on + timedelta(days=rng.randint(2, 9)))
    for part in dates:
        if part.last >= today + timedelta(days=10):
            cycle = timedelta(days=part.phase.cycle_days)
            first = part.first
            while today - first > timedelta(days=LONGEST_AGO):
                first += cycle
            return part.phase.position, first
    # The regimen would be over: the child is in its last phase, begun anew not long ago.
    last = shape.phases[-1]
    return last.position, today - timedelta(days=rng.randint(0, min(last.cycle_days, ill_for, 60)))


def _deviations(plans: Sequence[Plan], standards: dict[tuple[int, str], Regimen]) -> list[Deviation]:
    return [
        Deviation(
            plan=plan,
            kind=DeviationKind.REGIMEN,
            before=str(standards[plan.child.diagnosis_id, plan.child.risk])[:120],
            after=str(plan.regimen)[:120],
            reason=plan.deviation_reason,
            at=plan.created_at,
            by=plan.created_by,
        )
        for plan in plans
        if plan.deviation_reason
    ]


def _write_sessions(done: Treated, starts: Sequence[tuple[Enrolled, Plan]], today: date, seed: int) -> None:
    limits = caps()
    sessions: list[Session] = []
    doses: list[Dose] = []
    for item, plan in starts:
        rng = Random(f"{seed}:days:{item.sketch.number}")  # noqa: S311
        body = body_of(item.growth, item.child.birth_date)
        for planned in sessions_of(plan, today + AHEAD):
            session, move = _session(plan, planned, today, rng)
            sessions.append(session)
            (done.past if session.state == SessionState.GIVEN else done.to_come).append(session)
            if move is not None:
                done.moves.append(move)
            for dose in planned.doses:
                row = dose_of(dose, session, body, limits)
                if session.state == SessionState.GIVEN:
                    row.state = DoseState.GIVEN
                if row.awaits_confirmation and row.amount is not None:
                    # Whoever treats the child looked at what no source tells, as the program asks of them.
                    row.confirmed_at, row.confirmed_by = plan.created_at, plan.created_by
                doses.append(row)
    Session.objects.bulk_create(sessions, batch_size=BATCH)
    Dose.objects.bulk_create(doses, batch_size=BATCH)
    SessionMove.objects.bulk_create(done.moves, batch_size=BATCH)
    to_come = [dose for dose in doses if dose.session.state == SessionState.PLANNED]
    DosePiece.objects.bulk_create(pieces_of(to_come, on=today), batch_size=BATCH)
    done.doses = len(doses)


def _session(plan: Plan, planned: PlannedSession, today: date, rng: Random) -> tuple[Session, SessionMove | None]:
    session = Session(
        plan=plan,
        unit_id=plan.child.unit_id,
        phase_position=planned.phase_position,
        phase_name=planned.phase_name,
        cycle=planned.cycle,
        day=planned.day,
        planned_on=planned.on,
        on=planned.on,
    )
    # Drawn for every day alike, so that what one day brings changes no other.
    is_moved, days, chance = rng.randrange(1000) < MOVED, rng.randint(2, 7), rng.random()
    if planned.on >= today:
        return session, None
    move = None
    if is_moved and planned.on + timedelta(days=days) < today:
        reason = Random(chance).choices([row for row, _w in REASONS], [w for _row, w in REASONS])[0]  # noqa: S311
        session.on = planned.on + timedelta(days=days)
        move = SessionMove(
            session=session,
            moved_from=planned.on,
            moved_to=session.on,
            reason=reason,
            note="Se acordó con la familia." if reason == MoveReason.OTHER else "",
            at=_at(planned.on, 8),
            by=plan.created_by,
        )
    session.state, session.given_on = SessionState.GIVEN, session.on
    session.recorded_at, session.recorded_by = _at(session.on, 15), plan.created_by
    return session, move


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
