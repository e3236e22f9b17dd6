from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.case_rights import may_work
from pediatric_platform.checklist import UNKNOWN, Asked, Line, answers
from pediatric_platform.errors.case_evidence import NotYoursToCheck
from pediatric_platform.models import Case, CaseCheck, CaseEvent, CaseEventKind

# Where nobody could say yet which drug it is there is nothing to look for: the answer is to ask the family.
NO_DRUG = Line("no_drug", UNKNOWN)


@transaction.atomic
def run_checklist(*, case: Case, by: Person | None = None, now: datetime | None = None) -> CaseCheck:
    """Ask every question of the checklist now and keep the answers as evidence; `by` None is the system itself."""
    at = now or timezone.now()
    if by is not None and not may_work(by, case):
        raise NotYoursToCheck
    unit, drug = case.unit, case.drug
    today = at.astimezone(unit.zone).date()
    lines = [NO_DRUG] if drug is None else answers(Asked(unit, drug, today, case.needed_on))
    row = CaseCheck.objects.create(case=case, at=at, by=by, lines=[_until(line, at).stored() for line in lines])
    told = {"check": row.pk, "found": {line.kind: line.verdict for line in lines}}
    CaseEvent.objects.create(case=case, kind=CaseEventKind.CHECKED, at=row.at, by=by, data=told)
    audit.record(type="case.checked", by=by, target=case, after=told)
    return row


def _until(line: Line, at: datetime) -> Line:
    """No answer is younger than its question."""
    return line if line.data_at is None or line.data_at <= at else replace(line, data_at=at)
