"""Texts that name a child of the registry, or a relative who did not agree: said by where, never by whose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from delegations.models import Person, Posting
from delegations.naming import fold
from delegations.roles import Role
from meetings.minuting.names import (
    folded_names,
    holds_identifier,
    names_one,
    neighbours,
    relative_spellings,
    runs,
    spellings,
    without,
    words_of,
)
from meetings.models import Attendance, Meeting, ParticipantKind
from pediatric_platform.models import Child
from pediatric_platform.models.guardian import children_of

# The longest name of a grown-up, in words, that is told apart from a child's.
LONGEST_NAME = 6


def who_is_named(meeting: Meeting, texts: Mapping[str, str]) -> list[str]:
    """Sentences for each text (by what it is called on the page) that may not stand as it is; a handful of queries."""
    whole = "\n".join(texts.values())
    written = {run for run in runs(words_of(whole), LONGEST_NAME) if " " in run}
    adults = folded_names(_grown_ups(meeting, written))
    folded = {title: without(text, adults) for title, text in texts.items()}
    children = _children_in(" ".join(folded.values()))
    relatives = _relatives_of(meeting, written)
    told = []
    for title, text in texts.items():
        if names_one(folded[title], children):
            told.append(_("En «%(title)s» está el nombre de una niña o un niño del registro.") % {"title": title})
        if names_one(f" {' '.join(words_of(text))} ", relatives):
            told.append(
                _("En «%(title)s» está el nombre de un familiar que no ha aceptado que se diga.") % {"title": title}
            )
        if holds_identifier(text):
            told.append(_("En «%(title)s» hay una CURP o un número de seguridad social.") % {"title": title})
    return told


def names_own_child(person: Person, texts: Iterable[str]) -> bool:
    """Whether a relative names a child of theirs, or writes an identifier.

    Of other children nothing is said: an answer would tell a relative who else is treated.
    """
    names = children_of(person).order_by().values_list("given_names", "first_surname", "second_surname")
    ways = {way for name in names for way in spellings(*name)}
    return any(names_one(without(text, ()), ways) or holds_identifier(text) for text in texts)


def _children_in(folded: str) -> set[str]:
    """How children are written there: of all whose first surname stands in it beside a given name of theirs.

    A surname of many, and a grown-up's of the same name, are in every text: what is looked for in each one is only
    what stands in the whole.
    """
    near = neighbours(folded.split())
    if not near:
        return set()
    # Surnames are few and children many: what is alike is found among the surnames.
    known = Child.objects.order_by().values_list("first_surname", flat=True).distinct()
    alike = {name: near[key] for name in known if (key := fold(name)) in near}
    rows = Child.objects.filter(first_surname__in=alike).order_by()
    names = rows.values_list("given_names", "first_surname", "second_surname").distinct()
    ways = {way for name in names if not alike[name[1]].isdisjoint(words_of(name[0])) for way in spellings(*name)}
    return {way for way in ways if names_one(folded, [way])}


def _grown_ups(meeting: Meeting, written: set[str]) -> set[str]:
    """Names of staff and guests that stand in the text: who was called, and accounts of the institute's people."""
    called = Attendance.objects.filter(meeting=meeting).exclude(kind=ParticipantKind.FAMILY)
    return set(called.values_list("name", flat=True)) | _accounts(written, _staff())


def _relatives_of(meeting: Meeting, written: set[str]) -> set[str]:
    """How relatives may be written who have not agreed: those who were called, and every account of a relative."""
    rows = Attendance.objects.filter(meeting=meeting, kind=ParticipantKind.FAMILY)
    agreed: set[str] = set()
    silent: set[str] = set()
    for name, may_be_named in rows.values_list("name", "may_be_named"):
        (agreed if may_be_named else silent).add(name)
    family = Posting.objects.filter(role=Role.FAMILY).order_by().values("person")
    accounts = _accounts(written, family, but=_staff()) - agreed
    return {way for name in silent | accounts for way in relative_spellings(name)}


def _staff() -> QuerySet[Posting, Any]:
    return Posting.objects.exclude(role=Role.FAMILY).order_by().values("person")


def _accounts(written: set[str], among: QuerySet[Posting, Any], but: QuerySet[Posting, Any] | None = None) -> set[str]:
    """Full names of accounts that stand in the text."""
    if not written:
        return set()
    people = Person.objects.filter(pk__in=among)
    if but is not None:
        people = people.exclude(pk__in=but)
    return {name for name in people.order_by().values_list("full_name", flat=True) if fold(name) in written}
