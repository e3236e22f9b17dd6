"""What a family's page says of a child: its next sessions with their answers, and whom to call. Set-based."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from delegations.models import Person, Posting, Unit, UnitKind
from delegations.roles import Role
from delegations.selectors.answering import central_office_posting, who_answers
from delegations.selectors.holidays import rest_days
from pediatric_platform.actions.promises import Shown
from pediatric_platform.family.days import heading
from pediatric_platform.family.medicines import common_names
from pediatric_platform.family.sentences import Facts, Solver, Told, stands, told
from pediatric_platform.models import (
    UNSOLVED,
    Child,
    ChildState,
    Dose,
    DoseState,
    PlanState,
    Session,
    SessionMove,
    SessionState,
    children_of,
)
from pediatric_platform.models.session import SessionQuerySet
from pediatric_platform.selectors.family_cases import FamilyCase
from pediatric_platform.selectors.mixing.made import Made, made_of
from supply.horizon import COVERAGE_DAYS
from supply.models import CoverageStatus, Drug
from supply.selectors.coverage import Answer, answers

# How far ahead the page shows sessions, and how long a change of day is told.
SHOWN_DAYS = 60
MOVE_TOLD_DAYS = 21
# A day that went by unrecorded stays on the page this long.
UNRECORDED_DAYS = 3
CLINICIANS_SHOWN = 4
# Days of rest that a deadline told on the page may meet.
AROUND = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Day:
    """A session as its family reads it. `shown` is what the promise ledger keeps of it; None: nothing was answered."""

    session: Session
    heading: str
    told: Told
    medicines: tuple[str, ...]
    shown: Shown | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom a family calls: about the medicines, above them, and those who treat the child."""

    solver: Solver
    above: Solver
    treating: tuple[Solver, ...]


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """`state`: active, paused, finished, abandoned or deceased; only an active one has days."""

    child: Child
    state: str
    now: datetime
    days: tuple[Day, ...]
    contacts: Contacts

    @property
    def next(self) -> Day | None:
        return self.days[0] if self.days else None

    @property
    def later(self) -> tuple[Day, ...]:
        return self.days[1:]

    @property
    def shown(self) -> list[Shown]:
        return [day.shown for day in self.days if day.shown is not None]


def own_children(person: Person) -> QuerySet[Child]:
    """The relative's children, with what their pages need."""
    return children_of(person).select_related("unit__delegation").order_by("given_names", "pk")


def family_page(child: Child, *, now: datetime | None = None, cases: Sequence[FamilyCase] = ()) -> FamilyPage:
    """The child's page at this moment, in the hospital's own zone. `cases`: the child's, whose clocks it tells."""
    here = (now or timezone.now()).astimezone(child.unit.zone)
    whom = contacts_of(child.unit)
    if child.state == ChildState.DECEASED:
        return FamilyPage(child, "deceased", here, (), whom)
    if child.state != ChildState.ACTIVE:
        return FamilyPage(child, child.state, here, (), whom)
    today = here.date()
    sessions = list(
        sessions_of(child)
        .filter(state=SessionState.PLANNED)
        .between(today - timedelta(days=UNRECORDED_DAYS), today + timedelta(days=SHOWN_DAYS))
    )
    # What went by unrecorded is told below what comes.
    coming = [session for session in sessions if session.on >= today]
    went = [session for session in sessions if session.on < today]
    days = days_of([*coming, *went], solver=whom.solver, now=here, cases=cases)
    paused = not sessions and child.plans.order_by("-pk").values_list("state", flat=True).first() == PlanState.STOPPED
    return FamilyPage(child, "paused" if paused else "active", here, tuple(days), whom)


def sessions_of(child: Child) -> SessionQuerySet:
    """The child's sessions, by day."""
    return Session.objects.filter(plan__child=child).select_related("plan").order_by("on", "pk")


def days_of(
    sessions: Sequence[Session], *, solver: Solver, now: datetime, cases: Sequence[FamilyCase] = ()
) -> list[Day]:
    """Each session as its family reads it: seven statements at most, whatever their number."""
    if not sessions:
        return []
    replies = answers([session.reference for session in sessions])
    names = _drug_names(replies)
    medicines = _medicines(sessions)
    moves = _moves(sessions, now)
    made = made_of([session.pk for session in sessions if session.state == SessionState.PLANNED])
    rest = rest_days(now.date() - AROUND, now.date() + AROUND)
    return [
        _day(
            session,
            replies.get(session.reference),
            names,
            medicines,
            moves.get(session.pk),
            made,
            solver,
            now,
            rest,
            _case_about(session, cases),
        )
        for session in sessions
    ]


