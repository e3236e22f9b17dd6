"""Loans and institutions as their lists show them."""

from __future__ import annotations

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from delegations.models import Person
from supply.models import Loan, LoanLine, LoanState, Partner


def loans_for(person: Person) -> QuerySet[Loan]:
    """The loans a person sees, with `pieces`, `returned`, `owed` and `drugs`; what was settled or voided owes none."""
    lines = LoanLine.objects.filter(loan=OuterRef("pk")).order_by().values("loan")

    def total(value: object) -> Coalesce:
        return Coalesce(Subquery(lines.annotate(total=value).values("total"), output_field=IntegerField()), 0)

    open_lines = LoanLine.objects.filter(loan=OuterRef("pk"), loan__state=LoanState.OPEN).order_by().values("loan")
    owed = open_lines.annotate(total=Sum(F("pieces") - F("returned"))).values("total")
    return (
        Loan.objects.visible_to(person)
        .select_related("place__unit", "place__delegation", "partner")
        .annotate(
            pieces=total(Sum("pieces")),
            returned=total(Sum("returned")),
            owed=Coalesce(Subquery(owed, output_field=IntegerField()), 0),
            drugs=total(Count("lot__drug", distinct=True)),
        )
    )


def partners_for(person: Person) -> QuerySet[Partner]:
    """The institutions a person sees, with `open_loans` of the places that they see."""
    open_loans = Q(loans__state=LoanState.OPEN, loans__in=Loan.objects.visible_to(person))
    return (
        Partner.objects.visible_to(person)
        .select_related("delegation")
        .annotate(open_loans=Count("loans", filter=open_loans, distinct=True))
    )
