"""A case ends by itself when what it lacked was given and somebody wrote that down, wherever that was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from delegations import audit
from delegations.notify import tell_all
from pediatric_platform.actions.cases.telling import notice
from pediatric_platform.models import STANDING, Case, CaseEvent, CaseEventKind, CaseFollower, CaseState, ConfirmedBy

BATCH = 1000

# A dose of the case's drug, in whatever strength, or the session that the case is about, given whole. Both the moment
# at which it was written down and the day on which it was given come after the case was told, or opened anew: what was
# given this morning proves nothing of what was missing this afternoon, nor does an old dose that is captured late.
# A thing that was wrong, or something else than a medicine, is not put right by a dose.
GIVEN = """
SELECT DISTINCT ON (f.id) f.id, d.id, f.case_id
  FROM pediatric_platform_casefollower AS f
  JOIN pediatric_platform_case AS c ON c.id = f.case_id
  JOIN delegations_unit AS u ON u.id = c.unit_id
  LEFT JOIN supply_drug AS g ON g.id = c.drug_id
 CROSS JOIN LATERAL (
       SELECT greatest(f.since, max(e.at)) AS since FROM pediatric_platform_caseevent AS e
        WHERE e.case_id = c.id AND e.kind IN ('reopened', 'disputed')) AS told
  JOIN pediatric_platform_plan AS p ON p.child_id = f.child_id
  JOIN pediatric_platform_session AS s
    ON s.plan_id = p.id AND (s.recorded_at IS NULL OR s.recorded_at >= told.since) AND s.state <> 'cancelled'
  JOIN pediatric_platform_dose AS d ON d.session_id = s.id AND d.state = 'given'
  LEFT JOIN supply_document AS doc ON doc.id = d.document_id
  LEFT JOIN LATERAL (
       SELECT max(e.at) AS at FROM pediatric_platform_mixture AS m
         JOIN pediatric_platform_mixtureevent AS e ON e.mixture_id = m.id
        WHERE m.dose_id = d.id AND e.after = 'administered') AS mixed ON true
 WHERE c.state = ANY(%(standing)s) AND c.kind NOT IN ('wrong', 'other')
   AND f.left_at IS NULL AND f.confirmed_at IS NULL AND f.child_id IS NOT NULL
   AND (%(children)s::bigint[] IS NULL OR f.child_id = ANY(%(children)s::bigint[]))
   AND (%(cases)s::bigint[] IS NULL OR c.id = ANY(%(cases)s::bigint[]))
   AND coalesce(mixed.at, doc.posted_at, s.recorded_at) >= told.since
   AND coalesce((mixed.at AT TIME ZONE u.time_zone)::date, doc.occurred_on, s.given_on)
       >= (told.since AT TIME ZONE u.time_zone)::date
   AND ((g.inn <> '' AND d.inn = g.inn)
        OR EXISTS (SELECT FROM pediatric_platform_dosepiece AS x WHERE x.dose_id = d.id AND x.drug_id = g.id)
        OR (s.id = f.session_id AND s.state = 'given'
            AND NOT EXISTS (SELECT FROM pediatric_platform_dose AS o WHERE o.session_id = s.id AND o.was_missing)))
 ORDER BY f.id, d.id
 LIMIT %(limit)s
"""

# Whoever was given something lately, as far as it was written in the session or the mixture.
LATELY = """
SELECT p.child_id FROM pediatric_platform_session AS s JOIN pediatric_platform_plan AS p ON p.id = s.plan_id
 WHERE s.state = 'given' AND s.recorded_at >= %(since)s
 UNION
SELECT p.child_id FROM pediatric_platform_mixtureevent AS e
  JOIN pediatric_platform_mixture AS m ON m.id = e.mixture_id
  JOIN pediatric_platform_dose AS d ON d.id = m.dose_id
  JOIN pediatric_platform_session AS s ON s.id = d.session_id
  JOIN pediatric_platform_plan AS p ON p.id = s.plan_id
 WHERE e.after = 'administered' AND e.at >= %(since)s
