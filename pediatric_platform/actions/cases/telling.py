"""Who is told of what happens to a case. Everything by folio: never a name, never what a family wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from delegations.models import Person, Posting
from delegations.notify import Notice, Recipient, tell_all
from delegations.selectors.network.appointers import Appointers
from pediatric_platform.models import Case, CaseChannel, CaseFollower, Guardian
from pediatric_platform.public_cases.news import write_news_later


def about(case: Case) -> dict[str, Any]:
    """What every notice about a case may say."""
    return {
        "folio": case.folio,
        "unit": case.unit.name,
        "drug": case.drug.generic_name if case.drug is not None else "",
        "severity": int(case.severity),
        "level": int(case.level),
        **_until(case),
        "needed_on": case.needed_on,
    }


def _until(case: Case) -> dict[str, Any]:
    """The deadline as the clock on the hospital's wall shows it, whoever reads it wherever."""
    if case.deadline_at is None:
        return {}
    moment = case.deadline_at.astimezone(case.unit.zone)
    return {"due_on": moment.date(), "due_hour": f"{moment:%H:%M}"}


def page_of(case: Case) -> str:
    """The case's page."""
    return reverse("pediatric:case", args=[case.folio])


def notice(kind: str, case: Case, to: Iterable[Posting | None], mark: object, **context: Any) -> Notice:
    """Something that holders of posts are told of a case; `mark` tells this time from the others."""
    people = {row.person_id: Recipient(row.person, row.notice_address()) for row in to if row is not None}
    return Notice(kind, list(people.values()), f"{case.folio}:{mark}", about(case) | context, page_of(case))


def tell_owner(kind: str, case: Case, mark: object, *, besides: Person | None = None, **context: Any) -> None:
    """Whoever has the case; not for what they did themselves."""
    if case.owner is not None and (besides is None or case.owner.person_id != besides.pk):
        tell_all([notice(kind, case, [case.owner], mark, **context)])


def gap(case: Case, appointers: Appointers, now: datetime) -> Notice:
    """Those who fill the posts that answer for the hospital, once a day: one is empty, and a case went up for that."""
    people = appointers.of_unit(kind=case.unit.kind, delegation_id=case.unit.delegation_id).people
    return Notice(
        "case.gap", list(people), f"{case.unit.clues}:{timezone.localdate(now):%Y-%m-%d}", about(case), page_of(case)
    )


def family_notices(
    kind: str, cases: Mapping[int, Case], followers: Sequence[CaseFollower], mark: object
) -> list[Notice]:
    """Relatives with a consent in force, each on their own child's page; staff who told it on the case's.

    One query for all of them. Who came without an account is told by `write_news_later`.
    """
    children = {row.child_id for row in followers if row.child_id is not None}
    relatives = Guardian.objects.with_access().filter(child__in=children)
    may = set(relatives.values_list("child_id", "person_id")) if children else set()
    notices = []
    for row in followers:
        if row.person is None:
            continue
        case = cases[row.case_id]
        if (row.child_id, row.person_id) in may:
            path = _family_page(row, case)
        elif row.channel in (CaseChannel.STAFF, CaseChannel.API):
            path = page_of(case)
        else:
            continue
        notices.append(Notice(kind, [row.person], f"{case.folio}:{mark}", about(case), path))
    return notices


def tell_family(kind: str, case: Case, mark: object, *, besides: Person | None = None) -> None:
    """Those whom the case touches and who have not left it."""
    rows = case.followers.current().select_related("person", "child", "report")
    others = [row for row in rows if besides is None or row.person_id != besides.pk]
    tell_all(family_notices(kind, {case.pk: case}, others, mark))
    write_news_later(others)


def _family_page(follower: CaseFollower, case: Case) -> str:
    folio = follower.child.folio if follower.child is not None else ""
    return reverse("pediatric:family-case", args=[folio, case.folio])
