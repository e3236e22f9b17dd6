"""What is still owed passes to the meeting that begins: said once for each meeting, however often it is asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from meetings.agreement_rights import must_agree
from meetings.models import Agreement, AgreementEvent, AgreementEventKind, Meeting


@transaction.atomic
def carry_over(*, meeting: Meeting, by: Person | None, now: datetime | None = None) -> int:
    """Pending agreements of the series' other meetings are owed to this one too; how many were carried now."""
    must_agree(by)
    now = now or timezone.now()
    told = AgreementEvent.objects.filter(meeting=meeting, kind=AgreementEventKind.CARRIED)
    owed = (
        Agreement.objects.pending()
        .filter(meeting__series=meeting.series_id, agreed_at__lte=now)
        .exclude(meeting=meeting.pk)
        .exclude(pk__in=told.values("agreement"))
    )
    rows = list(owed.select_for_update(of=("self",), no_key=True).select_related("condition").order_by("pk"))
    if not rows:
        return 0
    Agreement.objects.filter(pk__in=[row.pk for row in rows]).update(carried=F("carried") + 1)
    AgreementEvent.objects.bulk_create(
        AgreementEvent(
            agreement=row, kind=AgreementEventKind.CARRIED, at=now, by=by, meeting=meeting, before=row.state,
            after=row.state, value=condition.value if (condition := getattr(row, "condition", None)) else None,
            data_as_of=condition.data_as_of if condition else None,
        )
        for row in rows
    )  # fmt: skip
    audit.record(type="agreement.carried", by=by, target=meeting, after={"agreements": [row.folio for row in rows]})
    return len(rows)
