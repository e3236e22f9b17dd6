"""The only writers of consents and of their texts: given, renewed, withdrawn, never erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.actions.deliveries import drop_unsent
from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.upsert import Upserted, upsert
from pediatric_platform.errors.guardians import (
    AlreadyEnded,
    AnotherText,
    DayMissing,
    FutureConsent,
    NoTextInForce,
    NothingToWithdraw,
    NotYourConsent,
    OwnChild,
    ReasonMissing,
)
from pediatric_platform.models import CalendarFeed, Child, Consent, ConsentMethod, ConsentText, Guardian

REPLACED = "Se aceptó una versión más reciente del texto."


@transaction.atomic
def load_consent_texts(*, rows: Sequence[dict[str, Any]]) -> Upserted:
    """Bring the texts in line with the file; the database refuses to change one that somebody agreed to."""
    done = upsert(ConsentText, rows, key=("version",))
    if done.changed_anything:
        audit.record(
            type="consent_texts.loaded",
            by=None,
            after={"created": done.created, "updated": sorted(done.updated)},
        )
    return done


@transaction.atomic
def give_consent(
    *, guardian: Guardian, method: str, given_on: date | None, version: str = "", by: Person | None
) -> Consent:
    """A guardian agrees to the text in force on the day: on their own page, or on paper that treating staff write down.

    Twice the same is one. A consent to an earlier version stays in force until a newer one is given, and is then
    replaced by it: a family is asked again, never locked out because we rewrote a text they had agreed to.
    `version`: what the page showed; AnotherText when it is not the one in force any more.
    """
    guardian = locked(guardian)
    must_answer_for(guardian, by, method)
    today = timezone.localdate()
    if method == ConsentMethod.SCREEN:
        given_on = today
    elif given_on is None:
        raise DayMissing
    if given_on > today:
        raise FutureConsent
    text = ConsentText.objects.current(given_on).first()
    if text is None:
        raise NoTextInForce(given_on)
    if version and version != text.version:
        raise AnotherText
    standing = guardian.consents.in_force().select_related("text").first()
    if standing is not None:
        if standing.text_id == text.pk or standing.text.since > text.since:
            return standing
        _close(standing, REPLACED, by)
    consent = Consent.objects.create(
        guardian=guardian, text=text, method=method, given_on=given_on, written_at=timezone.now(), written_by=by
    )
    audit.record(
        type="consent.given",
        by=by,
        target=guardian,
        before={"version": standing.text.version} if standing else {},
        after={"version": text.version, "method": method, "given_on": str(given_on)},
        unit=guardian.child.unit_id,
    )
    return consent


@transaction.atomic
def withdraw_consent(*, guardian: Guardian, reason: str, by: Person | None) -> Consent:
    """The consent ends now: the next request of the relative sees nothing of the child, and the child's calendar
    answers no more. By the guardian, who owes nobody a reason, or by treating staff, who write one.
    """
    guardian = locked(guardian)
    if by is not None and by.pk != guardian.person_id:
        if not may_register(by, guardian.child):
            raise NotYourConsent
        if not reason.strip():
            raise ReasonMissing
    consent = close_access(guardian, reason.strip(), by)
    if consent is None:
        raise NothingToWithdraw
    return consent


def close_access(guardian: Guardian, reason: str, by: Person | None) -> Consent | None:
    """Withdraw what stands, revoke the calendar, keep back the mail that waits; None: nothing stood.

    Callers hold the guardian's row.
    """
    now = timezone.now()
    feeds = CalendarFeed.objects.filter(guardian=guardian).live().update(revoked_at=now)
    drop_unsent(person=guardian.person, about=guardian.child.folio)
    consent: Consent | None = guardian.consents.in_force().select_related("text").first()
    if consent is None:
        return None
    _close(consent, reason, by)
    audit.record(
        type="consent.withdrawn",
        by=by,
        target=guardian,
        before={"version": consent.text.version, "given_on": str(consent.given_on)},
        after={"by_guardian": by is not None and by.pk == guardian.person_id, "calendars": feeds},
        unit=guardian.child.unit_id,
    )
    return consent


def _close(consent: Consent, reason: str, by: Person | None) -> None:
    consent.withdrawn_at = timezone.now()
    consent.withdrawn_by = by
    consent.withdrawn_reason = reason[:240]
    consent.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def locked(guardian: Guardian) -> Guardian:
    """The guardian as they are now that it is our turn; AlreadyEnded."""
    found = Guardian.objects.select_for_update(of=("self",)).select_related("child__unit", "person").get(pk=guardian.pk)
    if found.ended_at is not None:
        raise AlreadyEnded
    return found


def may_register(by: Person, child: Child) -> bool:
    """Whether the person enters children and relatives where the child is treated."""
    unit = child.unit
    return has_permission(by, Permission.REGISTER_CHILD, unit_id=unit.pk, delegation_id=unit.delegation_id)


def must_answer_for(guardian: Guardian, by: Person | None, method: str) -> None:
    """On screen only the guardian agrees; on paper only treating staff write it down, and never their own."""
    if by is None:
        return
    is_own = by.pk == guardian.person_id
    if method == ConsentMethod.SCREEN and not is_own:
        raise NotYourConsent
    if method == ConsentMethod.PAPER and is_own:
        raise OwnChild
    if method == ConsentMethod.PAPER and not may_register(by, guardian.child):
        raise NotYourConsent
