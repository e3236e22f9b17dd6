from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.case_rights import may_open, may_work
from pediatric_platform.errors.case_evidence import (
    AlreadyRemoved,
    CaseTakesNoFiles,
    NotYoursToAttach,
    RemovalNeedsReason,
    TooManyAttachments,
)
from pediatric_platform.models import Case, CaseAttachment, CaseEvent, CaseEventKind, children_of
from pediatric_platform.pictures import cleaned

MOST = 12
TITLE_LENGTH, REASON_LENGTH = 80, 160


def attach(
    *,
    case: Case,
    data: bytes,
    title: str = "",
    from_family: bool = False,
    by: Person | None,
    now: datetime | None = None,
) -> CaseAttachment:
    """Keep a picture or a PDF with the case, made safe first (`pictures.cleaned`). The same content twice is one.

    `by` None is a family without account, whom the caller has recognised by its own link.
    """
    may_attach(case, from_family=from_family, by=by)
    # Decoding takes a moment: nobody waits for the case's row meanwhile.
    file = cleaned(data)
    with transaction.atomic():
        row = Case.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=case.pk)
        if not row.is_standing:
            raise CaseTakesNoFiles
        present = CaseAttachment.objects.filter(case=row).present().defer("content")
        same = present.filter(sha256=file.sha256).first()
        if same is not None:
            return same
        if present.count() >= MOST:
            raise TooManyAttachments(MOST)
        kept = CaseAttachment.objects.create(
            case=row,
            title=" ".join(title.split())[:TITLE_LENGTH],
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
            content=file.data,
            from_family=from_family,
            added_at=now or timezone.now(),
            added_by=by,
        )
        told = {"attachment": kept.pk, "type": kept.content_type, "size": kept.size}
        CaseEvent.objects.create(
            case=row, kind=CaseEventKind.ATTACHED, at=kept.added_at, by=by, for_family=from_family, data=told
        )
        audit.record(type="case.attached", by=by, target=row, after=told | {"from_family": from_family})
        return kept


@transaction.atomic
def detach(*, attachment: CaseAttachment, reason: str, by: Person) -> CaseAttachment:
    """Take a file away for good, and say why: that it was there stays, what it showed does not. At any time, for it may
    be somebody else's prescription."""
    reason = " ".join(reason.split())[:REASON_LENGTH]
    if not reason:
        raise RemovalNeedsReason
    case = Case.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=attachment.case_id)
    row = CaseAttachment.objects.select_for_update(of=("self",), no_key=True).defer("content").get(pk=attachment.pk)
    if row.added_by_id != by.pk and not may_work(by, case):
        raise NotYoursToAttach
    if row.removed_at is not None:
        raise AlreadyRemoved
    row.content, row.removed_at, row.removed_by, row.removed_reason = None, timezone.now(), by, reason
    row.save(update_fields=["content", "removed_at", "removed_by", "removed_reason"])
    CaseEvent.objects.create(
        case=case, kind=CaseEventKind.DETACHED, by=by, for_family=row.from_family, data={"attachment": row.pk}
    )
    audit.record(type="case.detached", by=by, target=case, after={"attachment": row.pk})
    return row


def may_attach(case: Case, *, from_family: bool, by: Person | None) -> None:
    """Whoever opens or works cases of the hospital; of families, those whom the case is about."""
    if by is None:
        allowed = from_family
    elif from_family:
        allowed = case.followers.current().filter(Q(person=by) & Q(child=None) | Q(child__in=children_of(by))).exists()
    else:
        allowed = may_open(by, case.unit) or may_work(by, case)
    if not allowed:
        raise NotYoursToAttach
