"""Who may be given a case: those who work at cases of its hospital, its delegation, or in central office."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from delegations.models import Posting, UnitKind
from delegations.roles import Permission, Role, permissions_of
from pediatric_platform.models import Case

WORKERS = [role for role in Role if Permission.WORK_CASE in permissions_of(role)]


def may_have(case: Case, day: date) -> QuerySet[Posting]:
    """Postings in force that day (as `case_rights.may_own` says of one), without the one that has it."""
    reach = Q(unit=case.unit_id) | Q(is_national=True)
    if case.unit.kind != UnitKind.UMAE:  # it answers to central office
        reach |= Q(delegation=case.unit.delegation_id)
    found = (
        Posting.objects.current(day)
        .filter(reach, role__in=WORKERS, person__is_active=True)
        .select_related("person", "unit", "delegation")
        .order_by("is_national", "delegation", "person__full_name")
    )
    return found.exclude(pk=case.owner_id) if case.owner_id else found
