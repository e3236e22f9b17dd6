"""What the simulated families were told about days that are past, settled by the action that settles all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from pediatric_platform.actions.promises import settle_promises
from pediatric_platform.models import Channel, Guardian, MoveReason, Promise, Session, SessionMove
from pediatric_platform.simulation.registry import BATCH
from supply.models import CoverageStatus

BACK = timedelta(days=75)
# Of a hundred past days, how many a family had looked at.
LOOKED = 62


def promise(
    past: Sequence[Session], moves: Sequence[SessionMove], guardians: Sequence[Guardian], today: date, seed: int
) -> int:
    """Rows of what was shown; how many. Put off for want of a drug, most had been told it was missing; some had not."""
    guardian_of: dict[int, list[Guardian]] = defaultdict(list)
    for guardian in guardians:
        guardian_of[guardian.child_id].append(guardian)
    move_of = {move.session_id: move for move in moves}
    rows = []
    for session in past:
        rng = Random(f"{seed}:promise:{session.plan.child.folio}:{session.planned_on}")  # noqa: S311
        if session.planned_on < today - BACK:
            continue
        for guardian in guardian_of.get(session.plan.child_id, ()):
            if rng.randrange(100) >= LOOKED or guardian.since.date() >= session.planned_on:
                continue
            answer, expected_on = _told(rng, session, move_of.get(session.pk))
            shown = timezone.make_aware(
                datetime.combine(session.planned_on - timedelta(days=rng.randint(1, 6)), time(rng.randint(8, 21)))
            )
            rows.append(
                Promise(
                    child_id=session.plan.child_id,
                    session=session,
                    unit_id=session.unit_id,
                    person_id=guardian.person_id,
                    channel=Channel.MAIL if rng.random() < 0.12 else Channel.PAGE,
                    answer=answer,
                    needed_on=session.planned_on,
                    expected_on=expected_on,
                    data_at=shown - timedelta(hours=rng.randint(1, 20)),
                    first_shown_at=shown,
                    last_shown_at=shown + timedelta(hours=rng.randint(0, 10)),
                )
            )
    Promise.objects.bulk_create(rows, batch_size=BATCH)
    settle_promises(today=today)
    return len(rows)


def _told(rng: Random, session: Session, move: SessionMove | None) -> tuple[str, date | None]:
    if move is not None and move.reason == MoveReason.MISSING_DRUG and rng.random() < 0.25:
        return CoverageStatus.UNCOVERED, None
    if rng.random() < 0.14:
        return CoverageStatus.INCOMING, session.planned_on - timedelta(days=rng.randint(0, 2))
    return CoverageStatus.COVERED, None
