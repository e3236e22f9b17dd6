"""Two girls with vincristine on one morning, and a mixing centre that has some."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from delegations.models import Place
from pediatric_platform.actions.mixing import request_mixtures, validate
from pediatric_platform.mixing_rules import Check
from pediatric_platform.models import Dose, Mixture, Plan
from supply.actions.ledger import LotLine, receive
from supply.models import Drug, Lot
from tests.factories.children import (
    ChildFactory,
    DoseFactory,
    DosePieceFactory,
    GrowthFactory,
    PlanFactory,
    SessionFactory,
    induction,
)

ALL_CHECKS = [check.value for check in Check]


@pytest.fixture
def shareable(vincristine: Drug) -> Drug:
    """Vincristine, 1 mg a vial, that the pharmacy lets be shared for 6 hours."""
    Drug.objects.filter(pk=vincristine.pk).update(vial_sharing=True, hours_stable_after_opening=6)
    vincristine.refresh_from_db()
    return vincristine


@pytest.fixture
def regimen(db):
    return induction(code="LLA-MEZCLAS")


@pytest.fixture
def dose_for(hospital, vincristine, regimen, mixing_centre):
    """A child with a session tomorrow and one dose; 1.2 mg of vincristine unless told otherwise."""

    def make(drug: Drug = vincristine, child=None, **columns) -> Dose:
        child = child or ChildFactory(unit=hospital)
        plan = Plan.objects.filter(child=child).first() or PlanFactory(
            child=child, regimen=regimen, growth=GrowthFactory(child=child)
        )
        session = columns.pop("session", None) or SessionFactory(plan=plan, unit=child.unit)
        columns.setdefault("rule_amount", columns.get("amount", Decimal("1.2")))
        dose = DoseFactory(session=session, **columns)
        DosePieceFactory(dose=dose, drug=drug)
        return dose

    return make


@pytest.fixture
def shelf(mixing_centre: Place, vincristine: Drug) -> dict[str, Lot]:
    """Vincristine at the mixing centre: «near» (3 vials, 40 days) and «far» (20 vials, 400 days)."""
    today = mixing_centre.today()
    receive(
        place=mixing_centre,
        lines=[
            LotLine(vincristine.pk, "FAR", today + timedelta(days=400), 20),
            LotLine(vincristine.pk, "NEAR", today + timedelta(days=40), 3),
        ],
        key="shelf",
        by=None,
        occurred_on=today - timedelta(days=7),
    )
    return {lot.number.lower(): lot for lot in Lot.objects.all()}


@pytest.fixture
def asked(dose_for, mixing_centre, carmen):
    """A mixture of a dose, asked for."""

    def make(**columns) -> Mixture:
        dose = dose_for(**columns)
        return request_mixtures(session=dose.session, place=mixing_centre, by=carmen).mixtures.get(dose=dose)

    return make


@pytest.fixture
def validated(asked, felipe):
    """A mixture that the pharmacist has reviewed, stable for 24 hours."""

    def make(**columns) -> Mixture:
        return validate(mixture=asked(**columns), checks=ALL_CHECKS, hours=24, by=felipe)

    return make


@pytest.fixture
def hours_ago():
    return lambda hours: timezone.now() - timedelta(hours=hours)
