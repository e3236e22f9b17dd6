"""Accounts as pages and actions ask for them: who administers, what an account holds, what a person was and is."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from delegations.models import Holding, Person, Posting
from delegations.roles import Role
from delegations.scoping import scope_of


def administers(person: Person | None) -> bool:
    """Whether the person administers accounts; None, the system, does."""
    return person is None or any(grant.role == Role.ADMINISTRATOR for grant in scope_of(person).grants)


def administrators(day: date | None = None) -> QuerySet[Person]:
    """Open accounts with an administrator's posting on a day, taken or not."""
    postings = Posting.objects.filter(role=Role.ADMINISTRATOR).current(day or timezone.localdate())
    return Person.objects.filter(is_active=True, pk__in=postings.values("person")).order_by("full_name")


def standing_postings(person: Person) -> QuerySet[Posting]:
    """Every posting of the person that is in force or to come."""
    return (
        Posting.objects.filter(person=person)
        .current_or_coming(timezone.localdate())
        .select_related("person", "delegation", "unit__delegation")
        .order_by("starts_on", "pk")
    )


def titular_posts(person: Person) -> list[Posting]:
    """The posts that would have no titular without the person."""
    return [posting for posting in standing_postings(person) if posting.holding == Holding.TITULAR]


def postings_seen(person: Person, *, by: Person) -> list[Posting]:
    """The person's postings that `by` sees, past ones too, the latest first; never one of a relative's."""
    return list(
        Posting.objects.visible_to(by)
        .filter(person=person)
        .exclude(role=Role.FAMILY)
        .select_related("delegation", "unit__delegation", "covers__person")
        .order_by("-starts_on", "-pk")
    )
