"""A child's anthracyclines, summed from the plan's doses."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from pediatric_platform.guards import DoseFacts, dose_breaches
from pediatric_platform.models import DoseState, Guard
from pediatric_platform.selectors.guards import lifetime_factors, lifetime_of, rules
from tests.factories.children import DoseFactory, GrowthFactory, PlanFactory, SessionFactory
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    call_command("load_guards", verbosity=0)


def dose_of(session, inn, amount, **other):
    return DoseFactory(
        session=session, inn=inn, name=inn, amount=Decimal(amount), rule_amount=None, max_amount=None, **other
    )


def test_given_planned_and_prior_doses_add_up_and_the_rest_does_not_count(loaded, nina):
    nina.prior_anthracycline = Decimal(300)
    nina.save()
    # 20 kg and 115.2 cm: √(20 × 115.2 ÷ 3600) = 0.8 m².
    plan = PlanFactory(child=nina, growth=GrowthFactory(child=nina))
    days = [SessionFactory(plan=plan, day=day) for day in (1, 8, 15, 22)]
    # Given: 40 mg daunorubicin ÷ 0.8 = 50 × 0.6 = 30. Planned: 48 ÷ 0.8 = 60, twice a day is 120.
    dose_of(days[0], "daunorubicin", 40, state=DoseState.GIVEN)
    dose_of(days[1], "doxorubicin", 48, administrations=2)
    dose_of(days[2], "doxorubicin", 480, state=DoseState.OMITTED, state_reason="No")
    dose_of(days[3], "vincristine", 1)

    life = lifetime_of(nina)

    # 300 + 30 = 330; + 120 = 450: at the limit, not beyond it.
    assert (life.given, life.planned, life.limit, life.passes) == (330, 120, 450, False)
    nina.prior_anthracycline = Decimal("300.1")
    passed = lifetime_of(nina)
    assert (passed.passes, passed.passes_session_id) == (True, days[1].pk)


def test_a_cancelled_session_does_not_count(loaded, nina):
    plan = PlanFactory(child=nina, growth=GrowthFactory(child=nina))
    gone = SessionFactory(plan=plan, state="cancelled", state_reason="No")
    dose_of(gone, "doxorubicin", 48)
    assert lifetime_of(nina).total == 0


def test_without_rules_there_is_no_limit(nina):
    assert lifetime_of(nina) is None


def test_the_rules_that_come_along_are_whole(loaded):
    known = rules()
    factors, limit = lifetime_factors(known)
    assert limit == 450
    assert factors == {
        "doxorubicin": 1,
        "daunorubicin": Decimal("0.6"),
        "epirubicin": 1,
        "idarubicin": 5,
        "mitoxantrone": Decimal("10.5"),
    }
    assert not Guard.objects.filter(source="").exists()
    for vinca in ("vincristine", "vinblastine", "vinorelbine", "vindesine"):
        broken = dose_breaches(DoseFacts(vinca, vinca, "IT", "mg", Decimal(1)), known)
        assert [breach.kind for breach in broken] == ["never_route"]


def test_a_demanded_drug_is_called_by_its_name_here(loaded):
    DrugFactory(generic_name="Mesna", inn="mesna")
    assert {rule.needs_name for rule in rules() if rule.inn == "ifosfamide"} == {"Mesna"}
