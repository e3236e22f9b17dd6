from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from supply.actions.requirements import Package, declare, withdraw
from supply.models import CoverageChange, Requirement, RequirementPackage

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(hospital, vincristine, methotrexate) -> Package:
    day = hospital.today() + timedelta(days=5)
    return Package("s1", "N-0001", hospital.pk, day, ((vincristine.pk, 2), (methotrexate.pk, 1)))


def changes() -> set[tuple[int, int | None]]:
    return set(CoverageChange.objects.values_list("unit_id", "drug_id"))


def lines_of(reference: str) -> dict[int, int]:
    return dict(Requirement.objects.filter(package__reference=reference).values_list("drug_id", "pieces"))


def moved(package: Package, **what) -> Package:
    fields = ("reference", "folio", "unit_id", "needed_on", "lines", "priority")
    return Package(**{name: getattr(package, name) for name in fields} | what)


def test_what_is_declared_stands_and_waits_to_be_computed(package, hospital, vincristine, methotrexate) -> None:
    assert declare(packages=[package]) == 1
    row = RequirementPackage.objects.get()
    assert (row.unit, row.needed_on, row.folio, row.status) == (hospital, package.needed_on, "N-0001", "unknown")
    assert lines_of("s1") == {vincristine.pk: 2, methotrexate.pk: 1}
    assert changes() == {(hospital.pk, vincristine.pk), (hospital.pk, methotrexate.pk)}


def test_the_same_again_keeps_its_answer_and_calls_for_nothing(package) -> None:
    declare(packages=[package])
    RequirementPackage.objects.update(status="covered", computed_at=timezone.now())
    CoverageChange.objects.all().delete()
    assert declare(packages=[moved(package, lines=tuple(reversed(package.lines)))]) == 0
    assert RequirementPackage.objects.get().status == "covered"
    assert changes() == set()


def test_another_drug_replaces_the_one_before_and_both_are_computed(
    package, hospital, vincristine, methotrexate, ondansetron
) -> None:
    declare(packages=[package])
    RequirementPackage.objects.update(status="covered", computed_at=timezone.now())
    CoverageChange.objects.all().delete()
    assert declare(packages=[moved(package, lines=((vincristine.pk, 2), (ondansetron.pk, 3)))]) == 1
    assert lines_of("s1") == {vincristine.pk: 2, ondansetron.pk: 3}
    assert RequirementPackage.objects.get().status == "unknown"
    assert changes() == {(hospital.pk, drug.pk) for drug in (vincristine, methotrexate, ondansetron)}


def test_a_package_that_was_missing_stays_missing_since_then_until_it_is_computed(package) -> None:
    declare(packages=[package])
    since = timezone.now() - timedelta(days=4)
    RequirementPackage.objects.update(status="uncovered", computed_at=timezone.now(), uncovered_since=since)
    later = package.needed_on + timedelta(days=7)
    declare(packages=[moved(package, needed_on=later)])
    row = RequirementPackage.objects.get()
    assert (row.status, row.uncovered_since, row.needed_on) == ("uncovered", since, later)
    declare(packages=[moved(package, needed_on=later + timedelta(days=60))])
    row.refresh_from_db()
    assert (row.status, row.uncovered_since) == ("unknown", None), "nobody has looked that far"


def test_a_child_that_moves_leaves_nothing_behind(package, hospital, other_hospital, vincristine) -> None:
    declare(packages=[package])
    CoverageChange.objects.all().delete()
    declare(packages=[moved(package, unit_id=other_hospital.pk)])
    assert RequirementPackage.objects.get().unit == other_hospital
    assert {unit for unit, _drug in changes()} == {hospital.pk, other_hospital.pk}


def test_a_package_without_lines_is_withdrawn(package, hospital) -> None:
    declare(packages=[package])
    CoverageChange.objects.all().delete()
    assert declare(packages=[moved(package, lines=())]) == 1
    assert not RequirementPackage.objects.exists()
    assert not Requirement.objects.exists()
    assert len(changes()) == 2
    assert declare(packages=[moved(package, lines=())]) == 0


def test_withdrawing_says_how_many_there_were(package) -> None:
    declare(packages=[package, moved(package, reference="s2")])
    assert withdraw(references=["s2", "s9"]) == 1
    assert list(RequirementPackage.objects.values_list("reference", flat=True)) == ["s1"]


def test_the_same_drug_twice_is_one_line(package, vincristine) -> None:
    declare(packages=[moved(package, lines=((vincristine.pk, 2), (vincristine.pk, 1)))])
    assert lines_of("s1") == {vincristine.pk: 3}


def test_what_is_past_or_far_away_calls_for_no_computation(package, hospital) -> None:
    today = hospital.today()
    far = moved(package, needed_on=today + timedelta(days=29))
    past = moved(package, reference="s2", needed_on=today - timedelta(days=1))
    assert declare(packages=[far, past]) == 2
    assert changes() == set()


@pytest.mark.parametrize("pieces", [0, -1, 1.5, True])
def test_a_line_of_no_whole_pieces_is_refused(package, vincristine, pieces) -> None:
    with pytest.raises(ValueError, match="s1"):
        declare(packages=[moved(package, lines=((vincristine.pk, pieces),))])


def test_a_reference_twice_at_once_is_refused(package) -> None:
    with pytest.raises(ValueError, match="twice"):
        declare(packages=[package, package])


def test_a_thousand_packages_take_as_many_statements_as_one(package) -> None:
    with CaptureQueriesContext(connection) as one:
        declare(packages=[package])
    with CaptureQueriesContext(connection) as many:
        declare(packages=[moved(package, reference=f"t{n}") for n in range(1000)])
    assert len(many) == len(one)
