"""Who may read what a family wrote, and who may not."""

from __future__ import annotations

import pytest

from delegations.models import Person, Unit
from pediatric_platform.case_rights import may_close, may_read_story, may_work
from tests.factories.cases import CaseFactory
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["ana", "beto", "olga", "carmen", "felipe"])
def test_whoever_works_at_cases_of_the_hospital_reads_what_its_families_wrote(
    who: str, hospital: Unit, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    case = CaseFactory(unit=hospital)
    assert may_read_story(person, case)
    assert may_work(person, case)


def test_whoever_only_prepares_mixtures_reads_none_of_it(hospital: Unit, mireya: Person) -> None:
    case = CaseFactory(unit=hospital)
    assert not may_read_story(mireya, case)
    assert not may_work(mireya, case)


def test_another_hospital_or_an_auditor_reads_none_of_it(hospital: Unit, carla: Person) -> None:
    case = CaseFactory(unit=hospital)
    auditor = PersonFactory()
    PostingFactory(person=auditor, role="auditor", is_national=True)
    assert not may_read_story(carla, case)
    assert not may_read_story(auditor, case)


def test_only_central_office_closes_what_nobody_confirmed(
    hospital: Unit, ana: Person, beto: Person, olga: Person
) -> None:
    case = CaseFactory(unit=hospital)
    assert may_close(olga, case)
    assert not may_close(beto, case)
    assert not may_close(ana, case)
