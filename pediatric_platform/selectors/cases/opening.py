"""What somebody who opens a case chooses from."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from delegations.models import Person, Unit
from delegations.models.unit import UnitQuerySet
from delegations.roles import Permission
from pediatric_platform.clinical import units_of
from pediatric_platform.models import STANDING, Case
from supply.models import Drug


def units_to_open(person: Person) -> UnitQuerySet:
    """Hospitals at which the person may open a case; those that give chemotherapy first."""
    found: UnitQuerySet = units_of(person, Permission.OPEN_CASE)
    return found.open_on(timezone.localdate()).only("clues", "name").order_by("-provides_chemotherapy", "name")


def alike_at(person: Person, unit: Unit, drug: Drug) -> QuerySet[Case]:
    """Cases that stand there for that drug, with how many children each touches."""
    children = Count("followers__child", filter=Q(followers__left_at__isnull=True), distinct=True)
    rows = Case.objects.visible_to(person).filter(unit=unit, drug=drug, state__in=STANDING)
    return rows.select_related("owner__person", "drug").annotate(children=children).order_by("opened_at")
