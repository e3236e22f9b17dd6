from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from pediatric_platform.actions.cases.telling import tell_family
from pediatric_platform.actions.cases.writing import NOT_WAITING, happened, locked, must_stand, write
from pediatric_platform.case_clock import ask_again_at
from pediatric_platform.errors.cases import CaseReasonMissing
from pediatric_platform.models import Case, CaseEventKind, CaseState
from pediatric_platform.selectors.case_rules import days_of_rest


@transaction.atomic
def claim_solved(*, case: Case, solution: str, edition: int | None, by: Person, now: datetime | None = None) -> Case:
    """Who works at it says that it is solved, and how. It ends when somebody else confirms it; until then the family is
    asked, and asked again."""
    now = now or timezone.now()
    row = locked(case, by=by, edition=edition)
    must_stand(row)
    solution = " ".join(solution.split())[:400]
    if not solution:
        raise CaseReasonMissing("solution")
    write(
        row,
        type="case.solved",
        by=by,
        state=CaseState.SOLVED,
        solved_at=now,
        solved_by=by,
        solution=solution,
        deadline_at=ask_again_at(now, zone=row.unit.zone, holidays=days_of_rest(now)),
        remind_at=None,
        **NOT_WAITING,
    )
    event = happened(row, CaseEventKind.SOLVED, by=by, at=now, text=solution, for_family=True)
    tell_family("case.solved", row, event.pk, besides=by)
    return row
