"""The code was right: what was written becomes a case, with whoever answers for it, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from delegations import audit
from delegations.models import Unit
from pediatric_platform.actions.cases import Told, open_case
from pediatric_platform.actions.cases.attach import attach
from pediatric_platform.actions.public_cases.drafts import TRIES, PublicTold
from pediatric_platform.errors.case_evidence import AttachmentRefusal
from pediatric_platform.errors.public_cases import DraftIsOver, WrongCode
from pediatric_platform.models import Case, CaseChannel, CaseDraft
from pediatric_platform.public_cases.news import write_folio_later
from pediatric_platform.public_cases.secrets import code_print, follow_token, same, typed
from pediatric_platform.selectors.public_cases import drug_named


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The case, and the secret by which whoever told it follows it. `is_new`: not the same press again."""

    case: Case
    token: str
    is_new: bool


def confirm_draft(*, draft: CaseDraft, code: str, now: datetime | None = None) -> Confirmed:
    """Open the case of a draft. The right code twice is one case.

    Each try is used up before it is looked at, so that many at once are no more tries. DraftIsOver, WrongCode.
    """
    now = now or timezone.now()
    with transaction.atomic():
        tried = CaseDraft.objects.filter(pk=draft.pk, tries__lt=TRIES, ends_at__gt=now).update(tries=F("tries") + 1)
    if not tried:
        raise DraftIsOver
    row = CaseDraft.objects.defer("facts", "photo", "sent_to").get(pk=draft.pk)
    if not same(row.code_hash, code_print(row.pk, typed(code))):
        if row.tries >= TRIES:
            raise DraftIsOver
        raise WrongCode(TRIES - row.tries)
    with transaction.atomic():
        return _opened(row, now)


def _opened(draft: CaseDraft, now: datetime) -> Confirmed:
    row = CaseDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    token = follow_token(row.pk)
    if row.case is not None:
        return Confirmed(row.case, token, is_new=False)
    if not row.facts:  # moved to another address meanwhile
        raise DraftIsOver
    written = PublicTold.unpacked(row.facts)
    case = open_case(
        unit=Unit.objects.select_related("delegation").get(clues=written.unit),
        kind=written.kind,
        told=Told(
            channel=CaseChannel.PUBLIC,
            story=written.text,
            needed_on=written.needed_on,
            prescription_on=written.denied_on,
            contact_name=written.name,
            contact_phone=written.phone,
            contact_email=row.sent_to,
            token=token,
        ),
        drug=drug_named(written.drug_words),
        drug_words=written.drug_words,
        key=f"public-{row.pk}",
        by=None,
        now=now,
    )
    if row.photo:
        _attach(case, bytes(row.photo))
    # What was written is the case's now; the draft stays as the way from its link to the case.
    row.case, row.facts, row.photo, row.photo_type, row.sent_to = case, "", None, "", ""
    row.save(update_fields=["case", "facts", "photo", "photo_type", "sent_to"])
    audit.record(type="case_draft.confirmed", by=None, target=case, after={"case": case.folio})
    write_folio_later(case.followers.get())
    return Confirmed(case, token, is_new=True)


def _attach(case: Case, photo: bytes) -> None:
    """A picture that was fit to keep an hour ago is no reason to lose the case now."""
    try:
        with transaction.atomic():
            attach(case=case, data=photo, from_family=True, by=None)
    except AttachmentRefusal:
        audit.record(type="case_draft.photo_lost", by=None, target=case)
