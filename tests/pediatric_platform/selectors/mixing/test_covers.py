"""Which sessions spared pieces complete: only those that lack nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pediatric_platform.selectors.mixing.covers import sessions_covered
from supply.actions.requirements import Package, declare
from supply.models import Requirement
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lacking(hospital):
    """`lacking("N-1", 3, {drug: short})`: a package of the third day from now, uncovered by so many pieces."""

    def put(folio: str, in_days: int, short: dict) -> None:
        on = hospital.today() + timedelta(days=in_days)
        lines = tuple((drug.pk, pieces) for drug, pieces in short.items())
        declare(packages=[Package(f"s-{folio}", folio, hospital.pk, on, lines)])
        for drug, pieces in short.items():
            Requirement.objects.filter(package__folio=folio, drug=drug).update(status="uncovered", short=pieces)

    return put


def test_the_first_that_lacks_nothing_else(hospital, vincristine, lacking):
    other = DrugFactory()
    lacking("N-FIRST", 2, {vincristine: 1, other: 1})  # its other drug stays missing: sparing completes nothing
    lacking("N-SECOND", 3, {vincristine: 2})  # more than is spared
    lacking("N-THIRD", 4, {vincristine: 1})
    day = timezone.localdate()
    found = sessions_covered(hospital.pk, {vincristine.pk: 1}, day)
    assert [one.folio for one in found[vincristine.pk]] == ["N-THIRD"]
    both = sessions_covered(hospital.pk, {vincristine.pk: 1, other.pk: 1}, day)
    assert [one.folio for one in both[vincristine.pk]] == ["N-FIRST"]
    assert [one.folio for one in both[other.pk]] == ["N-FIRST"]
