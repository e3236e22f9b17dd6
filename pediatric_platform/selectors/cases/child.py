"""The child that somebody names who opens a case."""

from __future__ import annotations

from delegations.models import Person
from pediatric_platform.errors.cases import ChildNotHere
from pediatric_platform.models import Child


def child_named(person: Person, folio: str) -> Child | None:
    """Whom the person treats; a folio that is somebody else's is as good as none. Nothing named: no child."""
    if not folio.strip():
        return None
    found = Child.objects.visible_to(person).filter(folio=folio.strip().upper()).first()
    if found is None:
        raise ChildNotHere
    return found
