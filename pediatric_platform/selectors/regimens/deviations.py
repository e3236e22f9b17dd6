"""Where plans in course leave their regimen: counted for everybody, with folio and reason for who treats the child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from delegations.models import Person, Unit
from pediatric_platform.models import Deviation, DeviationKind, Plan, PlanState, Protocol
from supply.models import Drug


@dataclass(slots=True)
class Departure:
    """One way in which one protocol is left: by how many plans in course, in the country and where one looks."""

    protocol: Protocol
    kind: str
    drug: str
    country: int = 0
    here: int = 0
    units: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeviationsPage:
    """`plans`: plans in course by protocol, against which a number of departures means something."""

    rows: tuple[Departure, ...]
    plans: dict[int, int]
    seen: QuerySet[Deviation]


def in_use() -> QuerySet[Deviation]:
    """Deviations of plans in course."""
    return Deviation.objects.filter(plan__state=PlanState.ACTIVE)


def deviations_page(person: Person, protocol: str = "") -> DeviationsPage:
    """Departures by protocol, kind and drug; units only among those that the person sees."""
    rows = in_use()
    if protocol:
        rows = rows.filter(plan__regimen__protocol__code=protocol)
    by = ("plan__regimen__protocol", "kind", "inn")
    known = Protocol.objects.select_related("diagnosis").in_bulk()
    names = _drug_names(rows)
    found: dict[tuple[int, str, str], Departure] = {}
    for key, count in _counted(rows, by):
        found[key] = Departure(known[key[0]], str(DeviationKind(key[1]).label), names.get(key[2], key[2]), count)
    units = Unit.objects.visible_to(person)
    for key, count in _counted(rows.filter(plan__child__unit__in=units), (*by, "plan__child__unit__name")):
        departure = found[key[:3]]
        departure.here += count
        departure.units[key[3]] = count
    plans = dict(
        Plan.objects.filter(state=PlanState.ACTIVE)
        .order_by()
        .values_list("regimen__protocol")
        .annotate(plans=Count("pk"))
    )
    seen = (
        rows.filter(pk__in=Deviation.objects.visible_to(person))
        .select_related("plan__child__unit", "plan__regimen__protocol", "by")
        .order_by("-at", "-pk")
    )
    ordered = sorted(found.values(), key=lambda row: (-row.country, row.protocol.name, row.kind, row.drug))
    return DeviationsPage(tuple(ordered), plans, seen)


def _counted(rows: QuerySet[Deviation], by: Sequence[str]) -> list[tuple[tuple, int]]:
    """Plans (not deviations: a dose changed every week is one child) by these columns."""
    counted = rows.order_by().values_list(*by).annotate(plans=Count("plan", distinct=True))
    return [(tuple(row[:-1]), row[-1]) for row in counted]


def _drug_names(rows: QuerySet[Deviation]) -> dict[str, str]:
    inns = set(rows.exclude(inn="").order_by().values_list("inn", flat=True).distinct())
    names: dict[str, str] = {}
    for inn, name in Drug.objects.filter(inn__in=inns).order_by("generic_name").values_list("inn", "generic_name"):
        names.setdefault(inn, name)
    return names
