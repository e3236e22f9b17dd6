"""Who in the registry may be the same child as the one being registered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.sealing import fingerprints
from pediatric_platform.models import Child
from pediatric_platform.name_likeness import are_alike

if TYPE_CHECKING:
    from delegations.models import Person
    from pediatric_platform.actions.children.facts import ChildFacts


class Why(StrEnum):
    """In what two records agree."""

    CURP = "curp"
    INSURED = "insured"  # NSS and agregado
    NAME = "name"  # a like name, born the same day


@dataclass(frozen=True, slots=True)
class Alike:
    """A child on record who may be the same one. `in_reach` False: only the hospital may be told."""

    child: Child
    why: Why
    in_reach: bool


def duplicates(facts: ChildFacts, *, by: Person | None = None, but: Child | None = None) -> list[Alike]:
    """Everywhere in the country, the surest first. Siblings share an NSS: by itself it says nothing."""
    curp, nss = fingerprints("curp", facts.curp), fingerprints("nss", facts.nss)
    candidates = Q(birth_date=facts.birth_date)
    if curp:
        candidates |= Q(curp_print__in=curp)
    if nss and facts.agregado:
        candidates |= Q(nss_print__in=nss)
    others = Child.objects.filter(candidates).select_related("unit__delegation")
    if but is not None:
        others = others.exclude(pk=but.pk)
    found = [
        Alike(child, why, reaches(by, child)) for child in others if (why := _why(child, facts, curp, nss)) is not None
    ]
    order = list(Why)
    return sorted(found, key=lambda alike: (order.index(alike.why), alike.child.pk))


def _why(child: Child, facts: ChildFacts, curp: list[str], nss: list[str]) -> Why | None:
    if child.curp_print in curp:
        return Why.CURP
    if child.birth_date == facts.birth_date and are_alike(child.full_name, facts.full_name):
        return Why.NAME
    # Twins share NSS and agregado; two sound CURPs tell them apart.
    told_apart = bool(curp and child.curp_print)
    if facts.agregado and child.nss_print in nss and child.agregado == facts.agregado and not told_apart:
        return Why.INSURED
    return None


def reaches(person: Person | None, child: Child) -> bool:
    """Whether the person may open that child's record; the system may."""
    return person is None or has_permission(
        person, Permission.VIEW_CHILDREN, unit_id=child.unit_id, delegation_id=child.unit.delegation_id
    )
