"""The numbers plans are made with: set and dropped, each with its origin."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations.audit import record
from delegations.errors.editing import check_edition
from delegations.models import Delegation, Person, Unit
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from supply.models import Drug, PlanningRule
from supply.planning import BOUNDS
from supply.refusals.forecasting import BeyondReason, NoSuchRule, NotOfAUnit, NotYoursToPlan, OriginMissing, TwoPlaces

# What redistribution reads for the whole of what it is asked about.
NOT_OF_A_UNIT = frozenset({"shelf_days", "least_pieces", "expiry_days"})


@transaction.atomic
def set_rule(
    *,
    kind: str,
    value: Decimal,
    origin: str,
    by: Person | None,
    delegation: Delegation | None = None,
    unit: Unit | None = None,
    drug: Drug | None = None,
    edition: int | None = None,
) -> PlanningRule:
    """Have the rule of that kind, place and drug hold this value from now on; the same again changes nothing."""
    _may(by, delegation, unit)
    if kind not in BOUNDS:
        raise NoSuchRule(kind)
    if delegation is not None and unit is not None:
        raise TwoPlaces
    if unit is not None and kind in NOT_OF_A_UNIT:
        raise NotOfAUnit
    least, most = BOUNDS[kind]
    if not least <= value <= most:
        raise BeyondReason(least, most)
    origin = origin.strip()
    if not origin:
        raise OriginMissing
    where = {"kind": kind, "delegation": delegation, "unit": unit, "drug": drug}
    rule, made = PlanningRule.objects.select_for_update().get_or_create(
        **where, defaults={"value": value, "origin": origin, "set_by": by}
    )
    before = None
    if not made:
        check_edition(rule, edition)
        if (rule.value, rule.origin) == (value, origin):
            return rule
        before = _told(rule)
        rule.value, rule.origin, rule.set_by, rule.set_at = value, origin, by, timezone.now()
        rule.edition += 1
        rule.save()
    record(type="planning.set", by=by, target=rule, before=before, after=_told(rule), **_where(rule))
    return rule


@transaction.atomic
def drop_rule(*, rule: PlanningRule, by: Person | None, edition: int | None = None) -> None:
    """Take the rule away: the next more general one holds again."""
    rule = PlanningRule.objects.select_for_update().get(pk=rule.pk)
    _may(by, rule.delegation, rule.unit)
    check_edition(rule, edition)
    record(type="planning.dropped", by=by, target=rule, before=_told(rule), after=None, **_where(rule))
    rule.delete()


def may_plan(person: Person, *, delegation: Delegation | None, unit: Unit | None) -> bool:
    """Central office anywhere; a delegation's manager in it; only central office for the whole country."""
    if unit is not None:
        return has_permission(person, Permission.PLAN_SUPPLY, delegation_id=unit.delegation_id, unit_id=unit.pk)
    if delegation is not None:
        return has_permission(person, Permission.PLAN_SUPPLY, delegation_id=delegation.pk)
    return scope_of(person).allows_everywhere(Permission.PLAN_SUPPLY)


def _may(by: Person | None, delegation: Delegation | None, unit: Unit | None) -> None:
    if by is not None and not may_plan(by, delegation=delegation, unit=unit):
        raise NotYoursToPlan


def _told(rule: PlanningRule) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "value": str(rule.value),
        "origin": rule.origin,
        "drug": str(rule.drug) if rule.drug else None,
    }


def _where(rule: PlanningRule) -> dict[str, Any]:
    delegation_id = rule.unit.delegation_id if rule.unit else rule.delegation_id
    return {"delegation": delegation_id, "unit": rule.unit_id}
