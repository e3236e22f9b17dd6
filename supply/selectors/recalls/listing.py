"""Recalls and who holds some of them, within a person's reach."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import scope_of
from supply.models import Balance, Recall, RecallHolding, RecallState


def recalls_of(person: Person, now: datetime) -> QuerySet[Recall]:
    """Recalls with what of them lies where the person sees: `places`, `pieces`, `waiting`, `late`."""
    mine = RecallHolding.objects.visible_to(person).filter(recall=OuterRef("pk")).order_by().values("recall")
    owed = Q(acknowledged_at__isnull=True, recall__state=RecallState.OPEN)

    def told(expression: object) -> Coalesce:
        rows = mine.annotate(told=expression).values("told")
        return Coalesce(Subquery(rows, output_field=IntegerField()), 0)

    return (
        Recall.objects.visible_to(person)
        .select_related("drug")
        .prefetch_related("lots")
        .annotate(
            places=told(Count("place", distinct=True)),
            pieces=told(Sum("pieces")),
            waiting=told(Count("pk", filter=owed)),
            late=told(Count("pk", filter=owed & Q(deadline_at__lt=now))),
            # What somebody still has to answer comes before what is only watched for, however new that list is.
            standing=Case(When(state=RecallState.OPEN, then=2), When(state=RecallState.WATCHED, then=1), default=0),
        )
    )


def holdings_of(recall: Recall, person: Person) -> QuerySet[RecallHolding]:
    """Who had some of it, and the pieces that the ledger has there now (`on_hand`)."""
    now_there = Balance.objects.filter(place=OuterRef("place"), lot=OuterRef("lot")).values("on_hand")[:1]
    return (
        RecallHolding.objects.visible_to(person)
        .filter(recall=recall)
        .select_related("place__delegation", "place__unit", "lot", "acknowledged_by", "document")
        .annotate(
            on_hand=Coalesce(Subquery(now_there, output_field=IntegerField()), 0),
            taken_back=F("document__reversal"),
        )
    )


def owed_by(person: Person) -> QuerySet[RecallHolding]:
    """Answers that the person's own places owe: of open recalls, where a posting of theirs answers."""
    condition = Q(pk__in=[])
    for grant in scope_of(person).grants:
        if Permission.ANSWER_RECALL not in grant.permissions:
            continue
        if grant.unit_id is not None:
            condition |= Q(place__unit=grant.unit_id)
        elif grant.delegation_id is not None:
            condition |= Q(place__delegation=grant.delegation_id)
    return RecallHolding.objects.waiting().filter(condition, recall__state=RecallState.OPEN)
