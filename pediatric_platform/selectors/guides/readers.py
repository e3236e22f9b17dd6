"""Who must read a guide, within the reader's own scope, and who has."""

from __future__ import annotations

from typing import Any

from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from delegations.models import Person, Posting
from pediatric_platform.models import Guide, GuideReading, GuideVersion


def readers_of(guide: Guide, version: GuideVersion | None, person: Person) -> QuerySet[Posting]:
    """Postings in force of the roles that must read it, with `read_at` (None: not yet)."""
    rows = (
        Posting.objects.visible_to(person)
        .current(timezone.localdate())
        .filter(role__in=guide.must_read, person__is_active=True)
    )
    readings = GuideReading.objects.filter(version=version, person=OuterRef("person")).values("at")[:1]
    return (
        rows.select_related("person", "unit", "delegation")
        .annotate(read_at=Subquery(readings, output_field=DateTimeField()))
        .order_by(F("read_at").asc(nulls_first=True), "person__full_name", "pk")
    )


def read_share(guide: Guide, version: GuideVersion | None, person: Person) -> tuple[int, int]:
    """How many of those who must have read it, people and not postings."""
    if not guide.must_read:
        return 0, 0
    people: dict[int, bool] = {}
    rows: Any = readers_of(guide, version, person)
    for who, at in rows.values_list("person_id", "read_at"):
        people[who] = people.get(who, False) or at is not None
    return sum(people.values()), len(people)
