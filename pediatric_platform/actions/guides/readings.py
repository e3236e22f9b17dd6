"""Somebody of the staff says that they have read the version in force."""

from __future__ import annotations

from django.db import transaction

from delegations.audit import record
from delegations.models import Person
from pediatric_platform.actions.guides.rights import must_be_staff
from pediatric_platform.errors.guides import NotCurrent
from pediatric_platform.models import GuideReading, GuideVersion, GuideVersionState


@transaction.atomic
def acknowledge(*, version: GuideVersion, by: Person) -> GuideReading:
    """Once per version and person, however often it is said."""
    must_be_staff(by)
    row = GuideVersion.objects.select_for_update(of=("self",), no_key=True).defer("file").get(pk=version.pk)
    if row.state != GuideVersionState.CURRENT:
        raise NotCurrent
    reading, is_new = GuideReading.objects.get_or_create(version=row, person=by)
    if is_new:
        record(type="guide.acknowledged", by=by, target=row)
    return reading