"""
# A sweep that was away for less than this misses nothing; the nightly one looks at everything.
WINDOW = timedelta(days=2)


def confirm_recent(*, now: datetime) -> int:
    """Confirm whoever was given lately what their case lacks: what a sweep does each minute."""
    with connection.cursor() as cursor:
        cursor.execute(LATELY, {"since": now - WINDOW})
        children = [pk for (pk,) in cursor.fetchall()]
    return confirm_by_records(child_ids=children, now=now, waits=False) if children else 0


def confirm_by_records(
    *,
    child_ids: Collection[int] | None = None,
    now: datetime | None = None,
    batch: int = BATCH,
    waits: bool | None = None,
) -> int:
    """Confirm whoever of these children (of all, without) was given what their case lacks; how many were confirmed.

    `waits`: for who holds a case at this moment, as whoever gives a dose does; a sweep leaves it to the next one.

    A case ends with the last of them. Run twice, or by two at once, it confirms nobody twice.
    """
    waits = child_ids is not None if waits is None else waits
    done, more = 0, True
    while more:
        found, confirmed = _confirm_some(child_ids, now or timezone.now(), batch, waits)
        done += confirmed
        more = found == batch and confirmed > 0
    return done


@transaction.atomic
def _confirm_some(child_ids: Collection[int] | None, now: datetime, batch: int, waits: bool) -> tuple[int, int]:
    children = None if child_ids is None else sorted(child_ids)
    found = _given(children, None, batch)
    if not found:
        return 0, 0
    rows = Case.objects.filter(pk__in={case for _f, _d, case in found}, state__in=STANDING).order_by("pk")
    held = rows.select_for_update(of=("self",), no_key=True, skip_locked=not waits)
    cases = {case.pk: case for case in held.select_related("unit__delegation", "owner__person", "drug")}
    # Asked again of what is held: a family's «not yet», or another drug, may have come while this waited.
    proofs = [(follower, dose) for follower, dose, _case in _given(children, sorted(cases), batch)] if cases else []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE pediatric_platform_casefollower AS f
               SET confirmed_at = %s, confirmed_how = %s, dose_id = proof.dose
              FROM unnest(%s::bigint[], %s::bigint[]) AS proof (follower, dose)
             WHERE f.id = proof.follower AND f.confirmed_at IS NULL AND f.left_at IS NULL
            RETURNING f.case_id, f.id, f.dose_id
            """,
            [now, ConfirmedBy.RECORD.value, [row[0] for row in proofs], [row[1] for row in proofs]],
        )
        confirmed: list[tuple[int, int, int]] = cursor.fetchall()
    if confirmed:
        _end(cases, confirmed, now)
    return len(found), len(confirmed)


def _given(children: list[int] | None, cases: list[int] | None, limit: int) -> list[tuple[int, int, int]]:
    """(follower, dose, case) of those who were given what their case lacks."""
    asked = {"standing": [str(state) for state in STANDING], "children": children, "cases": cases, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, asked)
        return list(cursor.fetchall())


def _end(cases: dict[int, Case], confirmed: list[tuple[int, int, int]], now: datetime) -> None:
    """The event of each case, and the end of those that nobody else has to confirm."""
    of_case: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for case_id, follower, dose in confirmed:
        of_case[case_id].append((follower, dose))
    open_still = set(CaseFollower.objects.unconfirmed().filter(case__in=of_case).values_list("case", flat=True))
    over = [cases[pk] for pk in sorted(of_case) if pk not in open_still]
    data = {
        pk: {"how": "record", "followers": [f for f, _d in told], "doses": [d for _f, d in told]}
        for pk, told in of_case.items()
    }
    CaseEvent.objects.bulk_create(
        CaseEvent(case=cases[pk], kind=CaseEventKind.CONFIRMED, at=now, for_family=True, data=data[pk])
        for pk in sorted(of_case)
    )
    Case.objects.filter(pk__in=[case.pk for case in over]).update(
        state=CaseState.CONFIRMED, ended_at=now, ended_by=None, deadline_at=None, remind_at=None, contact_by=None,
        waiting_for="", waiting_until=None, edition=F("edition") + 1,
    )  # fmt: skip
    ended = {case.pk for case in over}
    audit.record_all(
        type="case.confirmed",
        by=None,
        rows=[
            (cases[pk], {"state": str(cases[pk].state)}, data[pk] | {"ended": pk in ended}) for pk in sorted(of_case)
        ],
    )
    tell_all([notice("case.confirmed", case, [case.owner], f"record:{now:%Y%m%d%H%M%S}") for case in over])
