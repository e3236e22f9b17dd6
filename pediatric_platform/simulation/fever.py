"""Simulated fevers: nine months of them in the hospitals with simulated children, and three that run now. Seeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from delegations import audit
from delegations.models import Unit
from pediatric_platform.folios import REPORT
from pediatric_platform.models import (
    Child,
    ChildState,
    FamilyReport,
    FeverEpisode,
    FeverState,
    Guardian,
    ReportKind,
)
from pediatric_platform.simulation import fever_draw
from pediatric_platform.simulation.fever_draw import DAYS, Times
from pediatric_platform.simulation.fever_rows import TAP, Ground, Writing, ground_of, stamped
from supply.models import Drug
from supply.simulation.people import ACCOUNTS, DEMO_UNIT

FINISHED = "fevers.simulated"
TREATED, CLOSED, RUN = 150, 12, 3
# A child's fevers lie at least this far apart; nobody's begins sooner after their diagnosis.
APART, SETTLED = timedelta(days=12), timedelta(days=4)
# A tap without network waits for it.
WAITED = timedelta(minutes=9)


class FeverSimulationRefused(Exception):
    """Real episodes are here, or no simulated children; the text says what to do."""


@dataclass
class Made:
    """What was made, as counts."""

    treated: int = 0
    closed: int = 0
    running: int = 0
    stamps: int = 0


@transaction.atomic
def simulate_fevers(*, now: datetime, seed: int = 2026) -> Made:
    """Everything or nothing."""
    if FeverEpisode.objects.exists():
        raise FeverSimulationRefused("Esta base ya tiene episodios de fiebre; no se simula encima.")
    rng = Random(f"fevers-{seed}")  # noqa: S311
    ground, made, writing = ground_of(rng), Made(), Writing(rng)
    if not ground.children:
        raise FeverSimulationRefused("Faltan niñas y niños simulados: simulate_children.")
    moments = sorted(now - timedelta(minutes=rng.randint(36 * 60, DAYS * 24 * 60)) for _n in range(TREATED + CLOSED))
    without = set(rng.sample(range(len(moments)), CLOSED))
    for number, at in enumerate(moments):
        child = _child(ground, at, rng)
        if child is None:
            continue
        unit = child.unit if rng.random() < 0.96 else rng.choice(ground.units)
        if number in without:
            _end(writing, ground, child, unit, at)
            made.closed += 1
        else:
            _treat(writing, ground, child, unit, at, now)
            made.treated += 1
    made.running = _run(writing, ground, now)
    made.stamps = writing.write()
    audit.record(type=FINISHED, by=None, after={"seed": seed, "episodes": len(writing.episodes)})
    return made


def _child(ground: Ground, at: datetime, rng: Random) -> Child | None:
    """One in treatment on that day, without a fever lately."""
    for _try in range(60):
        child = rng.choice(ground.children)
        ended_on = child.state_on if child.state != ChildState.ACTIVE else None
        if (
            at - child.registered_at >= SETTLED
            and (ended_on is None or at.date() < ended_on)
            and at - ground.last.get(child.pk, at - APART) >= APART
        ):
            ground.last[child.pk] = at
            return child
    return None


def _treat(writing: Writing, ground: Ground, child: Child, unit: Unit, at: datetime, now: datetime) -> None:
    rng = writing.rng
    fever = fever_draw.treated(rng, at, fever_draw.share_at(at, now, ground.bias[unit.pk]), ground.target)
    row = writing.episode(
        child, unit, FeverState.TREATED, fever.times,
        deadline_at=at + timedelta(minutes=ground.target), temperature=fever.temperature,
        neutrophils=fever.neutrophils, late_reason=fever.reason, late_note=fever.note,
        antibiotic=_given(ground.drugs, rng),
    )  # fmt: skip
    for name, moment, by, noted_at in stamped(ground, unit, fever.times, rng):
        if name == "arrived":
            row.opened_by = row.opened_by or by
        if name == "arrived" and fever.first_said is not None:
            writing.stamp(row, name, fever.first_said, by, noted_at=fever.first_said + TAP)
            corrected_at = fever.times["antibiotic"] + WAITED
            writing.stamp(
                row, name, moment, by, noted_at=corrected_at, was=fever.first_said, reason=fever_draw.CORRECTED
            )
            row.edition += 1
        elif name == "triage" and fever.offline:
            writing.stamp(row, name, moment, by, noted_at=moment + WAITED, offline=True)
        else:
            writing.stamp(row, name, moment, by, noted_at=noted_at)
    row.edition += len(fever.times)


def _end(writing: Writing, ground: Ground, child: Child, unit: Unit, at: datetime) -> None:
    drawn = fever_draw.ended(writing.rng, at)
    deadline = drawn.times["arrived"] + timedelta(minutes=ground.target) if "arrived" in drawn.times else None
    row = writing.episode(
        child, unit, FeverState.CLOSED, drawn.times,
        deadline_at=deadline, temperature=drawn.temperature, closed_at=drawn.closed_at,
        closed_reason=drawn.reason, closed_note=drawn.note,
    )  # fmt: skip
    for name, moment, by, noted_at in stamped(ground, unit, drawn.times, writing.rng):
        row.opened_by = row.opened_by or by
        writing.stamp(row, name, moment, by, noted_at=noted_at)
    row.edition += len(drawn.times) + 1


def _given(drugs: Sequence[Drug], rng: Random) -> Drug | None:
    """The first choice more often than each one after it."""
    return rng.choices(drugs, [2**-rank for rank in range(len(drugs))])[0] if drugs else None


def _run(writing: Writing, ground: Ground, now: datetime) -> int:
    """One on the way, one with two thirds of its time, one late; where the demonstration's own accounts work."""
    unit = next((one for one in ground.units if one.clues == DEMO_UNIT), ground.units[0])
    here = [child for child in ground.children if child.unit_id == unit.pk and child.state == ChildState.ACTIVE]
    here = [child for child in here if now - ground.last.get(child.pk, now - APART) >= APART]
    if len(here) < RUN:
        return 0
    access = Guardian.objects.with_access().filter(child__in=here).select_related("person").order_by("child", "pk")
    # Not the account to try the family's page with: there a fever is still to be told.
    told = access.exclude(person__email__in=[account.email for account in ACCOUNTS]).first()
    chosen = writing.rng.sample([child for child in here if told is None or child.pk != told.child_id], RUN)
    if told is not None:
        chosen[0] = next(child for child in here if child.pk == told.child_id)
    third = ground.target / 3

    def ago(minutes: float) -> datetime:
        return fever_draw.after(now, -minutes)

    stories: tuple[tuple[FeverState, Times], ...] = (
        (FeverState.COMING, {"fever": ago(95), "prealert": ago(14)}),
        (FeverState.HERE, {"fever": ago(200), "arrived": ago(third), "triage": ago(third - 6)}),
        (
            FeverState.HERE,
            {"arrived": ago(ground.target + 13), "triage": ago(ground.target + 4), "evaluated": ago(third + 15),
             "ordered": ago(third)},
        ),
    )  # fmt: skip
    for child, degrees, (state, times) in zip(chosen, ("38.6", "39.1", "38.4"), stories, strict=True):
        deadline = times["arrived"] + timedelta(minutes=ground.target) if "arrived" in times else None
        row = writing.episode(child, unit, state, times, deadline_at=deadline, temperature=Decimal(degrees))
        told_by = told.person if told is not None and state == FeverState.COMING else None
        if told_by is not None:
            row.report = FamilyReport.objects.create(
                folio=writing.folio(REPORT), kind=ReportKind.FEVER, child=child, unit=unit,
                temperature=row.temperature, began_at=row.fever_at, told_at=times["prealert"], told_by=told_by,
            )  # fmt: skip
        for name, moment, by, noted_at in stamped(ground, unit, times, writing.rng):
            at_home = told_by is not None
            row.opened_by = row.opened_by or (None if at_home else by)
            writing.stamp(row, name, moment, told_by or by, noted_at=times["prealert"] if at_home else noted_at)
        row.edition = len(times)
    return RUN
