"""What every change of a posting asks first: who may, on which days, and whether the post is free."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from delegations import audit
from delegations.errors import (
    AlreadyHolds,
    ClosedAccount,
    ClosedUnit,
    CoverBegan,
    EndsBeforeStart,
    ImplausibleDay,
    NotYoursToAppoint,
    OutsideTitularDays,
    PostTaken,
    Refusal,
)
from delegations.models import Delegation, Holding, Person, Posting, Unit
from delegations.scoping import scope_of
from delegations.selectors.network.appointers import reach

ONE_DAY = timedelta(days=1)
YEARS = 10


def may_appoint(by: Person | None, *, role: str, delegation: Delegation | None, unit: Unit | None) -> bool:
    """Whether the person (None: the system) may give and end that role there."""
    return by is None or scope_of(by).appoints(role, **reach(delegation=delegation, unit=unit))


def must_appoint(by: Person | None, *, role: str, delegation: Delegation | None, unit: Unit | None) -> None:
    """NotYoursToAppoint unless `may_appoint`."""
    if not may_appoint(by, role=role, delegation=delegation, unit=unit):
        raise NotYoursToAppoint


def may_manage(by: Person | None, posting: Posting) -> bool:
    """Whether the person may change and end that posting as who appoints."""
    return may_appoint(by, role=posting.role, delegation=posting.delegation, unit=posting.unit)


def must_manage(by: Person | None, posting: Posting) -> None:
    """NotYoursToAppoint unless `may_manage`."""
    if not may_manage(by, posting):
        raise NotYoursToAppoint


def may_cover(by: Person | None, posting: Posting) -> bool:
    """Whether the person may arrange who stands in: who appoints, and the titular for their own absence."""
    if may_manage(by, posting):
        return True
    return by is not None and by.pk == posting.person_id and posting.is_current(timezone.localdate())


def take_turns(*, delegation: Delegation | None, unit: Unit | None, person: Person) -> None:
    """Wait for whoever is changing the same place's postings: of two that appoint at once, one sees the other."""
    row: Unit | Delegation | Person = unit or delegation or person
    type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)


def take_turns_at(posting: Posting) -> Posting:
    """As `take_turns`, for a posting that is there; the posting as it is now that it is our turn."""
    take_turns(delegation=posting.delegation, unit=posting.unit, person=posting.person)
    return Posting.objects.select_related("person", "delegation", "unit__delegation", "covers__person").get(
        pk=posting.pk
    )


def days_make_sense(starts_on: date, ends_on: date | None) -> None:
    """EndsBeforeStart, or ImplausibleDay for a year that nobody meant."""
    plausible(starts_on, field="starts_on")
    if ends_on is not None:
        plausible(ends_on, field="ends_on")
        if ends_on < starts_on:
            raise EndsBeforeStart(starts_on)


def plausible(day: date, *, field: str) -> None:
    """ImplausibleDay for a day that is a slip of the keyboard."""
    if abs(day.year - timezone.localdate().year) > YEARS:
        raise ImplausibleDay(day, field=field)


def unit_is_open(unit: Unit | None, starts_on: date) -> None:
    """ClosedUnit when the unit is closed on the first day, or by now."""
    if unit is not None and unit.closed_on is not None and unit.closed_on <= max(starts_on, timezone.localdate()):
        raise ClosedUnit(unit.name, unit.closed_on)


def account_is_open(person: Person) -> None:
    if not person.is_active:
        raise ClosedAccount(person.full_name)


def post_is_free(posting: Posting) -> None:
    """PostTaken or AlreadyHolds when another posting of the same role and place shares a day with this one."""
    others = (
        Posting.objects.filter(role=posting.role, delegation=posting.delegation, unit=posting.unit)
        .filter(is_national=posting.is_national)
        .exclude(pk=posting.pk)
        .current_or_coming(posting.starts_on)
        .select_related("person")
        .order_by("starts_on")
    )
    if posting.ends_on is not None:
        others = others.filter(starts_on__lte=posting.ends_on)
    if posting.holding != Holding.ACTING:
        mine = others.filter(person=posting.person).exclude(holding=Holding.ACTING).first()
        if mine is not None:
            raise AlreadyHolds(
                holder=mine.person.full_name, holding=mine.get_holding_display().lower(), starts_on=mine.starts_on
            )
    if posting.holding != Holding.MEMBER:
        theirs = others.filter(holding=posting.holding).first()
        if theirs is not None:
            raise PostTaken(
                holder=theirs.person.full_name,
                holding=theirs.get_holding_display().lower(),
                starts_on=theirs.starts_on,
                ends_on=theirs.ends_on,
                is_cover=theirs.holding == Holding.ACTING,
            )


def store(posting: Posting) -> Posting:
    """Save a posting. What the database refuses is told as the rules above tell it, should they have missed it."""
    try:
        with transaction.atomic():
            posting.save()
    except IntegrityError as error:
        raise _refusal(posting, error) from error
    return posting


def _refusal(posting: Posting, error: IntegrityError) -> Exception:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    if name in ("posting_one_holder_at_a_time", "posting_person_holds_it_once"):
        try:
            post_is_free(posting)
        except Refusal as refusal:
            return refusal
    if name == "posting_is_to_an_open_unit" and posting.unit is not None:
        return ClosedUnit(posting.unit.name, posting.unit.closed_on)
    if name == "posting_ends_after_it_starts":
        return EndsBeforeStart(posting.starts_on)
    if name == "posting_covers_the_titular_of_its_place" and posting.covers is not None:
        covered = posting.covers
        return OutsideTitularDays(starts_on=covered.starts_on, ends_on=covered.ends_on, field="starts_on")
    return error


def shorten_covers(posting: Posting, last_day: date) -> list[dict[str, object]]:
    """End the acting covers of a titular with the titular; those that had not begun are withdrawn. What became of each.

    CoverBegan when somebody stood in on a day after the last one already.
    """
    today = timezone.localdate()
    done: list[dict[str, object]] = []
    for cover in posting.covered_by.filter(ends_on__gt=last_day).select_related("person").order_by("starts_on"):
        told = {"posting": cover.pk, "person": cover.person.full_name, "ends_on": str(cover.ends_on)}
        if cover.starts_on <= last_day:
            cover.ends_on = last_day
            cover.save(update_fields=["ends_on"])
            done.append({**told, "now_ends_on": str(last_day)})
        elif cover.starts_on > today:
            cover.delete()
            done.append({**told, "withdrawn": True})
        else:
            raise CoverBegan(name=cover.person.full_name, began_on=cover.starts_on)
    return done


def facts(posting: Posting) -> dict[str, object]:
    """A posting as the audit keeps it: all of it."""
    return {
        "person": posting.person_id,
        "name": audit.name_of(posting.person),
        "role": posting.role,
        "holding": posting.holding,
        "where": posting.where if not posting.is_national else "",
        "delegation": posting.delegation_id,
        "unit": posting.unit_id,
        "covers": posting.covers_id,
        "starts_on": str(posting.starts_on),
        "ends_on": str(posting.ends_on) if posting.ends_on else None,
        "office_phone": posting.office_phone,
        "office_email": posting.office_email,
    }


def withdraw(posting: Posting) -> list[dict[str, object]]:
    """Take back a posting that has not begun, with whoever was to act for it. What became of those."""
    covers = shorten_covers(posting, posting.starts_on - ONE_DAY)
    number = posting.pk
    posting.delete()
    posting.pk = number  # the audit and the notices still name it
    return covers
