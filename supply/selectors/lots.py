"""Lots and where they are, within a person's reach."""

from __future__ import annotations

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from delegations.models import Person
from supply.models import Balance, Lot


def lots_with_pieces(person: Person) -> QuerySet[Lot]:
    """Lots with the `pieces` there are of each in the places the person sees."""
    here = Balance.objects.visible_to(person).filter(lot=OuterRef("pk")).order_by().values("lot")
    summed = here.annotate(total=Sum("on_hand")).values("total")
    return (
        Lot.objects.visible_to(person)
        .select_related("drug")
        .annotate(pieces=Coalesce(Subquery(summed, output_field=IntegerField()), 0))
    )


def where_is(lot: Lot, person: Person) -> QuerySet[Balance]:
    """The lot's balances in the places the person sees, most pieces first; places that ran out come last."""
    return (
        Balance.objects.visible_to(person)
        .filter(lot=lot)
        .select_related("place", "place__delegation")
        .order_by("-on_hand", "place__name")
    )
