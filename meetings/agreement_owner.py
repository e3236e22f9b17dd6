"""Whose an agreement is: a post, or somebody from outside. What was written, checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from delegations.models import Delegation, Posting, Unit
from delegations.roles import DELEGATION_ROLES, NATIONAL_ROLES, UNIT_ROLES, Role
from meetings.errors.agreements import OwnerUnclear
from meetings.models import Agreement


@dataclass(frozen=True)
class Owner:
    """`posting` names the holder where many hold the role over the country; elsewhere it is found."""

    role: str = ""
    delegation: Delegation | None = None
    unit: Unit | None = None
    posting: Posting | None = None
    name: str = ""
    organisation: str = ""

    @classmethod
    def of(cls, agreement: Agreement) -> Owner:
        return cls(
            agreement.owner_role,
            agreement.owner_delegation,
            agreement.owner_unit,
            agreement.owner,
            agreement.owner_name,
            agreement.owner_organisation,
        )

    @classmethod
    def held_by(cls, posting: Posting) -> Owner:
        """The post of a posting."""
        return cls(posting.role, posting.delegation, posting.unit, posting)

    def checked(self) -> Owner:
        """Itself, tidied; a refusal where it is nobody, two, or a post that does not exist there."""
        name, organisation = (" ".join(text.split())[:160] for text in (self.name, self.organisation))
        if not self.role:
            if not name:
                raise OwnerUnclear(_("Falta de quién es el acuerdo."), _("Elija un puesto, o a alguien de fuera."))
            return Owner(name=name, organisation=organisation)
        if name:
            raise OwnerUnclear(_("El acuerdo tiene un solo responsable."), _("Deje el puesto o a la persona de fuera."))
        role = self.role
        fits = (
            (role in DELEGATION_ROLES and self.delegation is not None and self.unit is None)
            or (role in UNIT_ROLES - {Role.FAMILY} and self.unit is not None and self.delegation is None)
            or (role in NATIONAL_ROLES and self.delegation is None and self.unit is None and self.posting is not None)
        )
        if not fits:
            raise OwnerUnclear(_("Ese puesto no existe en ese lugar."), _("Elija el puesto de la lista."))
        if role not in NATIONAL_ROLES:
            return Owner(role, self.delegation, self.unit)
        assert self.posting is not None
        if self.posting.role != role:
            raise OwnerUnclear(_("Ese nombramiento es de otra función."), _("Elija el puesto de la lista."))
        return self

    def columns(self) -> dict[str, Any]:
        """As the agreement keeps it, but for who holds the post."""
        return {
            "owner_role": self.role,
            "owner_delegation": self.delegation,
            "owner_unit": self.unit,
            "owner_name": self.name,
            "owner_organisation": self.organisation,
        }

    def is_same(self, other: Owner) -> bool:
        if self.columns() != other.columns():
            return False
        return self.role not in NATIONAL_ROLES or self.posting == other.posting

    @property
    def told(self) -> dict[str, Any]:
        """For the audit: posts, by number; somebody from outside is not named there."""
        return {
            "role": self.role,
            "delegation": self.delegation.code if self.delegation else None,
            "unit": self.unit.clues if self.unit else None,
            "posting": self.posting.pk if self.posting else None,
            "outside": bool(self.name),
        }
