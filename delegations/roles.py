"""Which role holds which permission: the one table that says who may do what."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CENTRAL_OFFICE = "central_office", _("Oficina central")
    DELEGATION_REPRESENTATIVE = "delegation_representative", _("Titular de la representación")
    HEAD_OF_MEDICAL_SERVICES = "head_medical_services", _("Jefatura de prestaciones médicas")
    DELEGATION_SUPPLY_MANAGER = "delegation_supply_manager", _("Responsable de abasto de la delegación")
    UNIT_SUPPLY_MANAGER = "unit_supply_manager", _("Responsable de abasto de la unidad")
    PHARMACIST = "pharmacist", _("Farmacia")
    MIXING_CENTRE_STAFF = "mixing_centre_staff", _("Central de mezclas")
    CLINICIAN = "clinician", _("Oncología y enfermería")
    FAMILY = "family", _("Familia")
    AUDITOR = "auditor", _("Auditoría (solo lectura)")
    ADMINISTRATOR = "administrator", _("Administración")


class Permission(StrEnum):
    VIEW_STOCK = "view_stock"
    POST_LEDGER = "post_ledger"
    COUNT_STOCK = "count_stock"
    REVERSE_DOCUMENT = "reverse_document"
    ISSUE_BLOCKED_LOT = "issue_blocked_lot"
    # A lot's state holds for the whole country, so only national roles may change it.
    MANAGE_LOTS = "manage_lots"
    SIGN_WEEK = "sign_week"
    VALIDATE_WEEK = "validate_week"
    IMPORT_WEEK = "import_week"
    VIEW_NATIONAL_BOARD = "view_national_board"
    MANAGE_CATALOGUE = "manage_catalogue"


_ALL_STAFF = {Permission.VIEW_STOCK}
_LEDGER = {Permission.POST_LEDGER, Permission.COUNT_STOCK, Permission.REVERSE_DOCUMENT}

PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.CENTRAL_OFFICE: frozenset(
        {Permission.VIEW_STOCK, Permission.VIEW_NATIONAL_BOARD, Permission.VALIDATE_WEEK, Permission.MANAGE_LOTS}
    ),
    Role.DELEGATION_REPRESENTATIVE: frozenset(_ALL_STAFF),
    Role.HEAD_OF_MEDICAL_SERVICES: frozenset(_ALL_STAFF),
    Role.DELEGATION_SUPPLY_MANAGER: frozenset(
        _ALL_STAFF | _LEDGER | {Permission.SIGN_WEEK, Permission.VALIDATE_WEEK, Permission.IMPORT_WEEK}
    ),
    Role.UNIT_SUPPLY_MANAGER: frozenset(
        _ALL_STAFF | _LEDGER | {Permission.SIGN_WEEK, Permission.IMPORT_WEEK, Permission.ISSUE_BLOCKED_LOT}
    ),
    Role.PHARMACIST: frozenset(_ALL_STAFF | _LEDGER),
    Role.MIXING_CENTRE_STAFF: frozenset(_ALL_STAFF | {Permission.POST_LEDGER, Permission.REVERSE_DOCUMENT}),
    Role.CLINICIAN: frozenset(_ALL_STAFF),
    Role.FAMILY: frozenset(),
    Role.AUDITOR: frozenset({Permission.VIEW_STOCK, Permission.VIEW_NATIONAL_BOARD}),
    Role.ADMINISTRATOR: frozenset(
        {Permission.VIEW_STOCK, Permission.VIEW_NATIONAL_BOARD, Permission.MANAGE_CATALOGUE, Permission.MANAGE_LOTS}
    ),
}


def permissions_of(role: str) -> frozenset[Permission]:
    """What a role holds; an unknown role holds nothing."""
    return PERMISSIONS.get(role, frozenset())
