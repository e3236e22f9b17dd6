"""What the pages of the catalogue read."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from delegations.models import Person
from supply.models import Assortment, Drug, Presentation


def drugs_with_counts(person: Person) -> QuerySet[Drug]:
    """The catalogue, with how many claves each drug has."""
    return Drug.objects.visible_to(person).annotate(presentation_count=Count("presentations"))


def presentations_of(drug: Drug) -> QuerySet[Presentation]:
    """The drug's claves with the trade items mapped to them."""
    return drug.presentations.prefetch_related("gtins").order_by("clave")


def units_that_carry(drug: Drug, person: Person) -> int:
    """How many of the units the person sees must carry the drug today."""
    return Assortment.objects.visible_to(person).in_force(timezone.localdate()).filter(drug=drug).count()


def siblings_of(drug: Drug) -> QuerySet[Drug]:
    """The same ingredient in other forms and strengths."""
    if not drug.inn:
        return Drug.objects.none()
    return Drug.objects.filter(Q(inn=drug.inn)).exclude(pk=drug.pk).order_by("form", "code")
