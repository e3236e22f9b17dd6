"""Rules that the database keeps of a case's checks and files, each broken on purpose (see test_constraints_sweep)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from pediatric_platform.models import CaseCheck
from tests.factories.cases import CaseCheckFactory
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def check_rewritten(side: Side) -> None:
    CaseCheckFactory(case=side.case)
    CaseCheck.objects.filter(case=side.case).update(lines=[{"kind": "in_unit", "verdict": "yes"}])


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "one_attachment_per_content": lambda side: again(side.attachment),
    "attachment_is_small": lambda side: alter(side.attachment, size=5 * 1024 * 1024 + 1),
    "removed_attachment_is_gone_and_says_why": lambda side: alter(
        side.attachment, removed_at=timezone.now(), removed_reason="Se quitó, y sigue ahí"
    ),
    "attachment_is_of_a_known_type": lambda side: alter(side.attachment, content_type="image/svg+xml"),
    "pediatric_platform_casecheck_is_append_only": check_rewritten,
}
