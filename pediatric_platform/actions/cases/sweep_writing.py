"""Writes what the clock does to many cases at once: one statement for the rows, one for events, one for the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from delegations import audit
from delegations.notify import Notice, tell_all
from delegations.selectors.network.appointers import Appointers
from pediatric_platform.actions.cases.due import Due
from pediatric_platform.actions.cases.telling import family_notices, gap, notice
from pediatric_platform.actions.cases.writing import plain
from pediatric_platform.models import Case, CaseEvent, CaseFollower
from pediatric_platform.public_cases.news import write_news_later

COLUMNS = {
    "severity": "smallint",
    "level": "smallint",
    "owner": "bigint",
    "owned_at": "timestamptz",
    "deadline_at": "timestamptz",
    "remind_at": "timestamptz",
    "contact_by": "timestamptz",
    "contact_late_at": "timestamptz",
    "agenda_on": "date",
}


def write_all(found: Sequence[Due], now: datetime) -> None:
    """Everything that is due for these cases, which the caller holds; and who hears of it."""
    _update(found)
    CaseEvent.objects.bulk_create(
        CaseEvent(case=row.case, kind=one.kind, at=now, data=one.data, for_family=True)
        for row in found
        for one in row.happenings
    )
    before = {row.case.pk: {name: plain(getattr(row.case, name)) for name in row.values} for row in found}
    for row in found:
        for name, value in row.values.items():
            setattr(row.case, name, value)
    audit.record_all(
        type="case.swept",
        by=None,
        rows=[
            (
                row.case,
                before[row.case.pk],
                {name: plain(value) for name, value in row.values.items()}
                | {"what": [str(one.kind) for one in row.happenings]},
            )
            for row in found
        ],
    )
    tell_all(_notices(found, now))


def _update(found: Sequence[Due]) -> None:
    names = list(COLUMNS)
    sets = ", ".join(f"{_column(name)} = new.{name}" for name in names)
    casts = ", ".join(f"%s::{COLUMNS[name]}[]" for name in names)
    arrays = [[_pk(row.value(name)) for row in found] for name in names]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE pediatric_platform_case AS c SET {sets}, edition = c.edition + new.changed
              FROM unnest(%s::bigint[], %s::int[], {casts}) AS new (id, changed, {", ".join(names)})
             WHERE c.id = new.id
            """,  # noqa: S608
            [[row.case.pk for row in found], [int(row.changes_it) for row in found], *arrays],
        )


def _column(name: str) -> str:
    return "owner_id" if name == "owner" else name


def _notices(found: Sequence[Due], now: datetime) -> list[Notice]:
    mark = f"{now:%Y%m%d%H%M%S}"
    notices: list[Notice] = []
    unconfirmed: list[Case] = []
    appointers: Appointers | None = None
    for row in found:
        for one in row.happenings:
            if one.tell:
                notices.append(notice(one.tell, row.case, [row.case.owner, *one.to], mark))
            if one.tell == "case.unconfirmed":
                unconfirmed.append(row.case)
            if one.is_gap:
                appointers = appointers or Appointers(timezone.localdate(now))
                notices.append(gap(row.case, appointers, now))
    if unconfirmed:
        notices += _asked_again(unconfirmed, mark)
    return notices


def _asked_again(cases: Sequence[Case], mark: str) -> list[Notice]:
    rows = CaseFollower.objects.unconfirmed().filter(case__in=cases).select_related("person", "child", "report")
    of_case: dict[int, list[CaseFollower]] = {}
    for row in rows:
        of_case.setdefault(row.case_id, []).append(row)
    everybody = [row for told in of_case.values() for row in told]
    by_pk = {case.pk: case for case in cases}
    write_news_later(everybody)
    return family_notices("case.ask_again", by_pk, everybody, mark)


def _pk(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value
