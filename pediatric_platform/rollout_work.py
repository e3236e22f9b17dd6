"""What of the roll-out is open at a post: its milestones and findings name their owner, and go to the next holder."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Posting
from delegations.open_work import OpenItem, OpenWorkKind
from pediatric_platform.actions.rollout.handing import hand_over
from pediatric_platform.models import Finding, Milestone


def steps_to_take(posting: Posting) -> list[OpenItem]:
    """Pending milestones and findings of the holder, at the hospitals that the post is over."""
    milestones = Milestone.objects.pending().filter(over(posting, "site__unit"), owner=posting.person_id)
    findings = Finding.objects.pending().filter(
        over(posting, "visit__site__unit"), owner=posting.person_id, visit__cancelled_reason=""
    )
    return [
        *(
            OpenItem(
                _("%(unit)s: %(step)s") % {"unit": row.site.unit.name, "step": row.get_kind_display()},
                reverse("pediatric:rollout-site", args=[row.site.unit.clues]),
            )
            for row in milestones.select_related("site__unit").order_by("due_on", "pk")
        ),
        *(
            OpenItem(f"{row.visit.site.unit.name}: {row.text}", reverse("pediatric:rollout-visit", args=[row.visit_id]))
            for row in findings.select_related("visit__site__unit").order_by("due_on", "pk")
        ),
    ]


def over(posting: Posting, unit: str) -> Q:
    """Rows of the hospitals that a post is over."""
    if posting.unit_id is not None:
        return Q(**{unit: posting.unit_id})
    if posting.delegation_id is not None:
        return Q(**{f"{unit}__delegation": posting.delegation_id})
    return Q()


def move(old: Posting, new: Posting) -> int:
    """To the next holder of the post."""
    return hand_over(
        old=old.person,
        new=new.person,
        milestones=Milestone.objects.pending().filter(over(old, "site__unit")),
        findings=Finding.objects.pending().filter(over(old, "visit__site__unit")),
    )


KIND = OpenWorkKind("rollout", gettext_lazy("Pasos del expediente electrónico"), steps_to_take, move)
