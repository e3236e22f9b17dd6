"""Whose row is it? One person has one row, by whatever they are recognised: account, mail, name."""

from __future__ import annotations

from django.db.models import F, Q

from delegations.models import Person
from delegations.naming import fold
from meetings.models import Attendance, Meeting, Presence


def find_participant(
    meeting: Meeting, *, person: Person | None = None, email: str = "", name: str = "", organisation: str = ""
) -> Attendance | None:
    """The row of whoever comes, if there is one. The meeting is held: nobody writes another meanwhile."""
    rows = Attendance.objects.filter(meeting=meeting).select_for_update(of=("self",))
    if person is not None:
        own = rows.filter(person=person).first()
        return own or rows.filter(person__isnull=True, email__iexact=person.email).first()
    if email:
        known = rows.filter(Q(email__iexact=email) | Q(person__email__iexact=email))
        # An account before a guest who gave the same mail.
        found = known.order_by(F("person").asc(nulls_last=True), "pk").first()
        if found is not None:
            return found
    return _by_name(meeting, email, name, organisation)


def _by_name(meeting: Meeting, email: str, name: str, organisation: str) -> Attendance | None:
    """Two mails are two people, whatever their names; without one of them, the name and where they come from decide.
    Somebody still expected comes before somebody who is there.
    """
    wanted, place = _folded(name), _folded(organisation)
    rows = Attendance.objects.filter(meeting=meeting).order_by("pk")
    if email:
        rows = rows.filter(person__isnull=True, email="")
    alike = [
        row
        for row in rows.only("pk", "name", "organisation", "presence")
        if _folded(row.name) == wanted and (not place or not row.organisation or _folded(row.organisation) == place)
    ]
    alike.sort(key=lambda row: (row.presence != Presence.EXPECTED, row.pk))
    return Attendance.objects.select_for_update(of=("self",)).get(pk=alike[0].pk) if alike else None


def _folded(text: str) -> str:
    """As one compares names; signs that folding does not know stay as they are."""
    return fold(text) or text.casefold().strip()
