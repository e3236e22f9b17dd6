"""Every night: what the data say of the conditions, and what becomes of the agreements. Safe to repeat, at any hour.

Any number of agreements: some queries for each kind of condition, one statement for what was measured, one for what
changed. A row that somebody changed meanwhile is left to them and to the next night (compare-and-set by edition).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from delegations import audit
from delegations.notify import Notice, tell_all
from meetings.actions.agreements.owners import refresh_owners
from meetings.agreement_notices import notice
from meetings.agreement_standing import RISK_DAYS, WATCHED_FOR, Facts, event_of, state_of
from meetings.conditions import joined, measure
from meetings.conditions.measured import Measured
from meetings.models import PENDING, Agreement, AgreementEvent, AgreementEventKind, AgreementState, Condition
from meetings.selectors.agreements.above import Above

BATCH = 1_000

MEASURED = """
UPDATE meetings_condition AS c
   SET met = n.met, met_since = n.met_since, value = n.value, data_as_of = n.data_as_of, evaluated_at = %(now)s
  FROM unnest(%(ids)s::bigint[], %(met)s::boolean[], %(since)s::date[], %(value)s::numeric[],
              %(data_as_of)s::timestamptz[]) AS n (id, met, met_since, value, data_as_of)
 WHERE c.id = n.id AND (c.evaluated_at IS NULL OR c.evaluated_at <= %(now)s)
"""
CHANGED = """
UPDATE meetings_agreement AS a
   SET state = n.state, state_at = %(now)s, fulfilled_on = n.fulfilled_on, edition = a.edition + 1,
       reopenings = a.reopenings + n.reopened
  FROM unnest(%(ids)s::bigint[], %(editions)s::int[], %(states)s::text[], %(fulfilled)s::date[],
              %(reopened)s::int[]) AS n (id, edition, state, fulfilled_on, reopened)
 WHERE a.id = n.id AND a.edition = n.edition
RETURNING a.id
"""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How much of each."""

    conditions: int = 0
    unknown: int = 0
    owners: int = 0
    fulfilled: int = 0
    at_risk: int = 0
    broken: int = 0
    reopened: int = 0
    eased: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A row that stands otherwise from tonight on."""

    row: Agreement
    state: AgreementState
    kind: AgreementEventKind
    measured: Measured | None
    on: date | None

    @property
    def undone(self) -> bool:
        return self.row.state == AgreementState.FULFILLED


def evaluate_agreements(*, now: datetime | None = None, batch: int = BATCH) -> Evaluated:
    """Measure all there is to measure, and change what stands otherwise."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    owners = refresh_owners(now=now)
    conditions = list(joined(_watched(now)))
    measured = measure(conditions, now)
    rows = _rows(conditions, today)
    changes = [change for row, condition in rows if (change := _change(row, condition, measured, today)) is not None]
    said = _turns(conditions, measured, {change.row.pk for change in changes})
    _store_measured(conditions, measured, said, now)
    done: Counter[str] = Counter()
    told = 0
    for start in range(0, len(changes), batch):
        written, notices = _write(changes[start : start + batch], now)
        done.update(written)
        told += notices
    return Evaluated(
        conditions=len(conditions),
        unknown=sum(one.met is None for one in measured.values()),
        owners=owners,
        fulfilled=done[AgreementEventKind.FULFILLED],
        at_risk=done[AgreementEventKind.AT_RISK],
        broken=done[AgreementEventKind.BROKEN],
        reopened=done["undone"],
        eased=done[AgreementEventKind.MEASURED],
        told=told,
    )


def _watched(now: datetime) -> Any:
    """Conditions of what is owed, and of what was kept a short while ago."""
    recent = Q(agreement__state=AgreementState.FULFILLED, agreement__state_at__gte=now - WATCHED_FOR)
    return Condition.objects.filter(Q(agreement__state__in=PENDING) | recent, agreement__agreed_at__lte=now)


def _rows(conditions: Sequence[Condition], today: date) -> list[tuple[Agreement, Condition | None]]:
    """Agreements that may change: those that are measured, and the others whose day is near or past."""
    near = today + timedelta(days=RISK_DAYS)
    unmeasured = Agreement.objects.pending().filter(condition__isnull=True)
    others = unmeasured.filter(Q(due_on__lte=near) | ~Q(state=AgreementState.OPEN))
    return [*((condition.agreement, condition) for condition in conditions), *((row, None) for row in others)]


