"""Sessions as pages show them: what is given, and whether everything for it is there. Set-based."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from pediatric_platform.models import Child, ChildState, Dose, DosePiece, PlanState, Session, SessionState
from pediatric_platform.reach import COVERED, RANKS, UNKNOWN, seen_as
from pediatric_platform.selectors.mixing.made import made_of
from supply.selectors.coverage import Answer, LineAnswer, answers


@dataclass(frozen=True, slots=True)
class DatedSession:
    """A session with its answer. `rank` as in `reach` (None: nothing is asked for it: given, cancelled).

    `is_made`: nothing is needed from the shelf any more, because all of it is mixed and fit, or was handed out.
    """

    session: Session
    doses: tuple[Dose, ...]
    answer: Answer | None
    rank: int | None
    data_age: int | None
    is_made: bool = False

    @property
    def missing(self) -> tuple[LineAnswer, ...]:
        """Drugs of which something is short; none where the answer is too old to be told."""
        if self.answer is None or self.rank == UNKNOWN:
            return ()
        return tuple(line for line in self.answer.lines if line.short)

    @property
    def to_confirm(self) -> tuple[Dose, ...]:
        """Doses that wait for a clinician."""
        return tuple(dose for dose in self.doses if dose.state == "planned" and dose.awaits_confirmation)

    @property
    def drugs(self) -> list[str]:
        """What is given, each name once, in order."""
        return list(dict.fromkeys(dose.name for dose in self.doses if dose.state != "omitted"))


def standing(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Those still to be given: planned, of a plan in course, of a child in treatment."""
    return sessions.filter(
        state=SessionState.PLANNED, plan__state=PlanState.ACTIVE, plan__child__state=ChildState.ACTIVE
    )


def upcoming(child: Child, today: date, days: int = 60) -> list[DatedSession]:
    """A child's sessions from today on, with their answers."""
    ahead = Session.objects.filter(plan__child=child).between(today, today + timedelta(days=days))
    return answered(standing(ahead).order_by("on", "pk"))


def answered(sessions: QuerySet[Session], now: datetime | None = None) -> list[DatedSession]:
    """The sessions with doses, pieces and answers: ten queries at most, however many there are."""
    pieces = Prefetch("pieces", DosePiece.objects.select_related("drug").order_by("pk"))
    doses = Prefetch("doses", Dose.objects.order_by("position", "pk").prefetch_related(pieces))
    rows = list(sessions.select_related("plan__child", "unit").prefetch_related(doses))
    return with_answers(rows, now)


def with_answers(rows: Iterable[Session], now: datetime | None = None) -> list[DatedSession]:
    """Sessions that are at hand, doses prefetched, with what supply answers of them."""
    rows, now = list(rows), now or timezone.now()
    planned = [row for row in rows if row.state == SessionState.PLANNED]
    found = answers([row.reference for row in planned]) if planned else {}
    unasked = [row.pk for row in planned if row.reference not in found]
    made = made_of(unasked).ready if unasked else frozenset()
    return [_dated(row, found.get(row.reference), now, is_made=row.pk in made) for row in rows]


def _dated(session: Session, answer: Answer | None, now: datetime, *, is_made: bool) -> DatedSession:
    rank = None
    if is_made:
        return DatedSession(session, tuple(session.doses.all()), None, COVERED, None, is_made=True)
    if session.state == SessionState.PLANNED:
        rank = UNKNOWN if answer is None else seen_as(RANKS[answer.status], is_known=answer.is_known(now))
    age = None if answer is None else answer.data_age_days(now)
    return DatedSession(session, tuple(session.doses.all()), answer, rank, age)
