"""Mail to a family that asked for it: an answer that changed in the week before a session, a session on another day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from delegations import audit
from delegations.actions.notice_preferences import choose_paces
from delegations.models import Channel as Way
from delegations.models import NoticePreference, Pace, Person
from delegations.notify import Notice, tell_all
from pediatric_platform.actions.promises import Shown, show
from pediatric_platform.models import (
    Channel,
    Child,
    ChildState,
    Guardian,
    Promise,
    Session,
    SessionMove,
)
from pediatric_platform.selectors.family import shown_of
from pediatric_platform.selectors.mixing.made import made_of
from supply.models import CoverageStatus
from supply.selectors.coverage import answers

KINDS = ("family.answer_changed", "family.session_moved")
# Only a session so near is worth a mail.
NEAR_DAYS = 7
# A change of day older than this was told or is no news.
MOVE_IS_NEWS = timedelta(days=2)


@transaction.atomic
def choose_mail(*, wanted: bool, by: Person) -> bool:
    """The relative gives or takes back leave for mail about their children; whether that changed anything."""
    pace = Pace.NOW if wanted else Pace.NEVER
    changed = choose_paces(paces={(kind, Way.EMAIL): pace for kind in KINDS}, by=by)
    if changed:
        audit.record(type="family_mail.chosen", by=by, target=by, after={"wanted": wanted})
    return bool(changed)


def wants_mail(person: Person) -> bool:
    """Whether the relative gave leave."""
    chosen = NoticePreference.objects.filter(person=person, kind=KINDS[0], channel=Way.EMAIL)
    return chosen.exclude(pace=Pace.NEVER).exists()


@transaction.atomic
def tell_changed_answers(*, now: datetime | None = None) -> int:
    """Write to those who asked, once a day and child, where a session of the coming week is answered otherwise than
    they were last told by any way: page, calendar or mail. A first answer is told if something is missing. How many.

    What was not told today because of that limit differs tomorrow still, and is told then.
    """
    now = now or timezone.now()
    guardians = _who_asked(KINDS[0])
    if not guardians:
        return 0
    sessions = _sessions_near(guardians, now)
    known = answers([session.reference for rows in sessions.values() for session in rows])
    made = made_of([session.pk for rows in sessions.values() for session in rows])
    last = _last_told(guardians, sessions)
    notices: list[Notice] = []
    told: dict[tuple[int, str], tuple[Guardian, list[Shown]]] = {}
    for guardian in guardians:
        here = now.astimezone(guardian.child.unit.zone)
        changed = []
        for session in sessions.get(guardian.child_id, ()):
            shown = shown_of(session, known.get(session.reference), here, made)
            if shown is not None and _is_news(shown, last.get((session.pk, guardian.person_id))):
                changed.append(shown)
        if changed:
            key = f"{guardian.child_id}-{here.date()}"
            notices.append(_notice(KINDS[0], guardian, key, [_line(shown) for shown in changed]))
            told[guardian.person_id, key] = (guardian, changed)
    new = tell_all(notices)
    for notice in new:
        guardian, changed = told[notice.person_id, notice.key]
        show(person=guardian.person, child=guardian.child, answers=changed, channel=Channel.MAIL, now=now)
    _record(new)
    return len(new)


@transaction.atomic
def tell_moved_sessions(*, now: datetime | None = None) -> int:
    """Write to those who asked about the next session that changed its day, once a day and child; how many mails."""
    now = now or timezone.now()
    guardians = _who_asked(KINDS[1])
    if not guardians:
        return 0
    moves = (
        SessionMove.objects.filter(
            at__gte=now - MOVE_IS_NEWS,
            session__state="planned",
            session__on__gte=timezone.localdate(now),
            session__plan__child__in={guardian.child_id for guardian in guardians},
        )
        .select_related("session__plan")
        .order_by("session__on", "-at", "-pk")
    )
    nearest: dict[int, SessionMove] = {}
    for move in moves:
        nearest.setdefault(move.session.plan.child_id, move)
    notices = []
    for guardian in guardians:
        found = nearest.get(guardian.child_id)
        if found is not None and found.moved_to == found.session.on:
            key = f"{guardian.child_id}-{timezone.localtime(found.at).date()}-{found.moved_to}"
            line = {"was": found.moved_from, "on": found.session.on, "why": found.reason}
            notices.append(_notice(KINDS[1], guardian, key, [line]))
    new = tell_all(notices)
    _record(new)
    return len(new)


def _who_asked(kind: str) -> list[Guardian]:
    """Relatives with access who gave leave for mail, of children in treatment: never of one who died."""
    asked = NoticePreference.objects.filter(kind=kind, channel=Way.EMAIL).exclude(pace=Pace.NEVER).values("person")
    found = Guardian.objects.with_access().filter(
        person__in=asked, person__is_active=True, child__state=ChildState.ACTIVE
    )
    return list(found.select_related("person", "child__unit").order_by("child", "person"))


def _sessions_near(guardians: Sequence[Guardian], now: datetime) -> dict[int, list[Session]]:
    today = timezone.localdate(now)
    rows = (
        Session.objects.planned()
        .between(today, today + timedelta(days=NEAR_DAYS))
        .filter(plan__child__in={guardian.child_id for guardian in guardians})
        .select_related("plan")
        .order_by("on", "pk")
    )
    found: dict[int, list[Session]] = defaultdict(list)
    for session in rows:
        found[session.plan.child_id].append(session)
    return found


def _last_told(
    guardians: Sequence[Guardian], sessions: dict[int, list[Session]]
) -> dict[tuple[int, int], tuple[str, date, date | None]]:
    """The answer that each person saw last of each session, by whatever way."""
    rows = (
        Promise.objects.filter(
            session__in=[session.pk for found in sessions.values() for session in found],
            person__in={guardian.person_id for guardian in guardians},
        )
        .order_by("last_shown_at", "pk")
        .values_list("session", "person", "answer", "needed_on", "expected_on")
    )
    return {(session, person): (answer, on, expected) for session, person, answer, on, expected in rows}


def _is_news(shown: Shown, last: tuple[str, date, date | None] | None) -> bool:
    """Whether it differs from what was told. That we know nothing is told on the page, not by mail."""
    if shown.answer == CoverageStatus.UNKNOWN:
        return False
    if last is None:
        return shown.answer == CoverageStatus.UNCOVERED
    return (shown.answer, shown.expected_on) != (last[0], last[2])


def _line(shown: Shown) -> dict[str, Any]:
    return {"on": shown.needed_on, "answer": shown.answer, "expected_on": shown.expected_on}


def _notice(kind: str, guardian: Guardian, key: str, lines: list[dict[str, Any]]) -> Notice:
    child: Child = guardian.child
    path = reverse("pediatric:family-child", args=[child.folio])
    return Notice(kind, [guardian.person], key, {"days": lines}, path)


def _record(new: Iterable[Any]) -> None:
    count = len(list(new))
    if count:
        audit.record(type="family_mail.sent", by=None, after={"count": count})