def _change(row: Agreement, condition: Condition | None, measured: dict[int, Measured], today: date) -> Change | None:
    found = measured.get(condition.pk) if condition is not None else None
    facts = Facts(
        row.state,
        row.due_on,
        by_hand=bool(row.closing_note),
        kind=condition.kind if condition is not None else "",
        value=condition.value if condition is not None else None,
        data_as_of=condition.data_as_of if condition is not None else None,
    )
    after = state_of(facts, found, today)
    if after == row.state:
        return None
    kept = min(found.kept_on or today, today) if found is not None and after == AgreementState.FULFILLED else None
    return Change(row, after, event_of(row.state, after), found, kept)


def _turns(conditions: Iterable[Condition], measured: dict[int, Measured], changed: set[int]) -> list[Condition]:
    """Conditions that hold now and did not, or the other way round, while their agreement stands as it stood."""
    return [
        row
        for row in conditions
        if row.evaluated_at is not None and row.met != measured[row.pk].met and row.agreement_id not in changed
    ]


@transaction.atomic
def _store_measured(
    conditions: Sequence[Condition], measured: dict[int, Measured], turns: Sequence[Condition], now: datetime
) -> None:
    if not conditions:
        return
    found = [measured[row.pk] for row in conditions]
    with connection.cursor() as cursor:
        cursor.execute(
            MEASURED,
            {
                "now": now,
                "ids": [row.pk for row in conditions],
                "met": [one.met for one in found],
                "since": [one.since if one.met else None for one in found],
                "value": [one.value for one in found],
                "data_as_of": [one.data_as_of for one in found],
            },
        )
    AgreementEvent.objects.bulk_create(
        AgreementEvent(
            agreement_id=row.agreement_id, kind=AgreementEventKind.MEASURED, at=now, before=row.agreement.state,
            after=row.agreement.state, value=measured[row.pk].value, data_as_of=measured[row.pk].data_as_of,
        )
        for row in turns
    )  # fmt: skip


@transaction.atomic
def _write(changes: Sequence[Change], now: datetime) -> tuple[Counter[str], int]:
    """Take those that nobody else has taken; their events, their trail, and what people are told."""
    ids = [change.row.pk for change in changes]
    # One after the other by number, as everybody who writes many does.
    list(Agreement.objects.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk").values_list("pk"))
    with connection.cursor() as cursor:
        cursor.execute(
            CHANGED,
            {
                "now": now,
                "ids": ids,
                "editions": [change.row.edition for change in changes],
                "states": [change.state.value for change in changes],
                "fulfilled": [change.on for change in changes],
                "reopened": [int(change.undone) for change in changes],
            },
        )
        taken = {pk for (pk,) in cursor.fetchall()}
    done = [change for change in changes if change.row.pk in taken]
    AgreementEvent.objects.bulk_create(
        AgreementEvent(
            agreement=change.row, kind=change.kind, at=now, before=change.row.state, after=change.state,
            value=change.measured.value if change.measured else None,
            data_as_of=change.measured.data_as_of if change.measured else None,
        )
        for change in done
    )  # fmt: skip
    audit.record_all(
        type="agreement.evaluated",
        by=None,
        rows=[(change.row, {"state": change.row.state}, {"state": change.state.value}) for change in done],
    )
    counted = Counter(str(change.kind) for change in done)
    counted["undone"] = sum(change.undone for change in done)
    return counted, len(tell_all(_notices(done, now)))


def _notices(changes: Sequence[Change], now: datetime) -> list[Notice]:
    """Owners; of what is broken also who is above them. By folio and day, so that a second run tells nothing twice."""
    tellable = [change for change in changes if change.kind != AgreementEventKind.MEASURED]
    if not tellable:
        return []
    full = Agreement.objects.select_related("meeting__series", "owner__person", "owner_unit", "owner_delegation")
    rows = full.in_bulk([change.row.pk for change in tellable])
    above = Above(rows.values(), now)
    mark = f"{now:%Y%m%d%H%M}"
    found = []
    for change in tellable:
        row = rows[change.row.pk]
        if change.state == AgreementState.FULFILLED:
            found.append(notice("agreement.fulfilled", row, [row.owner], mark, on=change.on))
        elif change.state == AgreementState.BROKEN:
            found.append(notice("agreement.broken", row, [row.owner], mark))
            found.append(notice("agreement.broken_above", row, above.of(row), mark, owner=above.name(row)))
        elif change.undone:
            found.append(notice("agreement.reopened", row, [row.owner], mark, reason=""))
        else:
            found.append(notice("agreement.at_risk", row, [row.owner], mark))
    return [one for one in found if one.to]
