"""What somebody without account wrote waits, sealed, for the code sent to their mail; an hour later it is gone."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from delegations import audit
from delegations.models import Unit
from delegations.sealing import fingerprint
from pediatric_platform.errors.cases import ImpossibleNeed
from pediatric_platform.errors.family import NothingTold
from pediatric_platform.errors.public_cases import DraftIsOver, MailDidNotLeave, NoReach, TooManyDrafts, UnknownHospital
from pediatric_platform.models import CaseDraft
from pediatric_platform.pictures import Cleaned
from pediatric_platform.public_cases import mail
from pediatric_platform.public_cases.secrets import code_print, draft_id, new_code
from pediatric_platform.selectors.public_cases import open_hospitals

KEPT_FOR = timedelta(hours=1)
# Codes in an hour: to one address, so that nobody's mailbox is filled; from one origin, which may be a whole hospital.
PER_ADDRESS, PER_ORIGIN = 4, 30
# A day that somebody means.
LONG_AGO, FAR_AHEAD = timedelta(days=365), timedelta(days=730)
# Wrong codes before a draft opens no more; the table refuses the seventh.
TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTold:
    """What the form asks for. `drug_words`: as they call it, empty for «no sé»."""

    unit: str
    kind: str
    text: str
    drug_words: str = ""
    needed_on: date | None = None
    denied_on: date | None = None
    name: str = ""
    phone: str = ""

    def packed(self) -> str:
        """As it is sealed."""
        return json.dumps(asdict(self), default=str, sort_keys=True)

    @classmethod
    def unpacked(cls, text: str) -> PublicTold:
        """As it was."""
        facts = json.loads(text)
        for name in ("needed_on", "denied_on"):
            facts[name] = date.fromisoformat(facts[name]) if facts[name] else None
        return cls(**facts)


def begin_draft(
    *,
    told: PublicTold,
    email: str,
    origin: str,
    key: str,
    language: str,
    photo: Cleaned | None = None,
    now: datetime | None = None,
) -> CaseDraft:
    """Keep what was written and send its code. The same form with the same words is one draft and one code.

    NothingTold, ImpossibleNeed, UnknownHospital, NoReach, TooManyDrafts; MailDidNotLeave, and then nothing is kept.
    """
    unit, email = _checked(told, email)
    facts = told.packed()
    pk = draft_id(key, facts, email, photo.sha256 if photo else "")
    code = new_code()
    with transaction.atomic():
        draft, is_new = _kept(pk, unit, facts, email, origin, code, photo, now or timezone.now())
    if is_new:
        _send(draft, email, code, language)
    return draft


@transaction.atomic
def keep_photo(*, photo: Cleaned, origin: str, now: datetime | None = None) -> uuid.UUID:
    """A picture whose form has to be put right first: sealed, for an hour, counted as a draft of its origin.

    The same picture from the same place is kept once. TooManyDrafts.
    """
    pk = draft_id("photo", origin, photo.sha256)
    _kept(pk, None, "", "", origin, new_code(), photo, now or timezone.now())
    return pk


def kept_photo(pk: str, *, now: datetime | None = None) -> Cleaned | None:
    """The picture that was kept, as long as it is."""
    row = CaseDraft.objects.filter(pk=pk, facts="", case__isnull=True, ends_at__gt=now or timezone.now()).first()
    return Cleaned(row.photo_type, bytes(row.photo), sha256(row.photo).hexdigest()) if row and row.photo else None


def readdress_draft(
    *, draft: CaseDraft, email: str, origin: str, language: str, now: datetime | None = None
) -> CaseDraft:
    """The same words to another address, or once more to the same: a new code, and the old one opens nothing.

    The old draft is emptied only after the new code has left: where it does not, nothing is lost.
    """
    now = now or timezone.now()
    code = new_code()
    with transaction.atomic():
        old = CaseDraft.objects.select_for_update().filter(pk=draft.pk, case__isnull=True, ends_at__gt=now).first()
        if old is None or not old.facts:
            raise DraftIsOver
        told = PublicTold.unpacked(old.facts)
        unit, email = _checked(told, email)
        photo = Cleaned(old.photo_type, bytes(old.photo), "") if old.photo else None
        new, _is_new = _kept(uuid.uuid4(), unit, old.facts, email, origin, code, photo, now)
    _send(new, email, code, language)
    with transaction.atomic():
        # It stays until its hour is over, because it counts; what it held has moved.
        held = CaseDraft.objects.select_for_update().filter(pk=old.pk, case__isnull=True)
        if held.update(tries=TRIES, facts="", photo=None, photo_type="", sent_to=""):
            return new
        # Its code was typed while the other one was on its way: one case is enough.
        CaseDraft.objects.filter(pk=new.pk, case__isnull=True).delete()
    raise DraftIsOver


@transaction.atomic
def discard_draft(*, draft: CaseDraft) -> bool:
    """Whoever wrote it takes it back: its words go at once. It still counts for its hour."""
    return bool(
        CaseDraft.objects.filter(pk=draft.pk, case__isnull=True).update(
            tries=TRIES, facts="", photo=None, photo_type="", sent_to=""
        )
    )


@transaction.atomic
def forget_drafts(*, now: datetime | None = None) -> int:
    """Delete what nobody confirmed within its hour; how many."""
    over = CaseDraft.objects.filter(case__isnull=True, ends_at__lte=now or timezone.now())
    count, _by_table = over.delete()
    if count:
        audit.record(type="case_drafts.forgotten", by=None, after={"drafts": count})
    return count


def must_have_room(*, origin: str, now: datetime | None = None) -> None:
    """Refuse before anything is looked at what would be refused afterwards: a picture takes work. TooManyDrafts."""
    since = (now or timezone.now()) - KEPT_FOR
    if _of_origin(fingerprint("case-origin", origin), since).count() >= PER_ORIGIN:
        raise TooManyDrafts


def _of_origin(print_: str, since: datetime) -> QuerySet[CaseDraft]:
    return CaseDraft.objects.filter(origin_print=print_, made_at__gt=since)


def _checked(told: PublicTold, email: str) -> tuple[Unit, str]:
    """The hospital, and the address as it is kept. NothingTold, ImpossibleNeed, UnknownHospital, NoReach."""
    if not told.text.strip():
        raise NothingTold
    for field, day in (("needed_on", told.needed_on), ("denied_on", told.denied_on)):
        if day is not None and not -LONG_AGO <= day - timezone.localdate() <= FAR_AHEAD:
            raise ImpossibleNeed(field)
    unit = open_hospitals().filter(clues=told.unit).first()
    if unit is None:
        raise UnknownHospital
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise NoReach from None
    return unit, email


def _kept(
    pk: uuid.UUID,
    unit: Unit | None,
    facts: str,
    email: str,
    origin: str,
    code: str,
    photo: Cleaned | None,
    now: datetime,
) -> tuple[CaseDraft, bool]:
    """The draft, and whether it is new. Who asks from one place at once takes turns, so that a limit is one."""
    prints = (fingerprint("case-origin", origin), fingerprint("case-address", email))
    with connection.cursor() as cursor:
        for print_ in filter(None, prints):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [print_])
    there = CaseDraft.objects.filter(pk=pk).first()
    if there is not None:
        return there, False
    recent = CaseDraft.objects.filter(made_at__gt=now - KEPT_FOR)
    if _of_origin(prints[0], now - KEPT_FOR).count() >= PER_ORIGIN or (
        email and recent.filter(address_print=prints[1]).count() >= PER_ADDRESS
    ):
        raise TooManyDrafts
    draft = CaseDraft.objects.create(
        pk=pk,
        facts=facts,
        photo=photo.data if photo else None,
        photo_type=photo.content_type if photo else "",
        sent_to=email,
        origin_print=prints[0],
        address_print=prints[1],
        code_hash=code_print(pk, code),
        made_at=now,
        ends_at=now + KEPT_FOR,
    )
    audit.record(
        type="case_draft.begun",
        by=None,
        after={"photo": photo is not None, "words": bool(facts)},
        unit=unit.pk if unit else None,
        delegation=unit.delegation_id if unit else None,
    )
    return draft, True


def _send(draft: CaseDraft, email: str, code: str, language: str) -> None:
    """The code on its way, or no draft at all: whoever waits for a mail that never left would wait in vain."""
    if mail.send_code(email, code, language=language):
        return
    with transaction.atomic():
        CaseDraft.objects.filter(pk=draft.pk, case__isnull=True).delete()
    raise MailDidNotLeave
