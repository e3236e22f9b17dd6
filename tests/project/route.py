"""How an address is written down for the sweeps: what it names, who sees it, who reads and who writes it.

The roles are spelled out, not read from `delegations.roles`, so that a slip in that table is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from delegations.roles import Role
from tests.factories.two_sides import NATIONAL, OF_DELEGATION, Side

EVERYONE = frozenset(Role)
STAFF = EVERYONE - {Role.FAMILY}
OF_UNIT = frozenset({Role.UNIT_SUPPLY_MANAGER, Role.PHARMACIST, Role.MIXING_CENTRE_STAFF, Role.CLINICIAN})
# Who treats children: their records are there for nobody else.
CLINICAL = frozenset({Role.HEAD_OF_MEDICAL_SERVICES, Role.PHARMACIST, Role.MIXING_CENTRE_STAFF, Role.CLINICIAN})
SEE_DELEGATION = NATIONAL | OF_DELEGATION
NOBODY: frozenset[Role] = frozenset()

KEEPERS = frozenset(
    {Role.DELEGATION_SUPPLY_MANAGER, Role.UNIT_SUPPLY_MANAGER, Role.PHARMACIST, Role.MIXING_CENTRE_STAFF}
)
COUNTERS = KEEPERS - {Role.MIXING_CENTRE_STAFF}
SIGNERS = frozenset({Role.DELEGATION_SUPPLY_MANAGER, Role.UNIT_SUPPLY_MANAGER})
VALIDATORS = frozenset({Role.DELEGATION_SUPPLY_MANAGER, Role.CENTRAL_OFFICE})
LOT_MANAGERS = frozenset({Role.CENTRAL_OFFICE, Role.ADMINISTRATOR})
FAULTS_TOKEN = "ficha-de-prueba"


@dataclass(frozen=True)
class Route:
    """An address: what it names of a side, who sees that at all (others get 404), who reads and who writes it.

    `reads`/`writes` are the roles that may, among those who see it (others get 403); None: no such method there.
    `body`: what a POST that does something sends. `public`: open without signing in. `page`: HTML to look at.
    """

    args: Callable[[Side], tuple[Any, ...]] | None = None
    asks: Callable[[Side], dict[str, Any]] | None = None
    names_side: bool = True
    seen: frozenset[Role] = EVERYONE
    reads: frozenset[Role] | None = EVERYONE
    writes: frozenset[Role] | None = None
    body: Callable[[Side], dict[str, Any]] | None = None
    public: bool = False
    page: bool = True
    may_redirect: bool = False

    def names_something(self) -> bool:
        """Whether the same address exists on the other side, for others."""
        return self.names_side and (self.args is not None or self.asks is not None)

    def url(self, name: str, side: Side) -> str:
        return reverse(name, args=self.args(side) if self.args else ())

    def query(self, side: Side) -> dict[str, Any]:
        return self.asks(side) if self.asks else {}
