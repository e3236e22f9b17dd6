"""Who may write plans, sessions and doses: asked by every action, whatever door it was called through."""

from __future__ import annotations

from datetime import date

from delegations.models import Person, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.errors.plans import ChildNotInTreatment, NotYoursToPrescribe, ReasonNeeded
from pediatric_platform.models import Child, ChildState


def may_prescribe(by: Person | None, unit: Unit) -> bool:
    """Whoever treats children at the unit; None is the system itself."""
    return by is None or has_permission(by, Permission.PRESCRIBE, unit_id=unit.pk, delegation_id=unit.delegation_id)


def must_prescribe(by: Person | None, unit: Unit) -> None:
    """NotYoursToPrescribe unless `may_prescribe`."""
    if not may_prescribe(by, unit):
        raise NotYoursToPrescribe


def must_be_in_treatment(child: Child, on: date | None = None) -> None:
    """ChildNotInTreatment for who finished, left or died; what was done until that day (`on`) may still be written."""
    if not was_in_treatment(child, on):
        raise ChildNotInTreatment(child.get_state_display())


def was_in_treatment(child: Child, on: date | None = None) -> bool:
    """Whether the child is in treatment, or was on a day until the one it left."""
    return child.state == ChildState.ACTIVE or (on is not None and child.state_on is not None and on <= child.state_on)


def cleaned_reason(text: str, longest: int = 240, field: str = "reason") -> str:
    """A reason with single spaces; ReasonNeeded when there is none."""
    reason = " ".join(text.split())[:longest]
    if not reason:
        raise ReasonNeeded(field)
    return reason
