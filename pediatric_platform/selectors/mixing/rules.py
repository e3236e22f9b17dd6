"""What the pharmacist's review reads: guards by drug, allergies of the child, hours written before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from pediatric_platform.models import Allergy, DosePiece, Guard, GuardKind, MixtureEvent, MixtureState


@dataclass(frozen=True, slots=True)
class Rules:
    """Ways that are forbidden, as (inn, route), and the lowest cap of each (inn, unit)."""

    forbidden: frozenset[tuple[str, str]] = frozenset()
    caps: dict[tuple[str, str], Decimal] = field(default_factory=dict)


def rules_for(inns: Iterable[str]) -> Rules:
    """The guards of these drugs; one query."""
    kinds = (GuardKind.NEVER_ROUTE, GuardKind.CAP)
    forbidden: set[tuple[str, str]] = set()
    caps: dict[tuple[str, str], Decimal] = {}
    guards = Guard.objects.filter(inn__in=set(inns), kind__in=kinds)
    for kind, inn, route, limit, unit in guards.values_list("kind", "inn", "route", "limit", "unit"):
        if kind == GuardKind.NEVER_ROUTE:
            forbidden.add((inn, route))
        elif limit is not None:
            caps[inn, unit] = min(limit, caps.get((inn, unit), limit))
    return Rules(frozenset(forbidden), caps)


def is_never_intrathecal(dose_id: int) -> bool:
    """Whether the catalogue says so of a drug that the dose would be made of."""
    return DosePiece.objects.filter(dose=dose_id, drug__never_intrathecal=True).exists()


def allergies_to(child_id: int, inn: str, name: str = "") -> list[Allergy]:
    """The child's allergies in force to a drug, by its international name or as it was written."""
    about = Q(inn=inn) | Q(substance__unaccent__iexact=name or inn)
    return list(Allergy.objects.in_force().filter(about, child=child_id))


def last_words(place_id: int, inn: str) -> dict[str, object]:
    """Diluent, volume and hours of the last validated mixture of a drug at a mixing centre: the form begins there."""
    event = (
        MixtureEvent.objects.filter(
            after=MixtureState.VALIDATED, mixture__order__place=place_id, mixture__dose__inn=inn
        )
        .select_related("mixture")
        .order_by("-id")
        .first()
    )
    if event is None:
        return {}
    return {
        "diluent": event.mixture.diluent,
        "volume_ml": event.mixture.volume_ml,
        "hours": event.checks.get("hours"),
    }
