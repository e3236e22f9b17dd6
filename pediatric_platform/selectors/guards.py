"""The safety rules on record as values, and a child's lifetime sum against them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from pediatric_platform.guards import Rule
from pediatric_platform.lifetime import Exposure, Lifetime, lifetime
from pediatric_platform.models import Child, Dose, DoseState, DoseUnit, Guard, GuardKind, SessionState
from supply.models import Drug

ANTHRACYCLINES = "antraciclinas"


def rules() -> list[Rule]:
    """Every rule, in two queries."""
    rows = list(Guard.objects.order_by("kind", "inn", "code"))
    needed = {row.needs_inn for row in rows if row.needs_inn}
    names: dict[str, str] = {}
    for inn, name in Drug.objects.filter(inn__in=needed).order_by("generic_name").values_list("inn", "generic_name"):
        names.setdefault(inn, name)
    return [
        Rule(
            code=row.code,
            kind=row.kind,
            inn=row.inn,
            route=row.route,
            threshold=row.threshold,
            limit=row.limit,
            unit=row.unit,
            needs_inn=row.needs_inn,
            needs_name=names.get(row.needs_inn, ""),
            group=row.group,
            factor=row.factor,
            reason=row.reason,
            source=row.source,
            evidence=row.evidence,
        )
        for row in rows
    ]


def lifetime_factors(known: list[Rule], group: str = ANTHRACYCLINES) -> tuple[dict[str, Decimal], Decimal | None]:
    """What each drug of the group counts for, and the group's limit (the lowest that its rules say)."""
    of_group = [rule for rule in known if rule.kind == GuardKind.LIFETIME and rule.group == group]
    factors = {rule.inn: rule.factor for rule in of_group if rule.factor is not None}
    limits = [rule.limit for rule in of_group if rule.limit is not None]
    return factors, min(limits, default=None)


def lifetime_of(child: Child, known: list[Rule] | None = None, *, more: Iterable[Exposure] = ()) -> Lifetime | None:
    """A child's anthracyclines: what was received before, given here and is planned; None without such rules.

    `more` is what is planned beyond the sessions that are written.
    """
    factors, limit = lifetime_factors(rules() if known is None else known)
    if limit is None:
        return None
    doses = (
        Dose.objects.filter(session__plan__child=child, inn__in=factors, unit=DoseUnit.MG, amount__isnull=False)
        .exclude(state=DoseState.OMITTED)
        .exclude(session__state=SessionState.CANCELLED, state=DoseState.PLANNED)
        .select_related("session__plan__growth")
        .order_by("session__on", "pk")
    )
    exposures = [*(_exposure(dose) for dose in doses), *more]
    return lifetime(exposures, prior=child.prior_anthracycline, factors=factors, limit=limit)


def lifetime_passed_by(child: Child, inns: Collection[str]) -> Lifetime | None:
    """The child's sum where it passes the limit and one of the drugs counts in it; else None."""
    known = rules()
    factors, _limit = lifetime_factors(known)
    if factors.keys().isdisjoint(inns):
        return None
    found = lifetime_of(child, known)
    return found if found is not None and found.passes else None


def _exposure(dose: Dose) -> Exposure:
    assert dose.amount is not None  # filtered above
    whole = dose.amount * dose.administrations
    session = dose.session
    return Exposure(
        on=session.given_on or session.on,
        inn=dose.inn,
        mg_per_m2=whole / session.plan.growth.surface_m2,
        is_given=dose.state == DoseState.GIVEN,
        session_id=session.pk,
    )
