"""The only writers of guardians: invited with their consent, corrected, ended; they follow their child's transfers."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.actions.families import end_family, invite_family
from delegations.actions.people import find_or_register, may_be
from delegations.errors import AnotherName
from delegations.models import Person, Unit
from pediatric_platform.actions.consents import close_access, give_consent, locked, may_register, withdraw_consent
from pediatric_platform.errors.guardians import (
    AlreadyGuardian,
    BadPhone,
    NoFamilyAccess,
    NotYoursToInvite,
    OwnChild,
    ReasonMissing,
)
from pediatric_platform.models import Child, ChildState, ConsentMethod, Guardian

__all__ = [
    "correct_guardian",
    "end_guardian",
    "follow_transfer",
    "give_consent",
    "invite_again",
    "invite_guardian",
    "retract_invitation",
    "withdraw_consent",
]

# Kept as data with the row, so in one language.
MISTYPED = "El correo estaba mal escrito."
NO_LONGER = "Dejó de ser familiar responsable."
TRANSFERRED = "La niña o el niño se trasladó a otro hospital."
_SHORTEST_PHONE = 10


@transaction.atomic
def invite_guardian(
    *,
    child: Child,
    email: str,
    full_name: str,
    relation: str,
    phone: str,
    method: str,
    given_on: date | None,
    by: Person | None,
) -> Guardian:
    """A relative becomes responsible for a child: consent first, then their place at the hospital and the invitation.

    Signed on paper (`given_on`), the consent is written down here. Otherwise the relative agrees on their own page, and
    until then that page shows them nothing of the child.
    """
    _must_register(by, child)
    if child.state == ChildState.DECEASED:
        raise NoFamilyAccess
    person, _is_new = find_or_register(email=email, full_name=full_name, by=by, relative=True)
    if by is not None and by.pk == person.pk:
        if method == ConsentMethod.PAPER:
            raise OwnChild
    elif by is not None and person.has_joined and not may_be(full_name, person.full_name):
        # Who has taken their account would read of the child at once: a slip of the pen must not give it to a stranger.
        raise AnotherName(email)
    # Whoever invites for the same child at once waits here, and then finds the guardian that the other one made.
    Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    if Guardian.objects.current().filter(child=child, person=person).exists():
        raise AlreadyGuardian
    guardian = Guardian.objects.create(
        child=child, person=person, relation=relation, phone=_whole(phone), since=timezone.now()
    )
    audit.record(
        type="guardian.added",
        by=by,
        target=guardian,
        after={"account": person.pk, "relation": relation, "has_phone": bool(guardian.phone)},
        unit=child.unit_id,
    )
    if method == ConsentMethod.PAPER:
        give_consent(guardian=guardian, method=method, given_on=given_on, by=by)
    invite_family(email=email, full_name=full_name, unit=child.unit, by=by)
    return guardian


@transaction.atomic
def correct_guardian(*, guardian: Guardian, relation: str, phone: str, by: Person | None) -> Guardian:
    """Another relation or telephone. The e-mail is the person's account: end this one and invite anew."""
    guardian = locked(guardian)
    _must_register(by, guardian.child)
    before = {"relation": guardian.relation}
    number = _whole(phone)
    if (relation, number) == (guardian.relation, guardian.phone):
        return guardian
    phone_changed = number != guardian.phone
    guardian.relation, guardian.phone = relation, number
    guardian.save(update_fields=["relation", "phone"])
    audit.record(
        type="guardian.corrected",
        by=by,
        target=guardian,
        before=before,
        after={"relation": relation, "phone_changed": phone_changed},
        unit=guardian.child.unit_id,
    )
    return guardian


@transaction.atomic
def invite_again(*, guardian: Guardian, by: Person | None) -> bool:
    """A fresh invitation to the same address, and the place at the hospital if it is gone. False: they joined already,
    and enter with their address."""
    guardian = locked(guardian)
    _must_register(by, guardian.child)
    person = guardian.person
    _posting, invited = invite_family(email=person.email, full_name=person.full_name, unit=guardian.child.unit, by=by)
    audit.record(
        type="guardian.invited_again",
        by=by,
        target=guardian,
        after={"invited": invited},
        unit=guardian.child.unit_id,
    )
    return invited


@transaction.atomic
def end_guardian(*, guardian: Guardian, reason: str, by: Person | None) -> Guardian:
    """The person answers for the child no more: consent, calendar and invitation end with it.

    So does their place at the hospital, unless another child of theirs is treated there.
    """
    if not reason.strip():
        raise ReasonMissing
    return _end(guardian, reason, by, type="guardian.ended")


@transaction.atomic
def retract_invitation(*, guardian: Guardian, by: Person | None) -> Guardian:
    """The address was somebody else's: in one press the invitation opens nothing, the place at the hospital ends and
    the consent with it. The right address, or the same one, may be invited at once."""
    return _end(guardian, MISTYPED, by, type="guardian.retracted")


@transaction.atomic
def follow_transfer(*, child: Child, before: Unit, by: Person | None) -> int:
    """The child's guardians get their place at its hospital of now and leave the one `before`; how many.

    `by` moved the child and need not treat anybody at the new hospital: the places follow by themselves. Consents
    stand: they are the child's, wherever it is treated.
    """
    if before.pk == child.unit_id:
        return 0
    guardians = list(Guardian.objects.current().filter(child=child).select_related("person").order_by("pk"))
    for guardian in guardians:
        person = guardian.person
        if person.is_active:
            invite_family(email=person.email, full_name=person.full_name, unit=child.unit, by=None)
        _leave(person, before, TRANSFERRED, None)
    if guardians:
        audit.record(
            type="guardians.followed",
            by=by,
            target=child,
            before={"unit": before.pk},
            after={"unit": child.unit_id, "guardians": [guardian.pk for guardian in guardians]},
        )
    return len(guardians)


def _end(guardian: Guardian, reason: str, by: Person | None, *, type: str) -> Guardian:
    guardian = locked(guardian)
    _must_register(by, guardian.child)
    consent = close_access(guardian, NO_LONGER, by)
    guardian.ended_at, guardian.ended_reason = timezone.now(), reason.strip()[:240]
    guardian.save(update_fields=["ended_at", "ended_reason"])
    left = _leave(guardian.person, guardian.child.unit, NO_LONGER, by)
    audit.record(
        type=type,
        by=by,
        target=guardian,
        after={"account": guardian.person_id, "consent_withdrawn": consent is not None, "left_hospital": left},
        unit=guardian.child.unit_id,
    )
    return guardian


def _leave(person: Person, unit: Unit, reason: str, by: Person | None) -> bool:
    """End the person's place at the unit unless a child of theirs is treated there; whether it ended."""
    if Guardian.objects.current().filter(person=person, child__unit=unit).exists():
        return False
    return bool(end_family(person=person, unit=unit, reason=reason, by=by))


def _must_register(by: Person | None, child: Child) -> None:
    if by is not None and not may_register(by, child):
        raise NotYoursToInvite


def _whole(phone: str) -> str:
    """A telephone as it was written, its spaces in order; BadPhone for one that cannot be dialled."""
    number = " ".join(phone.split())
    digits = re.sub(r"\D", "", number)
    if number and (not _SHORTEST_PHONE <= len(digits) <= 15 or re.search(r"[^\d+() .\-]", number)):
        raise BadPhone
    return number[:20]
