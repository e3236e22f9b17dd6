"""Requisitions as their list shows them, and those that wait for a person's decision."""

from __future__ import annotations

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from delegations.models import Person, UnitKind
from delegations.roles import Permission
from delegations.scoping import scope_of
from supply.models import Requisition, RequisitionLine, RequisitionState, Step
from supply.requisition_rights import CHANGED


def requisitions_for(person: Person) -> QuerySet[Requisition]:
    """The requisitions a person sees, with `drugs`, `pieces` asked, `approved` and `to_purchase`."""
    lines = RequisitionLine.objects.filter(requisition=OuterRef("pk")).order_by().values("requisition")

    def total(name: str) -> Coalesce:
        return Coalesce(Subquery(lines.annotate(total=Sum(name)).values("total"), output_field=IntegerField()), 0)

    return (
        Requisition.objects.visible_to(person)
        .select_related("place__delegation", "place__unit", "giver")
        .annotate(
            drugs=Coalesce(Subquery(lines.annotate(total=Count("pk")).values("total"), output_field=IntegerField()), 0),
            pieces=total("asked"),
            approved=total("approved"),
            to_purchase=total("to_purchase"),
        )
    )


def to_decide(person: Person) -> QuerySet[Requisition]:
    """Those that wait for this person: of the delegations where they approve, and above for who approves everywhere."""
    grants = [grant for grant in scope_of(person).grants if Permission.APPROVE_SUPPLY in grant.permissions]
    if any(grant.is_national for grant in grants):
        above = Q(state=RequisitionState.ESCALATED)
    else:
        delegations = [grant.delegation_id for grant in grants if grant.delegation_id is not None]
        above = Q(state=RequisitionState.SENT, place__delegation__in=delegations, place__unit__isnull=False) & ~Q(
            place__unit__kind=UnitKind.UMAE
        )
    own = Q(made_by=person.pk) | Q(Exists(Step.objects.filter(requisition=OuterRef("pk"), what=CHANGED, by=person)))
    return requisitions_for(person).filter(above).exclude(own).order_by("-is_emergency", "needed_on", "sent_at", "pk")
