"""The draft's SQL and the pure modules say the same of whatever happens."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from supply import demand
from supply.actions import prescriptions
from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from supply.actions.prescriptions import Tally
from supply.actions.weeks import draft_week
from supply.coverage import category, days_of_coverage
from supply.models import CoverageThreshold, WeeklyLine
from supply.weeks import IsoWeek
from tests.factories.supply import AssortmentFactory, DrugFactory, RequirementFactory, RequirementPackageFactory

pytestmark = pytest.mark.django_db
DRUGS = 40


@pytest.mark.parametrize("seed", range(6))
def test_cpm_coverage_and_category_agree_with_the_pure_modules(seed, hospital, pharmacy) -> None:
    chance = random.Random(seed)
    week = IsoWeek.of(pharmacy.today()).previous()
    history = chance.choice([3, 20, 60, 91, 200])
    first = week.sunday - timedelta(days=history - 1)
    drugs = DrugFactory.create_batch(DRUGS, drug_class="support_antiemetic")
    stock = {drug.pk: chance.choice([1, 2, 5, 30, 400]) for drug in drugs}
    for drug in drugs:
        AssortmentFactory(unit=hospital, drug=drug)
    receive(
        place=pharmacy,
        lines=[LotLine(pk, "L", week.sunday + timedelta(days=300), pieces) for pk, pieces in stock.items()],
        key="in",
        by=None,
        occurred_on=first,
    )
    given = {pk: chance.randint(0, pieces) if chance.random() < 0.8 else pieces for pk, pieces in stock.items()}
    for offset in range(3):  # three days of the window, one of them in the week
        day = max(first, week.sunday - timedelta(days=chance.randint(0, 6) if offset == 0 else chance.randint(7, 90)))
        lines = [IssueLine(pk, pieces) for pk, pieces in given.items() if pieces and pk % 3 == offset]
        dispense(place=pharmacy, lines=lines, key=f"out{offset}", by=None, occurred_on=day)
    tallies = {
        drug.pk: Tally(drug.pk, chance.randint(0, 3), chance.randint(0, 2), chance.randint(0, 4)) for drug in drugs
    }
    dated: dict[int, list[int]] = {pk: [0, 0] for pk in stock}
    for drug in drugs:
        for ahead in (0, 1):
            if chance.random() < 0.3:
                pieces = dated[drug.pk][ahead] = chance.randint(1, 40)
                day = week.sunday + timedelta(days=chance.randint(1, 91) if ahead else -chance.randint(0, 90))
                RequirementFactory(
                    package=RequirementPackageFactory(unit=hospital, needed_on=day), drug=drug, pieces=pieces
                )
    prescriptions.record(unit=hospital, day=week.sunday, tallies=list(tallies.values()), by=None)

    draft_week(delegation=hospital.delegation, week=week, now=timezone.now())
    lines = WeeklyLine.objects.filter(place_kind="conjunto")
    assert lines.count() == DRUGS
    for line in lines:
        tally = tallies[line.drug_id]
        given_to = tally.filled + tally.partly_filled
        usual = Decimal(given[line.drug_id]) / given_to if given_to else None
        assert line.denied_pieces == demand.denied_pieces(tally.denied, given_to, line.dispensed, usual=usual)
        window_denied = demand.denied_pieces(tally.denied, given_to, given[line.drug_id])
        asked, open_needs = given[line.drug_id] + window_denied, max(dated[line.drug_id])
        expected = demand.cpm(asked, min(history, 91), line.days_out, dated=open_needs)
        assert (line.cpm_raw, line.cpm, line.cpm_basis) == (expected.raw, expected.adjusted, expected.basis)
        days = days_of_coverage(line.usable, float(line.cpm))
        assert (line.days_of_coverage is None) == (days is None)
        if days is not None:
            assert float(line.days_of_coverage) == pytest.approx(days, abs=0.051)
        assert line.category == category(line.usable, float(line.cpm))


def test_thresholds_are_data(at_pharmacy, vincristine, carried, line_of) -> None:
    carried(vincristine)
    at_pharmacy.came(vincristine, 101, -95)
    at_pharmacy.given(vincristine, 91, 0)  # ten left, one a day
    assert line_of(vincristine).category == "low"
    CoverageThreshold.objects.filter(category="adequate").update(from_days=9)
    assert line_of(vincristine).category == "adequate"
