"""Regimens and plans as tests of doses need them: made of lines, approved, begun by the action itself."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from delegations.models import Person
from pediatric_platform.actions.plans import begin_plan
from pediatric_platform.models import AgeBand, Child, Growth, Plan, Regimen, RegimenState
from tests.factories.children import GrowthFactory, PhaseFactory, ProtocolFactory, RegimenFactory, RegimenLineFactory

HIGH_RISK_INDUCTION: tuple[dict[str, Any], ...] = (
    {"inn": "vincristine", "name": "Vincristina", "amount": Decimal("1.5"), "max_amount": Decimal(2)},
    {
        "inn": "methotrexate",
        "name": "Metotrexato",
        "basis": "age",
        "amount": None,
        "route": "IT",
        "days": [8, 29],
        "max_amount": Decimal(15),
        "bands": {1: 8, 2: 10, 3: 12, 9: 15},
    },
    {
        "inn": "dexamethasone",
        "name": "Dexametasona",
        "amount": Decimal(5),
        "per_day": 2,
        "route": "PO",
        "days": list(range(1, 15)),
        "max_amount": None,
    },
)


def approved(*phases: tuple[dict[str, Any], ...], cycle_days: int = 35, cycles: int = 1, **protocol: Any) -> Regimen:
    """An approved regimen of phases, each a tuple of lines; `bands` of a line are {from age: amount}."""
    regimen: Regimen = RegimenFactory(protocol=ProtocolFactory(**protocol))
    for position, lines in enumerate(phases or (HIGH_RISK_INDUCTION,), start=1):
        phase = PhaseFactory(
            regimen=regimen, position=position, name=f"Fase {position}", cycle_days=cycle_days, cycles=cycles
        )
        for number, facts in enumerate(lines, start=1):
            bands = facts.get("bands", {})
            plain = {name: value for name, value in facts.items() if name != "bands"}
            line = RegimenLineFactory(phase=phase, position=number, **plain)
            for age, amount in bands.items():
                AgeBand.objects.create(line=line, from_age=age, amount=amount)
    approve(regimen)
    return regimen


def approve(regimen: Regimen) -> None:
    Regimen.objects.filter(pk=regimen.pk).update(
        state=RegimenState.APPROVED, approved_body="Comité de prueba", approved_on=date(2026, 1, 1)
    )
    regimen.refresh_from_db()


def begun(child: Child, regimen: Regimen, by: Person | None = None, **facts: Any) -> Plan:
    """A plan of the child begun today by its newest measure, unless told otherwise."""
    growth = Growth.objects.filter(child=child).first() or GrowthFactory(child=child)
    return begin_plan(
        **{"child": child, "regimen": regimen, "started_on": timezone.localdate(), "growth": growth, "by": by} | facts
    )


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
