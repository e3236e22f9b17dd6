"""Who answers for a hospital's medicines on a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.models import Delegation, Holding, Posting, Unit, UnitKind
from delegations.roles import Role
from delegations.selectors.answering import who_answers
from tests.factories.delegations import PostingFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 16)


def of_unit(hospital: Unit, holding: Holding = Holding.TITULAR, **more) -> Posting:
    more = {"starts_on": date(2026, 1, 1), **more}
    return PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, holding=holding, **more)


def of_delegation(delegation: Delegation, **more) -> Posting:
    more = {"starts_on": date(2026, 1, 1), **more}
    return PostingFactory(role=Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation, **more)


def test_the_titular_answers_and_the_delegation_is_named_too(hospital: Unit, delegation: Delegation):
    titular, above = of_unit(hospital), of_delegation(delegation)
    of_unit(hospital, Holding.SUBSTITUTE)
    who = who_answers(hospital, DAY)
    assert (who.posting, who.above, who.is_empty, who.is_above) == (titular, above, False, False)


def test_who_stands_in_answers_on_the_days_of_the_absence_alone(hospital: Unit):
    titular = of_unit(hospital)
    acting = of_unit(hospital, Holding.ACTING, covers=titular, starts_on=date(2026, 11, 10), ends_on=date(2026, 11, 20))
    who = who_answers(hospital, DAY)
    assert (who.posting, who.stands_in_for, who.until) == (acting, titular, date(2026, 11, 20))
    assert who_answers(hospital, date(2026, 11, 21)).posting == titular


def test_without_a_titular_the_substitute_answers_and_since_when_is_told(hospital: Unit):
    of_unit(hospital, ends_on=date(2026, 10, 31))
    substitute = of_unit(hospital, Holding.SUBSTITUTE)
    who = who_answers(hospital, DAY)
    assert (who.posting, who.is_empty, who.empty_since) == (substitute, True, date(2026, 11, 1))


def test_without_anybody_at_the_hospital_the_delegation_answers(hospital: Unit, delegation: Delegation):
    above = of_delegation(delegation)
    who = who_answers(hospital, DAY)
    assert (who.posting, who.is_above, who.empty_since) == (above, True, None)


def test_closed_accounts_and_days_to_come_answer_for_nothing(hospital: Unit):
    gone = of_unit(hospital)
    gone.person.is_active = False
    gone.person.save()
    of_unit(hospital, Holding.SUBSTITUTE, starts_on=date(2026, 12, 1))
    assert who_answers(hospital, DAY).posting is None


def test_it_asks_once(hospital: Unit, delegation: Delegation):
    of_unit(hospital)
    of_delegation(delegation)
    with CaptureQueriesContext(connection) as queries:
        who = who_answers(hospital, DAY)
        assert who.posting is not None
        str(who.posting.person)
    assert len(queries) == 1


def test_nobody_of_the_delegation_answers_for_a_umae(hospital: Unit, delegation: Delegation):
    hospital.kind = UnitKind.UMAE
    of_delegation(delegation)
    who = who_answers(hospital, DAY)
    assert (who.posting, who.above) == (None, None)
