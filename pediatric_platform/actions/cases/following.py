"""Whom a case touches: who may tell it, the row of each, and the sessions that hold a drug."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from delegations.models import Person
from delegations.selectors.links import fingerprint
from pediatric_platform.actions.cases.told import Told
from pediatric_platform.errors.cases import ChildNotHere
from pediatric_platform.models import Case, CaseFollower, Child, Dose, DoseState, Session, children_of
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


def holding(sessions: QuerySet[Session], drug: Drug) -> QuerySet[Session]:
    """Of the sessions, those in which the drug is still to be given, in whatever strength."""
    same = Q(pieces__drug=drug) | Q(inn=drug.inn) if drug.inn else Q(pieces__drug=drug)
    doses = Dose.objects.filter(same, session=OuterRef("pk"), state=DoseState.PLANNED)
    return sessions.filter(Exists(doses))
