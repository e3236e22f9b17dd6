from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from pediatric_platform.actions.cases.evidence import look_for_it
from pediatric_platform.actions.cases.following import LONGEST, follow
from pediatric_platform.actions.cases.open import must_open, need
from pediatric_platform.actions.cases.telling import tell_owner
from pediatric_platform.actions.cases.told import Told
from pediatric_platform.actions.cases.urgency import as_grave_as
from pediatric_platform.actions.cases.writing import (
    AT_WORK,
    happened,
    locked,
    must_stand,
    not_solved,
    said_before,
    write,
)
from pediatric_platform.models import Case, CaseEventKind, CaseFollower, CaseState


@transaction.atomic
def join_case(*, case: Case, told: Told, by: Person | None, key: str = "", now: datetime | None = None) -> Case:
    """One more child or teller of the same: the case is as urgent as the most urgent of them.

    Whoever is part of it already is not a second time: what they add stands in the case. One that was said to be solved
    is not, when another family still lacks it.
    """
    now = now or timezone.now()
    row = locked(case, right=None)
    must_open(row.unit, told, by)
    if said_before(row, key) is not None:
        return row
    must_stand(row)
    told, needed_on = need(told, row.drug, now.astimezone(row.unit.zone).date())
    follower = _already(row, told, by)
    if follower is None:
        follower = follow(row, told, by=by, now=now)
        event = happened(row, CaseEventKind.JOINED, by=by, at=now, key=key, data={"follower": follower.pk})
    else:
        if follower.report_id is not None and told.report is not None and follower.report_id == told.report.pk:
            return row
        follower.confirmed_at, follower.confirmed_how, follower.confirmed_by, follower.dose = None, "", None, None
        follower.report = follower.report or told.report  # so that whoever told it is led from it to the case
        follower.save(update_fields=["confirmed_at", "confirmed_how", "confirmed_by", "dose", "report"])
        text = told.story.strip()[:LONGEST]
        kind = CaseEventKind.REPLY if text else CaseEventKind.JOINED
        data = {"follower": follower.pk, "again": True}
        event = happened(row, kind, by=by, at=now, text=text, for_family=True, key=key, data=data)
    values = as_grave_as(row, needed_on, now)
    if row.state == CaseState.SOLVED:
        values = {**not_solved(row, now), **AT_WORK, **values}
    write(
        row,
        type="case.joined",
        by=by,
        also={"child": follower.child.folio if follower.child else None, "channel": follower.channel},
        **values,
    )
    look_for_it(row, told, by=by, today=now.astimezone(row.unit.zone).date(), now=now)
    tell_owner("case.reply", row, event.pk, besides=by, what="joined")
    return row


def _already(case: Case, told: Told, by: Person | None) -> CaseFollower | None:
    person = told.person or by
    rows = case.followers.current().select_related("child", "person")
    if told.report is not None:
        same = rows.filter(report=told.report).first()
        if same is not None:
            return same
    if told.child is not None:
        return rows.filter(child=told.child, person=person).first()
    if person is None:
        return None
    # A colleague may tell of several families without a child's folio: whom to call tells them apart.
    contact = (told.contact_name, told.contact_phone, told.contact_email)
    childless = rows.filter(child__isnull=True, person=person)
    return next((row for row in childless if (row.contact_name, row.contact_phone, row.contact_email) == contact), None)
