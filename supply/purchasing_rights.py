"""Who may do what about purchases. Contracts and orders hold for the country; receiving belongs to the place."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.models import Person, Place
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from supply.refusals.purchasing import NotYoursToBuy


def may_manage(person: Person) -> bool:
    """Whether they keep suppliers, procedures, contracts and orders."""
    return scope_of(person).allows_everywhere(Permission.MANAGE_PURCHASES)


def must_manage(by: Person | None) -> None:
    if by is not None and not may_manage(by):
        raise NotYoursToBuy(_("Contratos y órdenes de suministro los lleva oficina central."))


def may_follow(person: Person, place: Place) -> bool:
    """Whether they write down what a supplier has announced for the place."""
    return may_manage(person) or any(
        has_permission(person, permission, place=place)
        for permission in (Permission.REQUEST_SUPPLY, Permission.APPROVE_SUPPLY)
    )


def must_follow(by: Person | None, place: Place) -> None:
    if by is not None and not may_follow(by, place):
        raise NotYoursToBuy(_("Lo que anuncia un proveedor lo anota quien responde por el abasto del destino."))


def may_receive(person: Person, place: Place) -> bool:
    return has_permission(person, Permission.POST_LEDGER, place=place)


def must_receive(by: Person | None, place: Place) -> None:
    if by is not None and not may_receive(by, place):
        raise NotYoursToBuy(_("Su nombramiento no permite recibir entregas en ese lugar."))


def may_settle(person: Person, place: Place) -> bool:
    """Whether they decide about what came over: not whoever received it, unless that is theirs as well."""
    return may_manage(person) or has_permission(person, Permission.APPROVE_SUPPLY, place=place)


def must_settle(by: Person | None, place: Place) -> None:
    if by is not None and not may_settle(by, place):
        raise NotYoursToBuy(_("Sobre un excedente deciden la delegación o la oficina central."))


def may_void(person: Person, place: Place) -> bool:
    return has_permission(person, Permission.REVERSE_DOCUMENT, place=place)


def must_void(by: Person | None, place: Place) -> None:
    if by is not None and not may_void(by, place):
        raise NotYoursToBuy(_("Su nombramiento no permite anular entregas de ese lugar."))
