"""A post passes to somebody else, and with it the steps that its holder answered for."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, QuerySet

from delegations import audit
from delegations.models import Person
from pediatric_platform.models import Finding, Milestone


@transaction.atomic
def hand_over(*, old: Person, new: Person, milestones: QuerySet[Milestone], findings: QuerySet[Finding]) -> int:
    """Give the pending ones of `old` to `new`, who is reminded of them anew; how many. One event tells of all."""
    steps = list(milestones.filter(owner=old).select_for_update(of=("self",)).values_list("pk", flat=True))
    found = list(findings.filter(owner=old).select_for_update(of=("self",)).values_list("pk", flat=True))
    if not steps and not found:
        return 0
    Milestone.objects.filter(pk__in=steps).update(owner=new, reminded_on=None, edition=F("edition") + 1)
    Finding.objects.filter(pk__in=found).update(owner=new, reminded_on=None)
    audit.record(
        type="rollout.handed_over",
        by=None,
        before={"owner": old.pk},
        after={"owner": new.pk, "milestones": steps, "findings": found},
    )
    return len(steps) + len(found)
