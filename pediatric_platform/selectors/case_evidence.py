"""What a case's page shows as evidence: what the checklist found, with what follows from it, and the files sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from delegations.models import Person
from pediatric_platform.case_rights import may_open, may_read_story, may_work
from pediatric_platform.checklist.shown import ShownLine
from pediatric_platform.models import Case, CaseAttachment, CaseCheck
from pediatric_platform.selectors.checklist_shown import shown_lines


@dataclass(frozen=True)
class Evidence:
    """`lines` in the order in which somebody would look; `files` empty for whoever may not see what families sent."""

    case: Case
    check: CaseCheck | None
    lines: Sequence[ShownLine]
    earlier: Sequence[CaseCheck]
    files: Sequence[CaseAttachment]
    removed: int
    sees_files: bool
    may_check: bool
    may_attach: bool
    may_detach: bool


def evidence_of(case: Case, *, person: Person | None = None) -> Evidence:
    """The newest check in words, and the files there are; without a person what anybody who sees the case may see."""
    checks = list(CaseCheck.objects.filter(case=case).select_related("by").order_by("-at", "-pk")[:6])
    newest = checks[0] if checks else None
    sees_files = person is not None and may_read_story(person, case)
    works = person is not None and may_work(person, case)
    opens = person is not None and (works or may_open(person, case.unit))
    files = CaseAttachment.objects.filter(case=case).defer("content").select_related("added_by")
    found = list(files) if sees_files or opens else []
    return Evidence(
        case=case,
        check=newest,
        lines=shown_lines(case, newest, person) if newest else (),
        earlier=checks[1:],
        files=[file for file in found if file.removed_at is None] if sees_files else (),
        removed=sum(file.removed_at is not None for file in found),
        sees_files=sees_files,
        may_check=works and case.is_standing,
        may_attach=opens and case.is_standing,
        may_detach=works,
    )
