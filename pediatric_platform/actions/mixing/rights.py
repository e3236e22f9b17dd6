"""Who may take which step of a mixture; pages ask the same before they show a button."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Person, Place, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.errors.mixing import NotYourStep

AT_BEDSIDE = (Permission.PRESCRIBE, Permission.VALIDATE_MIXTURE, Permission.PREPARE_MIXTURE)


def may_at_unit(by: Person, unit: Unit, *permissions: Permission) -> bool:
    """Whether one of the permissions is held at the unit."""
    return any(has_permission(by, one, delegation_id=unit.delegation_id, unit_id=unit.pk) for one in permissions)


def may_at_place(by: Person, place: Place, *permissions: Permission) -> bool:
    """Whether one of the permissions is held at the place."""
    return any(has_permission(by, one, place=place) for one in permissions)


def may_request(by: Person, unit: Unit) -> bool:
    return may_at_unit(by, unit, Permission.PRESCRIBE, Permission.VALIDATE_MIXTURE)


def may_validate(by: Person, place: Place) -> bool:
    return may_at_place(by, place, Permission.VALIDATE_MIXTURE)


def may_prepare(by: Person, place: Place) -> bool:
    return may_at_place(by, place, Permission.PREPARE_MIXTURE)


def may_receive(by: Person, unit: Unit) -> bool:
    """Also to send it back: whoever is there when it arrives."""
    return may_at_unit(by, unit, *AT_BEDSIDE)


def may_administer(by: Person, unit: Unit) -> bool:
    return may_at_unit(by, unit, Permission.PRESCRIBE)


def may_hand_out(by: Person, place: Place) -> bool:
    return may_at_place(by, place, Permission.POST_LEDGER) and may_at_place(by, place, Permission.VIEW_CHILDREN)


WHO: dict[str, Promise] = {
    "request": _("oncología o farmacia del hospital"),
    "validate": _("farmacia"),
    "prepare": _("la central de mezclas"),
    "receive": _("el hospital donde se aplica"),
    "administer": _("oncología o enfermería"),
    "hand_out": _("farmacia"),
}


def require(allowed: bool, step: str) -> None:
    """Refuse whoever may not take the step. The system itself (no person) is not asked."""
    if not allowed:
        raise NotYourStep(str(WHO[step]))
