"""What families report: the only writers. Told by a relative, taken up and answered by whoever treats the child."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from delegations import audit
from delegations.models import Person, Posting, Unit
from delegations.notify import Notice, Recipient, tell, tell_all
from delegations.roles import Permission, Role
from delegations.scoping import has_permission
from pediatric_platform.actions.family_cases import case_of_report, said_again, told_before
from pediatric_platform.actions.fever import prealert
from pediatric_platform.errors.family import (
    AnsweredAlready,
    AnsweredInItsCase,
    FutureMoment,
    ImpossibleTemperature,
    NotADoor,
    NothingAnswered,
    NothingTold,
    NotYourChild,
    NotYoursToTake,
)
from pediatric_platform.folios import REPORT, folio_from
from pediatric_platform.models import CaseFollower, Child, ChildState, FamilyReport, ReportKind, Session, children_of
from pediatric_platform.selectors.fever_doors import doors_of
from supply.models import Drug

# The same words from the same person within this time are the same report: a button pressed again, a page sent twice.
SAME_WITHIN = timedelta(minutes=10)
LONGEST = 2000
# A thermometer's numbers; the table refuses the rest too.
COLDEST, HOTTEST = Decimal(34), Decimal(43)


@transaction.atomic
def tell_report(
    *,
    child: Child,
    kind: str,
    text: str,
    by: Person,
    key: str,
    session: Session | None = None,
    temperature: Decimal | None = None,
    began_at: datetime | None = None,
    problem: str = "",
    drug: Drug | None = None,
    drug_words: str = "",
    phone: str = "",
    photo: bytes | None = None,
    to: Unit | None = None,
) -> FamilyReport:
    """A relative tells of a problem or of fever; whoever has to know is told at once. The same twice is one.

    A problem opens a case with somebody who answers for it (`problem`: what is wrong, a kind of case), or joins the
    child's that stands about that drug. Fever tells the emergency room the child goes to (`to`; else its hospital's).
    `key` is the form's own: the same words sent again with it are the same report, whenever that is.
    """
    # Whoever presses twice waits here, and then finds the first one.
    child = Child.objects.select_for_update(no_key=True).get(pk=child.pk)
    if child.state == ChildState.DECEASED or not children_of(by).filter(pk=child.pk).exists():
        raise NotYourChild
    text = text.strip()[:LONGEST]
    now = timezone.now()
    if kind == ReportKind.PROBLEM and not text:
        raise NothingTold
    if temperature is not None and not COLDEST <= temperature <= HOTTEST:
        raise ImpossibleTemperature
    if began_at is not None and began_at > now:
        raise FutureMoment
    medicine = str(drug.pk) if drug is not None else " ".join(drug_words.split())
    folio = folio_of(key, kind, child.folio, str(by.pk), text, str(temperature), medicine)
    told = FamilyReport.objects.filter(child=child, told_by=by)
    lately = told.filter(kind=kind, text=text, temperature=temperature, told_at__gte=now - SAME_WITHIN)
    if kind == ReportKind.PROBLEM:  # «no hay», of two medicines, is told twice
        lately = lately.filter(
            Q(follower__case__drug=drug)
            if drug is not None
            else Q(follower__case__drug=None, follower__case__drug_words=medicine[:120])
        )
    same = told.filter(folio=folio).first() or lately.first()
    if same is not None:
        return same
    if session is not None and session.plan.child_id != child.pk:
        raise NotYourChild
    if kind == ReportKind.PROBLEM and (before := told_before(child, drug, by.pk)) is not None:
        return said_again(before, text=text, key=folio, photo=photo)
    report = FamilyReport.objects.create(
        folio=folio,
        kind=kind,
        child=child,
        unit=child.unit,
        session=session,
        text=text,
        temperature=temperature,
        began_at=began_at,
        told_at=now,
        told_by=by,
    )
    told_to = 0
    if kind == ReportKind.PROBLEM:
        told_to = _tell_the_hospital(report)
        case = case_of_report(report, problem=problem, drug=drug, drug_words=drug_words, phone=phone, photo=photo)
        became = {"case": case.folio}
    else:
        # The emergency room is told by the episode, which leads to its board; one mail for one fever.
        episode = prealert(report=report, unit=_door(report, to))
        became = {"episode": episode.folio}
        if episode.unit_id != report.unit_id:
            told_to = _tell_the_hospital(report)
    audit.record(
        type="family_report.told",
        by=by,
        target=report,
        after={"kind": kind, "child": child.folio, **({"told": told_to} if told_to else {}), **became},
    )
    return report


@transaction.atomic
def take_report(*, report: FamilyReport, by: Person) -> FamilyReport:
    """Somebody of the hospital takes it up; whoever comes second finds who has it, and replaces nobody."""
    report = _locked(report, by)
    if report.taken_at is None:
        report.taken_at, report.taken_by = timezone.now(), by
        report.save(update_fields=["taken_at", "taken_by"])
        audit.record(type="family_report.taken", by=by, target=report, after={"child": report.child.folio})
    return report


@transaction.atomic
def answer_report(*, report: FamilyReport, answer: str, by: Person) -> FamilyReport:
    """What the family reads on its page; said once. Answering takes it up."""
    report = _locked(report, by)
    answer = answer.strip()
    if not answer:
        raise NothingAnswered
    if report.answer:
        raise AnsweredAlready(report.taken_by.full_name if report.taken_by else "")
    report.answer = answer[:400]
    if report.taken_at is None:
        report.taken_at, report.taken_by = timezone.now(), by
    report.save(update_fields=["answer", "taken_at", "taken_by"])
    audit.record(type="family_report.answered", by=by, target=report, after={"child": report.child.folio})
    if children_of(report.told_by).filter(pk=report.child_id).exists():
        tell(
            kind="family.report_answered",
            to=[report.told_by],
            key=report.folio,
            context={"folio": report.folio},
            path=reverse("pediatric:family-report", args=[report.child.folio, report.folio]),
        )
    return report


def folio_of(key: str, *facts: str) -> str:
    """A folio that is always the same for the same form with the same words, and says nothing of either."""
    whole = "\x1f".join(("family-report", key, *facts))
    told = hmac.new(settings.SECRET_KEY.encode(), whole.encode(), hashlib.sha256).digest()
    return folio_from(REPORT, told[:8], 8)


def _locked(report: FamilyReport, by: Person) -> FamilyReport:
    found = (
        FamilyReport.objects.select_for_update(of=("self",))
        .select_related("child", "unit", "told_by", "taken_by")
        .get(pk=report.pk)
    )
    unit = found.unit
    if not has_permission(by, Permission.VIEW_CHILDREN, unit_id=unit.pk, delegation_id=unit.delegation_id):
        raise NotYoursToTake
    follower = CaseFollower.objects.filter(report=found).select_related("case").first()
    if follower is not None:
        raise AnsweredInItsCase(follower.case.folio)
    return found


def _tell_the_hospital(report: FamilyReport) -> int:
    """Fever that goes to another hospital: those who treat the child. A problem: them and pharmacy; whoever answers for
    the medicines is told by the case itself. Where the hospital has nobody to treat: pharmacy too, and the delegation's
    head of medical services, so that it is somebody's. How many people."""
    today = report.unit.today()
    context = {"folio": report.folio, "child": report.child.folio, "unit": report.unit.name}
    roles = [Role.CLINICIAN] if report.kind == ReportKind.FEVER else [Role.CLINICIAN, Role.PHARMACIST]
    here = Posting.objects.current(today).filter(person__is_active=True).select_related("person").order_by("pk")
    staff = list(here.filter(unit=report.unit, role__in=roles))
    if not any(posting.role == Role.CLINICIAN for posting in staff):
        above = Q(delegation=report.unit.delegation_id, role=Role.HEAD_OF_MEDICAL_SERVICES)
        staff = list(here.filter(above | Q(unit=report.unit, role=Role.PHARMACIST)))
    treating = [Recipient(posting.person) for posting in staff]
    path = reverse("pediatric:family-report-take-up", args=[report.folio])
    return len(tell_all([Notice(f"family.{report.kind}_reported", treating, report.folio, context, path)]))


def _door(report: FamilyReport, to: Unit | None) -> Unit:
    """Where the child goes: one of the doors that its family is shown, else its own hospital."""
    if to is not None and to.pk != report.unit_id and to.pk not in {door.unit_id for door in doors_of(report.child)}:
        raise NotADoor
    return to or report.unit
