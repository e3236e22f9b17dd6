"""Simulated accounts: one to try each role with, and a titular supply manager in every delegation and unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from delegations.models import Delegation, Holding, Person, Posting, Unit
from delegations.roles import POSTS, Role

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


@dataclass(frozen=True)
class Managers:
    """Who signs and who validates, by row number of unit and delegation."""

    of_unit: dict[int, int]
    of_delegation: dict[int, int]


@transaction.atomic
def make_people(
    *, delegations: Sequence[Delegation], units: Sequence[Unit], password: str | None, since: date
) -> Managers:
    """All accounts and postings. `password` opens the accounts of `ACCOUNTS` alone; the other people cannot sign in."""
    home = next((item for item in delegations if item.code == DEMO_DELEGATION), delegations[0])
    hospital = next((item for item in units if item.clues == DEMO_UNIT), units[0])
    opened, closed = make_password(password), make_password(None)
    people = [
        Person(email=item.email, full_name=item.name, password=opened, is_staff=item.is_staff,
               is_superuser=item.is_staff, is_simulated=True)
        for item in ACCOUNTS
    ]  # fmt: skip
    postings = [
        Posting(person=person, role=item.role, holding=_holding(item.role),
                is_national=item.scope == "país", starts_on=since,
                delegation=home if item.scope == "delegación" else None,
                unit=hospital if item.scope == "unidad" else None, **_contact(index, item.email))
        for index, (person, item) in enumerate(zip(people, ACCOUNTS, strict=True), start=900)
    ]  # fmt: skip
    number = 0
    for delegation in delegations:
        if delegation.pk != home.pk:
            number += 1
            _add_titular(people, postings, number, since, closed, Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation)
    for unit in units:
        if unit.pk != hospital.pk:
            number += 1
            _add_titular(people, postings, number, since, closed, Role.UNIT_SUPPLY_MANAGER, unit=unit)
    Person.objects.bulk_create(people)
    Posting.objects.bulk_create(postings)
    titulars = [posting for posting in postings if posting.holding == Holding.TITULAR]
    return Managers(
        of_unit={
            item.unit_id: item.person_id for item in titulars if item.unit_id and item.role == Role.UNIT_SUPPLY_MANAGER
        },
        of_delegation={
            item.delegation_id: item.person_id
            for item in titulars
            if item.delegation_id and item.role == Role.DELEGATION_SUPPLY_MANAGER
        },
    )


def _add_titular(
    people: list[Person], postings: list[Posting], number: int, since: date, closed: str, role: Role,
    *, delegation: Delegation | None = None, unit: Unit | None = None,
) -> None:  # fmt: skip
    email = f"titular-{number:03d}@example.org"
    person = Person(email=email, full_name=f"Titular simulado {number:03d}", password=closed, is_simulated=True)
    people.append(person)
    postings.append(
        Posting(
            person=person,
            role=role,
            holding=Holding.TITULAR,
            delegation=delegation,
            unit=unit,
            starts_on=since,
            **_contact(number, email),
        )
    )


def _holding(role: Role) -> Holding:
    return Holding.TITULAR if role in POSTS else Holding.MEMBER


def _contact(number: int, email: str) -> dict[str, str]:
    """A telephone that nobody can have, and a mailbox of the reserved domain."""
    return {"office_phone": f"000 000 {number:04d}", "office_email": email}
