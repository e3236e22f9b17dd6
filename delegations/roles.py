"""Which role holds which permission, over what, and who gives it: the one table that says who may do what."""

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
    # Postings of one's scope and what is missing among them; who may give which is in APPOINTS.
    VIEW_NETWORK = "view_network"
    VIEW_CHILDREN = "view_children"
    # Into the registry, its guardians and consents, transfers between units.
    REGISTER_CHILD = "register_child"
    # Plans, sessions, doses; and that they were given.
    PRESCRIBE = "prescribe"
    VALIDATE_MIXTURE = "validate_mixture"
    PREPARE_MIXTURE = "prepare_mixture"
    # Versions of a regimen hold for the whole country, so only national roles may write, approve or withdraw them.
    MANAGE_REGIMENS = "manage_regimens"
    # A problem that a family or a colleague told: opening one, working at it, closing what nobody confirmed.
    OPEN_CASE = "open_case"
    WORK_CASE = "work_case"
    CLOSE_CASE = "close_case"
    # Stamps of the golden hour, at the hospital where the child goes.
    STAMP_FEVER = "stamp_fever"
    MANAGE_FEVER_KIT = "manage_fever_kit"
    # Milestones, trainings and visits of the electronic record's roll-out.
    MANAGE_ROLLOUT = "manage_rollout"
    # Guides hold for the whole country, as regimens do.
    MANAGE_GUIDES = "manage_guides"
    # Series and meetings: calling them, running the review, writing agreements; and minutes, drafted and signed.
    MANAGE_MEETINGS = "manage_meetings"
    KEEP_MINUTES = "keep_minutes"
    # Numbers that plans are made with: windows, lead times, limits.
    PLAN_SUPPLY = "plan_supply"
    # Asking the solver where what exists should be, and taking its proposals up.
    REDISTRIBUTE = "redistribute"
    # Saying yes to a transfer for the place that gives, or the one that takes.
    CONFIRM_TRANSFER = "confirm_transfer"
    REQUEST_SUPPLY = "request_supply"
    APPROVE_SUPPLY = "approve_supply"
    # Contracts, tenders and supply orders hold for the country; what they cost and what is unusual in them.
    MANAGE_PURCHASES = "manage_purchases"
    VIEW_PURCHASES = "view_purchases"
    # A recall stops a lot in the whole country; whoever holds some answers for it.
    MANAGE_RECALLS = "manage_recalls"
    ANSWER_RECALL = "answer_recall"
    # Loans from and to other institutions, and who those are.
    LEND = "lend"
    VIEW_AUDIT = "view_audit"
    # Which mail went where and what became of it.
    VIEW_DELIVERIES = "view_deliveries"


# Over what each role is held: the database refuses a posting over anything else.
NATIONAL_ROLES = frozenset({Role.CENTRAL_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR})
DELEGATION_ROLES = frozenset(
    {Role.DELEGATION_REPRESENTATIVE, Role.HEAD_OF_MEDICAL_SERVICES, Role.DELEGATION_SUPPLY_MANAGER}
)
UNIT_ROLES = frozenset(
    {Role.UNIT_SUPPLY_MANAGER, Role.PHARMACIST, Role.MIXING_CENTRE_STAFF, Role.CLINICIAN, Role.FAMILY}
)
# One titular and one substitute at a time; every other role is held by as many as the work needs.
POSTS = frozenset(DELEGATION_ROLES | {Role.UNIT_SUPPLY_MANAGER})
# The network of supply managers, published in the directory.
NETWORK = frozenset({Role.DELEGATION_SUPPLY_MANAGER, Role.UNIT_SUPPLY_MANAGER})

_ALL_STAFF = {Permission.VIEW_STOCK, Permission.VIEW_NETWORK}
_CASES = {Permission.OPEN_CASE, Permission.WORK_CASE}
_LEDGER = {Permission.POST_LEDGER, Permission.COUNT_STOCK, Permission.REVERSE_DOCUMENT}
# What whoever answers for the stock of a place does about it.
_REPLENISHMENT = {
    Permission.CONFIRM_TRANSFER,
    Permission.REQUEST_SUPPLY,
    Permission.ANSWER_RECALL,
    Permission.LEND,
}

PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.CENTRAL_OFFICE: frozenset(
        _ALL_STAFF
        | _CASES
        | {
            Permission.VIEW_NATIONAL_BOARD,
            Permission.VALIDATE_WEEK,
            Permission.MANAGE_LOTS,
            Permission.MANAGE_REGIMENS,
            Permission.CLOSE_CASE,
            Permission.MANAGE_ROLLOUT,
            Permission.MANAGE_GUIDES,
            Permission.MANAGE_MEETINGS,
            Permission.KEEP_MINUTES,
            Permission.PLAN_SUPPLY,
            Permission.REDISTRIBUTE,
            Permission.APPROVE_SUPPLY,
            Permission.MANAGE_PURCHASES,
            Permission.VIEW_PURCHASES,
            Permission.MANAGE_RECALLS,
        }
    ),
    Role.DELEGATION_REPRESENTATIVE: frozenset(_ALL_STAFF | _CASES),
    Role.HEAD_OF_MEDICAL_SERVICES: frozenset(
        _ALL_STAFF | _CASES | {Permission.VIEW_CHILDREN, Permission.MANAGE_ROLLOUT}
    ),
    Role.DELEGATION_SUPPLY_MANAGER: frozenset(
        _ALL_STAFF
        | _LEDGER
        | _CASES
        | _REPLENISHMENT
        | {
            Permission.SIGN_WEEK,
            Permission.VALIDATE_WEEK,
            Permission.IMPORT_WEEK,
            Permission.PLAN_SUPPLY,
            Permission.REDISTRIBUTE,
            Permission.APPROVE_SUPPLY,
        }
    ),
    Role.UNIT_SUPPLY_MANAGER: frozenset(
        _ALL_STAFF
        | _LEDGER
        | _CASES
        | _REPLENISHMENT
        | {
            Permission.SIGN_WEEK,
            Permission.IMPORT_WEEK,
            Permission.ISSUE_BLOCKED_LOT,
            Permission.MANAGE_FEVER_KIT,
        }
    ),
    Role.PHARMACIST: frozenset(
        _ALL_STAFF
        | _LEDGER
        | _CASES
        | {
            Permission.VIEW_CHILDREN,
            Permission.VALIDATE_MIXTURE,
            Permission.PREPARE_MIXTURE,
            Permission.ANSWER_RECALL,
            Permission.STAMP_FEVER,
            Permission.MANAGE_FEVER_KIT,
        }
    ),
    Role.MIXING_CENTRE_STAFF: frozenset(
        _ALL_STAFF
        | {
            Permission.POST_LEDGER,
            Permission.REVERSE_DOCUMENT,
            Permission.VIEW_CHILDREN,
            Permission.PREPARE_MIXTURE,
            Permission.ANSWER_RECALL,
            Permission.OPEN_CASE,
        }
    ),
    Role.CLINICIAN: frozenset(
        _ALL_STAFF
        | _CASES
        | {
            Permission.VIEW_CHILDREN,
            Permission.REGISTER_CHILD,
            Permission.PRESCRIBE,
            Permission.STAMP_FEVER,
            Permission.MANAGE_FEVER_KIT,
        }
    ),
    Role.FAMILY: frozenset(),
    Role.AUDITOR: frozenset(
        _ALL_STAFF | {Permission.VIEW_NATIONAL_BOARD, Permission.VIEW_AUDIT, Permission.VIEW_PURCHASES}
    ),
    Role.ADMINISTRATOR: frozenset(
        _ALL_STAFF
        | {
            Permission.VIEW_NATIONAL_BOARD,
            Permission.MANAGE_CATALOGUE,
            Permission.MANAGE_LOTS,
            Permission.MANAGE_REGIMENS,
            Permission.OPEN_CASE,
            Permission.MANAGE_ROLLOUT,
            Permission.MANAGE_GUIDES,
            Permission.VIEW_PURCHASES,
            Permission.MANAGE_RECALLS,
            Permission.VIEW_AUDIT,
            Permission.VIEW_DELIVERIES,
        }
    ),
}

_UNIT_STAFF = UNIT_ROLES - {Role.FAMILY}
# Who gives, changes and ends which postings, each within the scope of their own. Nobody gives what is above them.
APPOINTS: dict[str, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(NATIONAL_ROLES | DELEGATION_ROLES | _UNIT_STAFF),
    Role.CENTRAL_OFFICE: frozenset(DELEGATION_ROLES | _UNIT_STAFF),
    Role.DELEGATION_REPRESENTATIVE: frozenset({Role.DELEGATION_SUPPLY_MANAGER} | _UNIT_STAFF),
    Role.HEAD_OF_MEDICAL_SERVICES: frozenset({Role.CLINICIAN, Role.PHARMACIST, Role.MIXING_CENTRE_STAFF}),
    Role.UNIT_SUPPLY_MANAGER: frozenset({Role.PHARMACIST, Role.MIXING_CENTRE_STAFF}),
    Role.CLINICIAN: frozenset({Role.FAMILY}),
}


def permissions_of(role: str) -> frozenset[Permission]:
    """What a role holds; an unknown role holds nothing."""
    return PERMISSIONS.get(role, frozenset())


def appointed_by(role: str) -> frozenset[Role]:
    """The roles that a holder of `role` may give within their scope; an unknown role gives none."""
    return APPOINTS.get(role, frozenset())


def needs_second_factor(role: str) -> bool:
    """Whether a holder of `role` must sign in with a second factor: who sees the country, or children's records."""
    return role in NATIONAL_ROLES or Permission.VIEW_CHILDREN in permissions_of(role)
