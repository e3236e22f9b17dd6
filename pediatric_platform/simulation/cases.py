"""Simulated cases: two months of them, told, worked at, confirmed or not, and what stands open today. Seeded.

Each is a story that the cases' own actions tell, one act at its time; all of them run in the order of time, with the
sweep of the clocks between them, so that what is overdue went up by itself.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import Count

from delegations import audit
from pediatric_platform.actions.cases import sweep_cases
from pediatric_platform.errors.cases import CaseIsOver
from pediatric_platform.models import Case, CaseAttachment
from pediatric_platform.simulation.case_notices import Notices
from pediatric_platform.simulation.case_people import ground_of
from pediatric_platform.simulation.case_stories import STORIES, Acts, Story, World
from pediatric_platform.simulation.unmet import note_past, void_what_was_given

FINISHED = "cases.simulated"
# The sweep runs each minute; here often enough that what is overdue today stands where it would.
SWEPT_FOR, SWEPT_EACH = timedelta(days=7), timedelta(hours=8)


class CaseSimulationRefused(Exception):
    """Real cases are here, or nobody to tell some of; the text says what to do."""


@dataclass
class Made:
    cases: int = 0
    attachments: int = 0
    notices: int = 0
    unmet: int = 0
    by_state: dict[str, int] = field(default_factory=dict)
    by_level: dict[int, int] = field(default_factory=dict)


@transaction.atomic
def simulate_cases(*, now: datetime, seed: int = 2026) -> Made:
    """Everything or nothing."""
    if Case.objects.exists():
        raise CaseSimulationRefused("Esta base ya tiene casos; los simulados solo se agregan a una base sin ellos.")
    ground = ground_of(now)
    if ground is None:
        raise CaseSimulationRefused("Faltan niñas y niños simulados con familias: simulate_children.")
    made, notices = Made(), Notices()
    made.unmet = note_past()
    world = World(ground, Random(f"{seed}:acts"))  # noqa: S311
    _tell(world, now, Random(f"{seed}:times"), notices)  # noqa: S311
    void_what_was_given()
    Case.objects.update(is_simulated=True)
    made.notices = notices.write(now)
    made.cases, made.attachments = Case.objects.count(), CaseAttachment.objects.count()
    made.by_state = dict(Case.objects.order_by().values_list("state").annotate(Count("pk")))
    made.by_level = dict(Case.objects.standing().order_by().values_list("level").annotate(Count("pk")))
    audit.record(type=FINISHED, by=None, after={"seed": seed, "cases": made.cases})
    return made


def _tell(world: World, now: datetime, times: Random, notices: Notices) -> None:
    """Every story's next act in the order of time, the sweep between them; acts that lie ahead are not told."""
    line: list[tuple[datetime, int, Story | Acts | None]] = []
    for story in STORIES:
        for _number in range(story.count):
            line.append(
                (_daytime(now - timedelta(days=times.uniform(story.newest, story.oldest)), now), len(line), story)
            )
    at = now - SWEPT_FOR
    while at <= now:
        line.append((at, len(line), None))
        at += SWEPT_EACH
    heapq.heapify(line)
    while line:
        at, number, what = heapq.heappop(line)
        if what is None:
            sweep_cases(now=at)
            notices.mark(at)
            continue
        acts = what.tell(world, at) if isinstance(what, Story) else what
        try:
            following = next(acts, None)
        except CaseIsOver:  # a dose that was given has ended it meanwhile: nothing is left to tell
            following = None
        notices.mark(at)
        if following is not None and following < now:
            heapq.heappush(line, (max(following, at), number, acts))


def _daytime(at: datetime, now: datetime) -> datetime:
    """Told between eight in the morning and eight in the evening, in the middle of the country."""
    moved = at.replace(hour=14 + at.hour % 10)
    return moved if moved < now else at
