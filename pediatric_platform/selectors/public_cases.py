"""What the public form offers, and whose case a secret link opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from delegations.models import Unit
from delegations.models.unit import UnitQuerySet
from delegations.selectors.links import fingerprint
from pediatric_platform.family.medicines import common_name
from pediatric_platform.models import CaseFollower
from supply.models import Drug

# Hospitals of the second and third level: those that treat children, and those that hand out what they take.
HOSPITAL_LEVELS = (2, 3)


@dataclass(frozen=True, slots=True)
class Group:
    """The hospitals of a delegation."""

    name: str
    units: list[Unit]


def open_hospitals() -> UnitQuerySet:
    """Where something may have happened today."""
    return Unit.objects.filter(level__in=HOSPITAL_LEVELS).open_on(timezone.localdate())


def hospitals() -> Iterator[Group]:
    """For the form's list, by delegation: where chemotherapy is given. From another's page or poster one comes with its
    CLUES; the whole list would weigh more than the rest of the page."""
    rows = open_hospitals().select_related("delegation").order_by("delegation__name", "name")
    rows = rows.filter(provides_chemotherapy=True) or rows
    for name, units in groupby(rows, lambda unit: unit.delegation.name):
        yield Group(name, list(units))


def drug_named(words: str) -> Drug | None:
    """The drug that a family means, where its name says it beyond doubt: one drug of that common name and no other."""
    name = common_name(words)
    if not name:
        return None
    found = [
        drug
        for drug in Drug.objects.filter(retired_on__isnull=True, generic_name__istartswith=name)[:50]
        if common_name(drug.generic_name) == name
    ]
    return found[0] if len(found) == 1 else None


def follower_at(token: str) -> CaseFollower | None:
    """Whose secret it is; None where it opens nothing."""
    if not token:
        return None
    return (
        CaseFollower.objects.current()
        .filter(token_hash=fingerprint(token))
        .select_related("case__unit__delegation", "case__drug", "case__owner__person", "case__merged_into")
        .first()
    )
