"""What the book says stands on the shelves at the end of a day, to be counted against."""

from __future__ import annotations

from datetime import date

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from delegations.models import Place
from supply.models import Balance, Drug, Movement


def to_count(place: Place, day: date, drug: Drug | None = None) -> QuerySet[Balance]:
    """The place's lots with `book` pieces at the end of `day`, by drug and then first to expire; of one drug or all."""
    later = (
        Movement.objects.filter(place=place, lot=OuterRef("lot"), occurred_on__gt=day)
        .order_by()
        .values("lot")
        .annotate(total=Sum("quantity"))
        .values("total")
    )
    balances = (
        Balance.objects.at(place)
        .select_related("lot", "lot__drug")
        .annotate(book=F("on_hand") - Coalesce(Subquery(later, output_field=IntegerField()), 0))
        .exclude(book=0)
        .order_by("lot__drug__generic_name", "lot__drug_id", "lot__expires_on", "lot_id")
    )
    return balances if drug is None else balances.filter(lot__drug=drug)
