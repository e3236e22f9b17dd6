"""Rows of agreements with what every line of a list shows, in a fixed number of statements."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from delegations.models import Person
from meetings.models import Agreement, AgreementState

JOINED = (
    "meeting__series",
    "owner__person",
    "owner_delegation",
    "owner_unit",
    "delegation",
    "unit__delegation",
    "drug",
    "case",
    "condition__delegation",
    "condition__unit",
    "condition__drug",
    "condition__case",
    "condition__supply_order",
)


def joined(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return rows.select_related(*JOINED)


def listed(person: Person, today: date) -> QuerySet[Agreement]:
    """Those the person sees, with `rank` (what is worst first) and whether it is theirs."""
    rank = Case(
        When(state=AgreementState.BROKEN, then=Value(0)),
        When(Q(state__in=(AgreementState.OPEN, AgreementState.AT_RISK), due_on__lt=today), then=Value(0)),
        When(state=AgreementState.AT_RISK, then=Value(1)),
        When(state=AgreementState.OPEN, then=Value(2)),
        When(state=AgreementState.FULFILLED, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    mine = Agreement.objects.owned_by(person).filter(pk=OuterRef("pk"))
    return joined(Agreement.objects.visible_to(person)).annotate(rank=rank, is_mine=Exists(mine))
