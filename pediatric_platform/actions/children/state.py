"""A child finishes, leaves or comes back to treatment, or dies."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.actions.deliveries import drop_unsent
from delegations.models import Person
from pediatric_platform.actions.children.rights import must_register
from pediatric_platform.actions.declaring import redeclare_child
from pediatric_platform.actions.mixing.stop import stop_mixing
from pediatric_platform.errors.children import FieldMissing, SameState, day_before_birth, day_in_future
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.models import CalendarFeed, Child, ChildState, Guardian

# Kept as data with the mixtures, so in one language.
OUT_OF_TREATMENT = "Ya no está en tratamiento."


@transaction.atomic
def change_state(
    *, child: Child, state: str, on: date, reason: str, edition: int | None = None, by: Person | None
) -> Child:
    """The child's state from a day on. Out of treatment nothing is required for it any more and what nobody prepared
    yet is not mixed; back in it, its coming sessions are required again. After a death nothing is sent to the family,
    what already waits included.
    """
    child = Child.objects.select_for_update(of=("self",)).select_related("unit").get(pk=child.pk)
    must_register(by, child.unit)
    check_edition(child, edition)
    reason = " ".join(reason.split())[:240]
    if not reason:
        raise FieldMissing("reason")
    if state not in ChildState.values:
        raise FieldMissing("state")
    if state == child.state:
        raise SameState
    if on > child.unit.today():
        raise day_in_future("on")
    if on < child.birth_date:
        raise day_before_birth("on")
    before = child.state
    child.state, child.state_on, child.state_reason = state, on, reason
    child.edition += 1
    child.save(update_fields=["state", "state_on", "state_reason", "edition"])
    stopped = stop_mixing(child=child, reason=OUT_OF_TREATMENT, by=by) if state != ChildState.ACTIVE else 0
    silenced = _silence(child) if state == ChildState.DECEASED else 0
    audit.record(
        type="child.state",
        by=by,
        target=child,
        before={"state": before},
        after={"state": state, "on": on.isoformat(), "unsent": silenced, "mixtures": stopped},
    )
    redeclare_child(child)
    return child


def _silence(child: Child) -> int:
    """No reminder reaches the family: what waits to be sent is dropped, the child's calendars answer no more."""
    guardians = Guardian.objects.filter(child=child).select_related("person")
    CalendarFeed.objects.filter(guardian__in=guardians).live().update(revoked_at=timezone.now())
    return sum(drop_unsent(person=guardian.person, about=child.folio) for guardian in guardians)
