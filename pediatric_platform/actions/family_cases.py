"""A problem that a relative told becomes a case, or one more voice in the child's case that stands."""

from __future__ import annotations

from pediatric_platform.actions.cases import Told, join_case, open_case, reply
from pediatric_platform.actions.cases.attach import attach
from pediatric_platform.models import Case, CaseChannel, CaseFollower, CaseKind, Child, FamilyReport
from supply.models import Drug

LABEL = "Receta"


def standing_about(child: Child, drug: Drug | None) -> Case | None:
    """The child's case about that drug that has not ended, in whatever strength. Without a drug nothing is the same."""
    if drug is None:
        return None
    rows = Case.objects.standing().filter(followers__child=child, followers__left_at__isnull=True)
    same = rows.filter(drug__inn=drug.inn) if drug.inn else rows.filter(drug=drug)
    return same.select_related("unit").order_by("pk").first()


def told_before(child: Child, drug: Drug | None, by: int) -> CaseFollower | None:
    """By whom this very person follows it already, with the report by which they told it."""
    case = standing_about(child, drug)
    if case is None:
        return None
    return (
        case.followers.current().filter(child=child, person=by, report__isnull=False).select_related("report").first()
    )


def case_of_report(
    report: FamilyReport,
    *,
    problem: str = "",
    drug: Drug | None = None,
    drug_words: str = "",
    phone: str = "",
    photo: bytes | None = None,
) -> Case:
    """Open the case of a report, or join the child's own; in the report's transaction."""
    told = Told(
        child=report.child,
        person=report.told_by,
        report=report,
        channel=CaseChannel.FAMILY,
        story=report.text,
        contact_name=report.told_by.full_name,
        contact_phone=phone,
    )
    case = standing_about(report.child, drug)
    if case is not None:
        case = join_case(case=case, told=told, by=report.told_by)
    else:
        case = open_case(
            unit=report.unit,
            kind=problem or CaseKind.OTHER,
            told=told,
            drug=drug,
            drug_words=drug_words,
            key=report.folio,
            by=report.told_by,
        )
    if photo:
        attach(case=case, data=photo, title=LABEL, from_family=True, by=report.told_by)
    return case


def said_again(follower: CaseFollower, *, text: str, key: str, photo: bytes | None = None) -> FamilyReport:
    """The same person tells of the same once more: it is written in their case, which has its clock already."""
    assert follower.report is not None  # told_before asks for one
    reply(follower=follower, text=text, key=f"again-{key}"[:64], by=follower.person)
    if photo:
        attach(case=follower.case, data=photo, title=LABEL, from_family=True, by=follower.person)
    return follower.report
