from __future__ import annotations

from django.utils import timezone

from pediatric_platform.pieces import Kind
from pediatric_platform.selectors.strengths import servings
from tests.factories.supply import AssortmentFactory, DrugFactory


def drug(code: str | None, inn: str, form: str = "Solución inyectable", strength: str = "10", **facts):
    return DrugFactory(
        code=code, inn=inn, form=form, strength=strength, strength_unit="mg", generic_name=f"{inn} {code}", **facts
    )


def ids(serving) -> list[int]:
    return [strength.drug_id for strength in serving.strengths]


def test_liposomal_doxorubicin_never_serves_a_line_of_doxorubicin(hospital):
    plain = drug("010.000.9764", "doxorubicin")
    liposomal = drug("010.000.9766", "doxorubicin", "Suspensión inyectable", "20")
    AssortmentFactory(unit=hospital, drug=liposomal)
    found = servings([(hospital.pk, "doxorubicin", "IV")], timezone.localdate())[hospital.pk, "doxorubicin", "IV"]
    assert ids(found) == [plain.pk]
    assert not found.is_carried


def test_a_suspension_serves_where_the_ingredient_has_no_solution(hospital):
    only = drug("010.000.9001", "azacitidine", "Suspensión inyectable", "100")
    found = servings([(hospital.pk, "azacitidine", "IV")], timezone.localdate())
    assert ids(found[hospital.pk, "azacitidine", "IV"]) == [only.pk]


def test_a_unit_uses_what_it_carries_and_another_any_with_a_clave(hospital, other_hospital):
    small, large = drug("010.000.9431", "carboplatin", strength="150"), drug("010.000.9290", "carboplatin")
    AssortmentFactory(unit=hospital, drug=small)
    wanted = [(hospital.pk, "carboplatin", "IV"), (other_hospital.pk, "carboplatin", "IV")]
    found = servings(wanted, timezone.localdate())
    assert ids(found[wanted[0]]) == [small.pk]
    assert found[wanted[0]].is_carried
    assert set(ids(found[wanted[1]])) == {small.pk, large.pk}
    assert not found[wanted[1]].is_carried


def test_an_assortment_that_ended_is_not_carried(hospital):
    small = drug("010.000.9431", "carboplatin", strength="150")
    large = drug("010.000.9290", "carboplatin", strength="450")
    AssortmentFactory(unit=hospital, drug=small, since="2025-01-01", until="2025-12-31")
    found = servings([(hospital.pk, "carboplatin", "IV")], timezone.localdate())
    assert set(ids(found[hospital.pk, "carboplatin", "IV"])) == {small.pk, large.pk}


def test_tablets_serve_by_mouth_and_vials_by_needle(hospital):
    tablet = drug("010.000.9759", "methotrexate", "Tableta", "2.5")
    vial = drug("010.000.9760", "methotrexate", strength="50")
    found = servings([(hospital.pk, "methotrexate", route) for route in ("PO", "IT")], timezone.localdate())
    assert ids(found[hospital.pk, "methotrexate", "PO"]) == [tablet.pk]
    assert ids(found[hospital.pk, "methotrexate", "IT"]) == [vial.pk]


def test_a_drug_without_clave_serves_unmeasured_where_nothing_else_does(hospital):
    lomustine = drug(None, "lomustine", "", "")
    found = servings([(hospital.pk, "lomustine", "PO")], timezone.localdate())[hospital.pk, "lomustine", "PO"]
    assert ids(found) == [lomustine.pk]
    assert not found.has_clave
    assert found.strengths[0].kind == Kind.UNMEASURED


def test_an_ingredient_that_the_catalogue_lacks_is_left_out(hospital):
    assert servings([(hospital.pk, "unobtainium", "IV")], timezone.localdate()) == {}


def test_servings_of_many_units_take_two_queries(hospital, other_hospital, django_assert_num_queries):
    drug("010.000.9431", "carboplatin")
    wanted = [(unit.pk, inn, "IV") for unit in (hospital, other_hospital) for inn in ("carboplatin", "cisplatin")]
    with django_assert_num_queries(2):
        servings(wanted, timezone.localdate())