def _day(
    session: Session,
    answer: Answer | None,
    names: Mapping[int, str],
    medicines: Mapping[int, tuple[str, ...]],
    move: SessionMove | None,
    made: Made,
    solver: Solver,
    now: datetime,
    rest: Collection[date],
    case: FamilyCase | None,
) -> Day:
    facts = Facts(
        on=session.on,
        state=session.state,
        given_on=session.given_on,
        paused=session.plan.state == PlanState.STOPPED,
        moved_from=move.moved_from if move else None,
        moved_reason=move.reason if move else "",
        ready=session.pk in made.ready,
        held=session.pk in made.held,
        holidays=rest,
    )
    lines = answer.lines if answer else ()
    missing = common_names(names[line.drug_id] for line in lines if line.status == CoverageStatus.UNCOVERED)
    coming = common_names(names[line.drug_id] for line in lines if line.status == CoverageStatus.INCOMING)
    said = told(
        facts,
        answer,
        missing=missing,
        coming=coming,
        solver=case.owner if case is not None and case.owner.name else solver,
        now=now,
        by_when=case.by_when if case is not None else "",
    )
    return Day(
        session,
        heading(session.on, now.date()),
        said,
        medicines.get(session.pk, ()),
        shown_of(session, answer, now, made),
        answer.computed_at if answer else None,
    )


def _case_about(session: Session, cases: Sequence[FamilyCase]) -> FamilyCase | None:
    """The gravest unsolved case about that session, or about something needed that day."""
    about = (
        row
        for row in cases
        if row.case.state in UNSOLVED
        and (
            row.follower.session_id == session.pk or (not row.follower.session_id and row.case.needed_on == session.on)
        )
    )
    return next(about, None)


def shown_of(session: Session, answer: Answer | None, now: datetime, made: Made) -> Shown | None:
    """What the promise ledger keeps of an answer; nothing of a session without one, past, or too far away."""
    today = now.date()
    if session.state != SessionState.PLANNED or session.plan.state == PlanState.STOPPED:
        return None
    if not today <= session.on <= today + timedelta(days=COVERAGE_DAYS):
        return None
    about, data_at = (session.pk, session.unit_id), answer.data_at if answer is not None else None
    known = answer if answer is not None and stands(answer, session.on, now) else None
    if session.pk in made.held and (known is None or known.status != CoverageStatus.UNCOVERED):
        return Shown(*about, CoverageStatus.UNKNOWN, session.on, data_at=data_at)
    if session.pk in made.ready:
        return Shown(*about, CoverageStatus.COVERED, session.on, data_at=data_at)
    if answer is None:
        return None
    if known is None:
        return Shown(*about, CoverageStatus.UNKNOWN, session.on, data_at=data_at)
    return Shown(*about, known.status, session.on, known.expected_on, data_at)


def contacts_of(unit: Unit, day: date | None = None) -> Contacts:
    """Whom to call at the hospital on a day; nobody's private telephone."""
    day = day or unit.today()
    who = who_answers(unit, day)
    central = central_office_posting(day) if unit.kind == UnitKind.UMAE or who.posting is None else None
    solver = _solver(who.posting or central, is_above=who.is_above or who.posting is None)
    above = _solver(central if unit.kind == UnitKind.UMAE else who.above, is_above=True)
    treating = (
        Posting.objects.current(day)
        .filter(unit=unit, role=Role.CLINICIAN, person__is_active=True)
        .exclude(office_phone="")
        .select_related("person", "unit", "delegation")
        .order_by("starts_on", "pk")[:CLINICIANS_SHOWN]
    )
    return Contacts(
        solver, above if above.name != solver.name else Solver(), tuple(_solver(posting) for posting in treating)
    )


def _solver(posting: Posting | None, *, is_above: bool = False) -> Solver:
    if posting is None:
        return Solver()
    email = "" if posting.contact_bounced_at else posting.office_email
    return Solver(posting.person.full_name, posting.office_phone, email, is_above=is_above)


def _drug_names(replies: Mapping[str, Answer]) -> dict[int, str]:
    told_of = (CoverageStatus.UNCOVERED, CoverageStatus.INCOMING)
    ids = {line.drug_id for answer in replies.values() for line in answer.lines if line.status in told_of}
    return dict(Drug.objects.filter(pk__in=ids).values_list("pk", "generic_name")) if ids else {}


def _medicines(sessions: Sequence[Session]) -> dict[int, tuple[str, ...]]:
    rows = (
        Dose.objects.filter(session__in=[session.pk for session in sessions])
        .exclude(state=DoseState.OMITTED)
        .order_by("session", "position", "pk")
        .values_list("session", "name")
    )
    found: dict[int, list[str]] = {}
    for session, name in rows:
        found.setdefault(session, []).append(name)
    return {session: common_names(names) for session, names in found.items()}


def _moves(sessions: Sequence[Session], now: datetime) -> dict[int, SessionMove]:
    """The last change of day of each, if it is recent."""
    recent = SessionMove.objects.filter(
        session__in=[session.pk for session in sessions], at__gte=now - timedelta(days=MOVE_TOLD_DAYS)
    )
    return {move.session_id: move for move in recent.order_by("at", "pk")}
