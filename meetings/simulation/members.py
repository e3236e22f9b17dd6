"""Who is called to the two series: posts, relatives of children in treatment, and guests. Nobody of them is real."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from delegations.models import Person
from delegations.roles import Role
from meetings.models import Member, ParticipantKind, Series
from meetings.simulation.ground import Ground

# Of six relatives four agreed to be named.
NAMED = (True, True, False, True, False, True)
SUPPLIERS = (
    ("Enlace simulado de entregas", "Distribuidora simulada del Centro", "Coordinación de entregas"),
    ("Enlace simulada de contratos", "Laboratorio simulado Norte", "Atención a instituciones"),
)
HEALTH = ("Enlace simulado de salud", "Secretaría de Salud (simulada)", "Dirección de abasto")
FINANCE = ("Enlace simulada de hacienda", "Secretaría de Hacienda (simulada)", "Seguimiento del gasto en salud")


def add_members(ground: Ground, since: date) -> int:
    """Those that are not there yet; how many there are now."""
    everywhere = Member.objects.filter(series=ground.weekly, role=Role.HEAD_OF_MEDICAL_SERVICES)
    if ground.delegations:  # those whose children are spoken of, not all thirty-five
        everywhere.filter(delegation=None, unit=None).delete()
    _write(ground.weekly, _weekly(ground), since)
    _write(ground.national, _national(ground), since)
    return Member.objects.filter(series__in=(ground.weekly, ground.national)).current().count()


def _weekly(ground: Ground) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"role": Role.CENTRAL_OFFICE}]
    for delegation in ground.delegations:
        rows += [
            {"role": Role.HEAD_OF_MEDICAL_SERVICES, "delegation": delegation},
            {"role": Role.DELEGATION_SUPPLY_MANAGER, "delegation": delegation},
        ]
    rows += [{"role": Role.UNIT_SUPPLY_MANAGER, "unit": unit} for unit in ground.hospitals]
    rows += [_relative(person, named, ground.now) for person, named in zip(ground.families, NAMED, strict=False)]
    rows += [_guest(ParticipantKind.SUPPLIER, *guest) for guest in SUPPLIERS]
    rows.append(_guest(ParticipantKind.MINISTRY, *HEALTH))
    return rows


def _national(ground: Ground) -> list[dict[str, Any]]:
    """Everybody of 35 delegations, 25 hospitals of high specialty and some thirty more: more than 150 people."""
    rows: list[dict[str, Any]] = [
        {"role": Role.CENTRAL_OFFICE},
        {"role": Role.DELEGATION_REPRESENTATIVE},
        {"role": Role.HEAD_OF_MEDICAL_SERVICES},
        {"role": Role.DELEGATION_SUPPLY_MANAGER, "is_required": False},
    ]
    units = {unit.pk: unit for unit in (*ground.hospitals, *ground.umae, *ground.more)}
    rows += [{"role": Role.UNIT_SUPPLY_MANAGER, "unit": unit} for unit in units.values()]
    rows.append(_guest(ParticipantKind.MINISTRY, *FINANCE))
    return rows


def _relative(person: Person, may_be_named: bool, now: datetime) -> dict[str, Any]:
    return {
        "kind": ParticipantKind.FAMILY,
        "person": person,
        "may_be_named": may_be_named,
        "named_said_at": now if may_be_named else None,
        "is_required": False,
    }


def _guest(kind: str, name: str, organisation: str, post: str) -> dict[str, Any]:
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return {
        "kind": kind, "name": name, "organisation": organisation, "post": post, "email": email, "is_required": False,
    }  # fmt: skip


def _write(series: Series, rows: list[dict[str, Any]], since: date) -> None:
    """A post that a file of series has put there already stays as it is."""
    known = set(Member.objects.filter(series=series).current().values_list("role", "delegation", "unit", "person"))
    fresh = []
    for row in rows:
        member = Member(series=series, since=since, **{"kind": ParticipantKind.INSTITUTE, **row})
        if member.name or (member.role, member.delegation_id, member.unit_id, member.person_id) not in known:
            fresh.append(member)
    Member.objects.bulk_create(fresh)
