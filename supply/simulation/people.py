"""Simulated accounts: one to try each role with, and the country's network around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from delegations import audit
from delegations.models import Delegation, Handover, Notification, Person, Posting, Unit
from delegations.roles import Role
from supply.simulation.inbox import inbox_of
from supply.simulation.network import Cast, Network

DEMO_DELEGATION = "JAL"
DEMO_UNIT = "JCIMS000325"


@dataclass(frozen=True)
class Account:
    """An account to try a role with. `scope`: "país", "delegación" or "unidad"."""

    email: str
    name: str
    role: Role
    scope: str
    is_staff: bool = False


ACCOUNTS: tuple[Account, ...] = (
    Account("central@example.org", "Oficina central simulada", Role.CENTRAL_OFFICE, "país"),
    Account("administrador@example.org", "Administración simulada", Role.ADMINISTRATOR, "país", is_staff=True),
    Account("auditor@example.org", "Auditoría simulada", Role.AUDITOR, "país"),
    Account(
        "delegacion@example.org", "Responsable simulado de la delegación", Role.DELEGATION_SUPPLY_MANAGER, "delegación"
    ),
    Account("representante@example.org", "Representante simulado", Role.DELEGATION_REPRESENTATIVE, "delegación"),
    Account("medicos@example.org", "Jefatura médica simulada", Role.HEAD_OF_MEDICAL_SERVICES, "delegación"),
    Account("unidad@example.org", "Responsable simulado de la unidad", Role.UNIT_SUPPLY_MANAGER, "unidad"),
    Account("farmacia@example.org", "Farmacia simulada", Role.PHARMACIST, "unidad"),
    Account("mezclas@example.org", "Central de mezclas simulada", Role.MIXING_CENTRE_STAFF, "unidad"),
    Account("clinica@example.org", "Oncología simulada", Role.CLINICIAN, "unidad"),
    Account("familia@example.org", "Familia simulada", Role.FAMILY, "unidad"),
)


class Managers:
    """Who signs and who validates on a day, by row number of unit and delegation: the titular, else the substitute."""

    def __init__(self, postings: Sequence[Posting]) -> None:
        self.terms: dict[tuple[str, int], list[Posting]] = {}
        for posting in sorted(postings, key=lambda row: row.holding, reverse=True):  # titular, substitute, acting
            if posting.role == Role.UNIT_SUPPLY_MANAGER and posting.unit_id:
                self.terms.setdefault(("unit", posting.unit_id), []).append(posting)
            elif posting.role == Role.DELEGATION_SUPPLY_MANAGER and posting.delegation_id:
                self.terms.setdefault(("delegation", posting.delegation_id), []).append(posting)

    def of_unit(self, unit_id: int | None, day: date) -> int | None:
        return self._on(("unit", unit_id), day) if unit_id else None

    def of_delegation(self, delegation_id: int, day: date) -> int | None:
        return self._on(("delegation", delegation_id), day)

    def _on(self, post: tuple[str, int], day: date) -> int | None:
        return next((row.person_id for row in self.terms.get(post, ()) if row.is_current(day)), None)


@transaction.atomic
def make_people(
    *,
    delegations: Sequence[Delegation],
    units: Sequence[Unit],
    password: str | None,
    since: date,
    now: datetime,
    seed: int,
) -> Managers:
    """All accounts and postings. `password` opens the accounts of `ACCOUNTS` alone; the other people cannot sign in."""
    home = next((item for item in delegations if item.code == DEMO_DELEGATION), delegations[0])
    hospital = next((item for item in units if item.clues == DEMO_UNIT), units[0])
    opened = make_password(password)
    cast = Cast(
        {
            item.role: Person(
                email=item.email,
                full_name=item.name,
                password=opened,
                is_staff=item.is_staff,
                is_superuser=item.is_staff,
                is_simulated=True,
            )
            for item in ACCOUNTS
        },
        home=home,
        hospital=hospital,
    )
    network = Network(cast, since=since, now=now, seed=seed)
    network.people_the_country(delegations, units)
    Person.objects.bulk_create(network.people)
    Posting.objects.bulk_create(network.postings)
    Posting.objects.bulk_create(network.covers)
    Handover.objects.bulk_create(network.handovers)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in network.people
        if person.has_joined
    )
    Notification.objects.bulk_create(inbox_of(network))
    audit.record(
        type="simulation.people",
        by=None,
        after={
            "people": len(network.people),
            "postings": len(network.postings) + len(network.covers),
            "handovers": len(network.handovers),
        },
    )
    return Managers([*network.postings, *network.covers])
