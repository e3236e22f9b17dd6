"""The worker's part: reads the world once, solves drug by drug, and writes the proposals at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations import audit
from supply.models import Drug, Proposal, RedistributionRun, RunState
from supply.redistributing.apart import solve_all
from supply.redistributing.reading import Trip, trips_of
from supply.redistributing.scoring import score_of
from supply.redistributing.shapes import Plan, Score
from supply.selectors.redistribution.world import World, read_world, useful


@dataclass(frozen=True)
class Answer:
    """One drug's plan and its trips."""

    drug: int
    plan: Plan
    trips: list[Trip]


def answers(world: World, keep_on: Callable[[int], bool] = lambda done: True) -> Iterator[Answer]:
    """Drug after drug, as each is solved; stops where `keep_on(done)` says no."""
    asked = {drug: problem for drug, problem in world.problems.items() if useful(problem)}
    done = 0
    for drug in sorted(world.problems.keys() - asked.keys()):
        before = score_of(world.problems[drug], ())
        yield Answer(drug, Plan((), before, before), [])
        done += 1
    solved = solve_all(asked)
    try:
        for drug, plan in solved:
            yield Answer(drug, plan, trips_of(asked[drug], plan))
            done += 1
            if not keep_on(done):
                return
    finally:
        solved.close()


def compute_redistribution(*, run: RedistributionRun, now: datetime | None = None) -> int:
    """Answer a question that waits; how many proposals. Repeated on one that was answered, it does nothing."""
    now = now or timezone.now()
    started = RedistributionRun.objects.filter(pk=run.pk, state__in=(RunState.QUEUED, RunState.RUNNING)).update(
        state=RunState.RUNNING, done=0, as_of=now
    )
    if not started:
        return 0
    run.refresh_from_db()
    try:
        world = read_world(
            today=timezone.localdate(now),
            delegation_id=run.delegation_id,
            drug_ids=None if run.drug_id is None else [run.drug_id],
            without_orders=run.what_if.get("supply_orders", ()),
            without_transfers=run.what_if.get("transfers", ()),
            whole_packs=run.whole_packs,
        )
        RedistributionRun.objects.filter(pk=run.pk).update(total=len(world.problems))
        found = sorted(answers(world, lambda done: _still_wanted(run, done)), key=lambda answer: answer.drug)
    except Exception as fault:
        _fail(run, fault)
        raise
    return _write(run, world, found, now)


def _still_wanted(run: RedistributionRun, done: int) -> bool:
    return bool(RedistributionRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(done=done))


def _fail(run: RedistributionRun, fault: Exception) -> None:
    """Said by kind alone: a message may hold anything."""
    RedistributionRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=RunState.FAILED, finished_at=timezone.now(), failure=type(fault).__name__
    )


@transaction.atomic
def _write(run: RedistributionRun, world: World, found: list[Answer], now: datetime) -> int:
    row = RedistributionRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if row.state != RunState.RUNNING:
        return 0
    proposals = [one for answer in found for one in _proposals(row, world, answer)]
    Proposal.objects.bulk_create(proposals)
    row.state, row.finished_at, row.done = RunState.DONE, timezone.now(), len(found)
    row.summary = summary_of(found)
    row.save(update_fields=["state", "finished_at", "done", "summary"])
    audit.record(
        type="redistribution.done",
        by=None,
        target=row,
        after={"proposals": len(proposals), **{name: row.summary["after"][name] for name in ("uncovered", "lost")}},
        delegation=row.delegation_id,
    )
    return len(proposals)


def _proposals(run: RedistributionRun, world: World, answer: Answer) -> Iterator[Proposal]:
    """A trip is a proposal for each place of the donor where its lots lie; the figures go with the first."""
    left: dict[tuple[int, int], list[list[int]]] = {}
    for trip in answer.trips:
        by_place: dict[int, list[dict[str, int]]] = defaultdict(list)
        for lot, pieces in trip.lots:
            shelves = left.setdefault(
                (trip.source, lot),
                [list(shelf) for shelf in sorted(world.shelves[trip.source, answer.drug, lot], key=lambda s: -s[1])],
            )
            wanted = pieces
            for shelf in shelves:
                taken = min(shelf[1], wanted)
                if taken:
                    by_place[shelf[0]].append({"lot": lot, "pieces": taken})
                    shelf[1] -= taken
                    wanted -= taken
        for number, (place, lots) in enumerate(
            sorted(by_place.items(), key=lambda item: -sum(part["pieces"] for part in item[1]))
        ):
            pieces = sum(part["pieces"] for part in lots)
            first = number == 0
            yield Proposal(
                run=run,
                drug_id=answer.drug,
                from_place_id=place,
                to_place_id=world.takers[trip.target],
                pieces=pieces,
                lots=lots,
                transit_days=trip.days,
                arrives_on=world.today + timedelta(days=trip.days),
                doses=trip.doses if first else 0,
                saved=trip.saved if first else 0,
                cost=Decimal(trip.cost * pieces) / Decimal(trip.pieces * 100),
                is_fair_share=trip.is_share,
                facts=facts_of(world, trip, pieces),
            )


def facts_of(world: World, trip: Trip, pieces: int) -> dict[str, Any]:
    """What the sentence of a proposal is made of; days as ISO text."""

    def day(number: int | None) -> str | None:
        return None if number is None else (world.today + timedelta(days=number)).isoformat()

    return {
        "from": world.names[trip.source],
        "to": world.names[trip.target],
        "pieces": pieces,
        "of_trip": trip.pieces,
        "doses": trip.doses,
        "lacked_doses": trip.lacked_doses,
        "lacked_pieces": trip.lacked_pieces,
        "first_dose": day(trip.first_dose),
        "last_dose": day(trip.last_dose),
        "filled": trip.filled,
        "saved": trip.saved,
        "arrives": day(trip.days),
        "days": trip.days,
        "life": trip.life,
        "left": trip.left,
        "kept": trip.kept,
        "is_share": trip.is_share,
    }


def summary_of(found: list[Answer]) -> dict[str, Any]:
    """Before and after, added up and by drug; whether each drug's answer is proven best."""
    labels = {drug.pk: drug.label for drug in Drug.objects.filter(pk__in=[answer.drug for answer in found])}

    def total(scores: list[Score]) -> dict[str, int]:
        return {name: sum(getattr(score, name) for score in scores) for name in ("uncovered", "short", "lost", "cost")}

    return {
        "before": total([answer.plan.before for answer in found]),
        "after": total([answer.plan.after for answer in found]),
        "proven": sum(answer.plan.proven for answer in found),
        "drugs": [
            {
                "drug": answer.drug,
                "label": labels[answer.drug],
                "proven": answer.plan.proven,
                "gap": answer.plan.gap,
                "off": asdict(answer.plan.off),
                "seconds": answer.plan.seconds,
                "moves": len(answer.trips),
                "before": asdict(answer.plan.before),
                "after": asdict(answer.plan.after),
            }
            for answer in found
        ],
    }
