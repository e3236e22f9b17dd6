"""Who may do what with a case; pages and API ask here, and so do the actions that they could bypass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delegations.models import Posting, Unit, UnitKind
from delegations.roles import Permission, permissions_of
from delegations.scoping import has_permission, scope_of

if TYPE_CHECKING:
    from delegations.models import Person
    from pediatric_platform.models import Case


def may_open(person: Person, unit: Unit) -> bool:
    """Whether the person may open a case of that hospital."""
    return _may(person, Permission.OPEN_CASE, unit)


def may_read_story(person: Person, case: Case) -> bool:
    """Whether the person needs the words of the families, their telephones and what they sent: whoever works at cases.

    Who only prepares what is asked of them needs none of it, as on the children's own pages (`may_see_relatives`).
    """
    return _may(person, Permission.WORK_CASE, case.unit)


def read_by(person: Person, case: Case) -> Case:
    """The case, marked with whether that person reads what a family calls its medicine."""
    case.reads_words = may_read_story(person, case)  # type: ignore[attr-defined]
    return case


def may_work(person: Person, case: Case) -> bool:
    """Whether the person may take the case, note, hand it on and say that it is solved."""
    return _may(person, Permission.WORK_CASE, case.unit)


def may_take(person: Person, case: Case) -> bool:
    """Whether some posting of theirs may have it: the delegation of a UMAE helps with its cases and has none."""
    unit = case.unit
    for grant in scope_of(person).grants:
        if Permission.WORK_CASE not in grant.permissions:
            continue
        if grant.unit_id is not None:
            reaches = grant.unit_id == unit.pk
        elif grant.delegation_id is not None:
            reaches = grant.delegation_id == unit.delegation_id and unit.kind != UnitKind.UMAE
        else:
            reaches = True
        if reaches:
            return True
    return False


def may_close(person: Person, case: Case) -> bool:
    """Whether the person may end it without the family's word: central office alone."""
    return _may(person, Permission.CLOSE_CASE, case.unit)


def may_take_off(person: Person, case: Case) -> bool:
    """Whether the person may take anybody off it: whoever told it, themselves; central office, who was a mistake."""
    return may_close(person, case) or case.followers.current().filter(person=person).exists()


def may_own(posting: Posting, unit: Unit) -> bool:
    """Whether a posting may be given the cases of a hospital: it works at cases there, and its holder is here."""
    if Permission.WORK_CASE not in permissions_of(posting.role) or not posting.person.is_active:
        return False
    if posting.unit_id is not None:
        return posting.unit_id == unit.pk
    if posting.delegation_id is not None:
        return posting.delegation_id == unit.delegation_id and unit.kind != UnitKind.UMAE
    return True


def _may(person: Person, permission: Permission, unit: Unit) -> bool:
    return has_permission(person, permission, unit_id=unit.pk, delegation_id=unit.delegation_id)
