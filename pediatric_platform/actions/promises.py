"""What families were shown about a session, and whether it came true: the only writers of promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.models import Channel, Child, Promise

# A day that nobody wrote down is asked about this long, and then never came to be tested.
WAITS_DAYS = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer as a relative saw it: an answer that coverage no longer stands by is shown as «unknown»."""

    session_id: int
    unit_id: int
    answer: str
    needed_on: date
    expected_on: date | None = None
    data_at: datetime | None = None


def show(
    *, person: Person, child: Child, answers: Sequence[Shown], channel: Channel, now: datetime | None = None
) -> int:
    """Keep what this person was shown, one row per session, channel, answer and days: seen again, the row's last moment
    moves on. One statement, whatever the number of sessions; how many answers were shown.
    """
    if not answers:
        return 0
    now = now or timezone.now()
    rows = [
        Promise(
            child=child,
            session_id=shown.session_id,
            unit_id=shown.unit_id,
            person=person,
            channel=channel,
            answer=shown.answer,
            needed_on=shown.needed_on,
            expected_on=shown.expected_on,
            data_at=shown.data_at,
            first_shown_at=now,
            last_shown_at=now,
        )
        for shown in answers
    ]
    Promise.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["session", "person", "channel", "answer", "needed_on", "expected_on"],
        update_fields=["last_shown_at"],
    )
    return len(rows)


@transaction.atomic
def settle_promises(*, today: date, now: datetime | None = None) -> dict[str, int]:
    """Say of each promise whose day has passed whether it came true; how many by outcome. Run twice, the second finds
    nothing.

    «Complete» and «on its way»: kept when the session was given on that day with all that it needed; broken when it was
    given without a drug that was not there, or last moved off that day, or called off on it, for want of a drug; void
    when it was moved or called off for another reason, or given on another day that nobody explained. «Missing» and
    «unknown» promise nothing: void. A day that nobody wrote down waits WAITS_DAYS.
    """
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, {"today": today, "now": now or timezone.now(), "waits": WAITS_DAYS})
        counts: dict[str, int] = dict(cursor.fetchall())
    if counts:
        audit.record(type="promises.settled", by=None, after=counts)
    return counts


SETTLE = """
    WITH due AS (
        SELECT promise.id,
               CASE
                   WHEN promise.answer NOT IN ('covered', 'incoming') THEN 'void'
                   WHEN session.state = 'given' AND session.given_on = promise.needed_on THEN
                        CASE WHEN EXISTS (
                            SELECT FROM pediatric_platform_dose AS dose
                             WHERE dose.session_id = session.id AND dose.was_missing
                        ) THEN 'broken' ELSE 'kept' END
                   WHEN left_day.reason = 'missing_drug' THEN 'broken'
                   WHEN session."on" = promise.needed_on AND session.cancel_reason = 'missing_drug' THEN 'broken'
                   WHEN left_day.reason IS NOT NULL OR session.state <> 'planned' THEN 'void'
                   WHEN promise.needed_on < %(today)s::date - %(waits)s::int THEN 'void'
               END AS outcome
          FROM pediatric_platform_promise AS promise
          JOIN pediatric_platform_session AS session ON session.id = promise.session_id
          LEFT JOIN LATERAL (
              SELECT move.reason
                FROM pediatric_platform_sessionmove AS move
               WHERE move.session_id = promise.session_id AND move.moved_from = promise.needed_on
               ORDER BY move.at DESC, move.id DESC
               LIMIT 1
          ) AS left_day ON session."on" <> promise.needed_on
         WHERE promise.outcome = 'pending' AND promise.needed_on < %(today)s::date
    ), settled AS (
        UPDATE pediatric_platform_promise AS promise
           SET outcome = due.outcome, settled_at = %(now)s
          FROM due
         WHERE promise.id = due.id AND due.outcome IS NOT NULL
     RETURNING promise.outcome
    )
    SELECT outcome, count(*)::int FROM settled GROUP BY outcome
"""
