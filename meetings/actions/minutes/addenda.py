"""A correction of signed minutes: below them, numbered, signed, and chained to what was before."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Person
from meetings.actions.minutes.opened import locked, note
from meetings.actions.minutes.write import clean
from meetings.errors.minutes import MinutesNotSigned, NamesSomebody, NoWords
from meetings.minutes_notices import tell_addendum
from meetings.minutes_rights import must_keep, post_of
from meetings.minuting.chain import addendum_print
from meetings.models import Addendum, Minutes
from meetings.selectors.naming import who_is_named
from supply.queue import later


@transaction.atomic
def add_addendum(*, minutes: Minutes, text: str, by: Person) -> Addendum:
    """Said once and for good, as the minutes themselves."""
    must_keep(by)
    minutes = locked(minutes)
    if not minutes.is_signed:
        raise MinutesNotSigned
    text = clean(text)
    if not text:
        raise NoWords
    if told := who_is_named(minutes.meeting, {str(_("Adenda")): text}):
        raise NamesSomebody(told)
    last = Addendum.objects.filter(minutes=minutes).order_by("-number").first()
    row = Addendum(
        minutes=minutes,
        number=last.number + 1 if last else 1,
        text=text,
        at=timezone.now(),
        by=by,
        name=by.full_name,
        post=post_of(by),
    )
    row.sha256 = addendum_print(row, before=last.sha256 if last else minutes.sha256)
    row.save(force_insert=True)
    note("minutes.addendum_added", minutes, by, {"number": row.number, "sha256": row.sha256})
    tell_addendum(minutes, row)
    later("meetings.tasks.make_minutes_papers", minutes.pk)
    return row
