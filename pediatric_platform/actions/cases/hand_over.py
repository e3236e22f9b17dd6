from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from delegations import audit
from delegations.models import Posting
from pediatric_platform.models import Case, CaseEvent, CaseEventKind


@transaction.atomic
def move_cases(*, old: Posting, new: Posting, now: datetime | None = None) -> int:
    """Give the cases of one holder of a post to the next; how many. One whose days begin later gets them on the first
    of them, by the sweep."""
    now = now or timezone.now()
    zone = new.unit.zone if new.unit is not None else timezone.get_default_timezone()
    if not new.is_current(now.astimezone(zone).date()):
        return 0
    rows = Case.objects.standing().filter(owner=old).select_for_update(of=("self",), no_key=True)
    cases = list(rows.select_related("unit").order_by("pk"))
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(owner=new, owned_at=now, edition=F("edition") + 1)
    data = {"from": old.pk, "to": new.pk, "why": "handover"}
    CaseEvent.objects.bulk_create(
        CaseEvent(case=case, kind=CaseEventKind.OWNER, at=now, for_family=True, data=data) for case in cases
    )
    audit.record_all(type="case.moved", by=None, rows=[(case, {"owner": old.pk}, {"owner": new.pk}) for case in cases])
    return len(cases)
