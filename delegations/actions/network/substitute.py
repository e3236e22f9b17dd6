"""Somebody stands in for a titular who is away, from one day to another."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.actions.network import rules, telling
from delegations.errors import (
    AlreadyEnded,
    CoversATitularOnly,
    CoversOneself,
    NotYoursToAppoint,
    OutOfReach,
    OutsideTitularDays,
)
from delegations.models import Holding, Person, Posting


@transaction.atomic
def substitute(*, posting: Posting, person: Person, starts_on: date, ends_on: date, by: Person | None) -> Posting:
    """`person` acts for the titular on those days, with the titular's rights. Who appoints may arrange it, and so may
    the titular, among the people they see: their own holiday.
    """
    posting = rules.take_turns_at(posting)
    if not rules.may_cover(by, posting):
        raise NotYoursToAppoint
    if not rules.may_manage(by, posting) and not _is_colleague(person, by):
        raise OutOfReach
    if posting.holding != Holding.TITULAR:
        raise CoversATitularOnly
    if person.pk == posting.person_id:
        raise CoversOneself
    rules.days_make_sense(starts_on, ends_on)
    within_days_of(posting, starts_on, ends_on)
    rules.account_is_open(person)
    rules.unit_is_open(posting.unit, starts_on)
    cover = Posting(
        person=person,
        role=posting.role,
        holding=Holding.ACTING,
        covers=posting,
        is_national=posting.is_national,
        delegation=posting.delegation,
        unit=posting.unit,
        starts_on=starts_on,
        ends_on=ends_on,
        # The office stays the same while somebody else sits in it.
        office_phone=posting.office_phone,
        office_email=posting.office_email,
    )
    rules.post_is_free(cover)
    rules.store(cover)
    audit.record(type="posting.substituted", by=by, target=cover, after=rules.facts(cover))
    telling.tell_substitute(cover, by=by)
    return cover


def within_days_of(posting: Posting, starts_on: date, ends_on: date) -> None:
    """OutsideTitularDays unless the titular holds the post on all of those days; AlreadyEnded when it is over."""
    if posting.ends_on is not None and posting.ends_on < starts_on and posting.ends_on < timezone.localdate():
        raise AlreadyEnded(posting.ends_on)
    if starts_on < posting.starts_on:
        raise OutsideTitularDays(starts_on=posting.starts_on, ends_on=posting.ends_on, field="starts_on")
    if posting.ends_on is not None and ends_on > posting.ends_on:
        raise OutsideTitularDays(starts_on=posting.starts_on, ends_on=posting.ends_on, field="ends_on")


def _is_colleague(person: Person, by: Person | None) -> bool:
    return by is not None and Person.objects.visible_to(by).filter(pk=person.pk).exists()
