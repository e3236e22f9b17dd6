from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from delegations.models import Person
from pediatric_platform.actions.cases.telling import tell_family
from pediatric_platform.actions.cases.writing import happened, locked, must_stand, stopped, write
from pediatric_platform.case_rights import may_close, may_work
from pediatric_platform.errors.cases import CaseReasonMissing, NotEnoughContacts, NotYoursToClose
from pediatric_platform.models import Case, CaseEventKind, CaseState

CONTACTS, DAYS, WAYS = 3, 3, 2
# A family that says no, or another one, has to be spoken with anew.
CALLS_BEGIN_ANEW = (CaseEventKind.REOPENED, CaseEventKind.DISPUTED, CaseEventKind.JOINED)


@transaction.atomic
def close_unconfirmed(*, case: Case, reason: str, edition: int | None, by: Person, now: datetime | None = None) -> Case:
    """Central office ends a case that nobody confirmed, with a written reason, after three contacts on three days of
    the hospital's calendar and by two ways, since a family last said no or joined. The database counts them too
    (migration 0008)."""
    now = now or timezone.now()
    row = locked(case, by=by, edition=edition, right=may_work)
    if not may_close(by, row):
        raise NotYoursToClose
    must_stand(row)
    reason = " ".join(reason.split())[:400]
    if not reason:
        raise CaseReasonMissing
    tried = contacts_of(row)
    if tried[0] < CONTACTS or tried[1] < DAYS or tried[2] < WAYS:
        raise NotEnoughContacts(contacts=tried[0], days=tried[1], ways=tried[2])
    write(row, type="case.closed", by=by, state=CaseState.CLOSED, closed_reason=reason, **stopped(now, by))
    event = happened(row, CaseEventKind.CLOSED, by=by, at=now, text=reason, for_family=True)
    tell_family("case.closed", row, event.pk, besides=by)
    return row


def contacts_of(case: Case) -> tuple[int, int, int]:
    """How often somebody tried to speak with the family, on how many days and by how many ways: since it last said that
    it is not there, or another one joined."""
    anew = (
        case.events.filter(Q(kind__in=CALLS_BEGIN_ANEW) | Q(kind=CaseEventKind.MERGED, data__has_key="from"))
        .order_by("-at", "-pk")
        .values_list("at", "pk")
        .first()
    )
    contacts = case.events.filter(kind=CaseEventKind.CONTACT)
    if anew is not None:
        contacts = contacts.filter(Q(at__gt=anew[0]) | Q(at=anew[0], pk__gt=anew[1]))
    rows = contacts.values_list("at", "way")
    days = {at.astimezone(case.unit.zone).date() for at, _way in rows}
    return len(rows), len(days), len({way for _at, way in rows})
