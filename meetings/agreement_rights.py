"""Who writes agreements, who notes what was done, and who closes them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from meetings.errors.agreements import NotYoursToAgree
from meetings.models import Agreement


def may_agree(person: Person | None) -> bool:
    """Whoever runs meetings or keeps their minutes; the system itself may."""
    return person is None or any(
        has_permission(person, permission) for permission in (Permission.MANAGE_MEETINGS, Permission.KEEP_MINUTES)
    )


def must_agree(person: Person | None) -> None:
    if not may_agree(person):
        raise NotYoursToAgree


def may_keep(person: Person | None) -> bool:
    """Closes, reopens, moves dates, gives it to somebody else: whoever keeps the minutes."""
    return person is None or has_permission(person, Permission.KEEP_MINUTES)


def must_keep(person: Person | None) -> None:
    if not may_keep(person):
        raise NotYoursToAgree


def owns(person: Person, agreement: Agreement) -> bool:
    """Whether they hold its owner's post today. One query."""
    return Agreement.objects.owned_by(person).filter(pk=agreement.pk).exists()


def may_follow(person: Person | None, agreement: Agreement) -> bool:
    """Whether they may note progress: whoever keeps the minutes, and whoever holds the owner's post today."""
    return may_keep(person) or (person is not None and owns(person, agreement))


def must_follow(person: Person | None, agreement: Agreement) -> None:
    if not may_follow(person, agreement):
        raise NotYoursToAgree(_("El avance lo anota quien tiene hoy el puesto responsable, u oficina central."))
