"""Whom a case touches: who may tell it, the row of each, and the sessions that hold a drug."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from delegations.models import Person
from delegations.selectors.links import fingerprint
from pediatric_platform.actions.cases.told import Told
from pediatric_platform.actions.cases.writing import locked
from pediatric_platform.errors.cases import AlreadyLeft, ChildNotHere, NotYoursToConfirm
from pediatric_platform.models import Case, CaseChannel, CaseFollower, Child, Dose, DoseState, Session, children_of
from supply.models import Drug

LONGEST = 2000


def must_be_told_by(told: Told, by: Person | None) -> None:
    """Nobody tells of a child whom they neither treat nor answer for at home."""
    child = told.child
    if child is None:
        if told.session is not None:
            raise ChildNotHere
        return
    if told.session is not None and told.session.plan.child_id != child.pk:
        raise ChildNotHere
    if by is None or Child.objects.visible_to(by).filter(pk=child.pk).exists():
        return
    if not children_of(by).filter(pk=child.pk).exists():
        raise ChildNotHere


def follow(case: Case, told: Told, *, by: Person | None, now: datetime) -> CaseFollower:
    """One more whom the case touches, with what they told. Whoever is signed in and tells it is who told it."""
    return CaseFollower.objects.create(
        case=case,
        child=told.child,
        person=told.person or by,
        report=told.report,
        session=told.session,
        channel=told.channel,
        contact_name=told.contact_name.strip(),
        contact_phone=told.contact_phone.strip(),
        contact_email=told.contact_email.strip(),
        story=told.story.strip()[:LONGEST],
        needed_on=told.needed_on,
        prescription_on=told.prescription_on,
        token_hash=fingerprint(told.token) if told.token else "",
        since=now,
    )


def held_for(follower: CaseFollower, by: Person | None) -> tuple[Case, CaseFollower]:
    """A follower's case, held, and the follower as it is, for whoever speaks for it. A merge may have moved it on."""
    case = locked(Case(pk=CaseFollower.objects.values_list("case", flat=True).get(pk=follower.pk)), right=None)
    row = must_be_theirs(follower, by)
    return (case, row) if row.case_id == case.pk else held_for(follower, by)


def must_be_theirs(follower: CaseFollower, by: Person | None) -> CaseFollower:
    """The follower as it is, for whoever it is: the teller, or who answers for the child at home.

    `by` None is somebody without account, whom the caller has recognised by the secret link.
    """
    row = CaseFollower.objects.select_related("child", "person", "case").get(pk=follower.pk)
    if row.left_at is not None:
        raise AlreadyLeft
    if by is None:
        if row.person_id is not None or row.child_id is not None:
            raise NotYoursToConfirm
        return row
    if not is_theirs(row, by):
        raise NotYoursToConfirm
    return row


def is_theirs(follower: CaseFollower, by: Person) -> bool:
    """Whether the person told it, or is a relative of the child whom it is about. A relative whose consent was
    withdrawn is nobody to the child's cases."""
    if is_family(follower, by):
        return True
    return follower.person_id == by.pk and follower.channel not in (CaseChannel.FAMILY, CaseChannel.PUBLIC)


def is_family(follower: CaseFollower, by: Person | None) -> bool:
    """Whether who speaks for a follower is a relative of the child, and not staff or a stranger."""
    if by is None:
        return False
    return follower.child_id is not None and children_of(by).filter(pk=follower.child_id).exists()


def holding(sessions: QuerySet[Session], drug: Drug) -> QuerySet[Session]:
    """Of the sessions, those in which the drug is still to be given, in whatever strength."""
    same = Q(pieces__drug=drug) | Q(inn=drug.inn) if drug.inn else Q(pieces__drug=drug)
    doses = Dose.objects.filter(same, session=OuterRef("pk"), state=DoseState.PLANNED)
    return sessions.filter(Exists(doses))
