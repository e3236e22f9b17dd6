"""A case of several families: nobody reads what was written to another, and nobody is taken for another."""

from __future__ import annotations

import pytest

from delegations.models import Person
from pediatric_platform.actions import cases
from pediatric_platform.actions.cases import Told, records
from pediatric_platform.errors.public_cases import TooManyReplies
from pediatric_platform.models import Case, CaseEventKind, Child
from pediatric_platform.selectors.family_cases import FamilyCase, family_cases, own_followers, story_of
from pediatric_platform.views.cases.acts import shared
from supply.errors import KeyReused
from supply.models import UnmetKind, UnmetSource
from tests.factories.children import ChildFactory, DoseFactory, PlanFactory, SessionFactory, relative_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(told_by_rosa, ana) -> Case:
    return told_by_rosa()


@pytest.fixture
def other(hospital) -> tuple[Child, Person]:
    """Another child of the hospital, and his mother."""
    child = ChildFactory(unit=hospital, given_names="Bruno")
    return child, relative_of(child, email="otra@example.org", full_name="Otra Mamá").person


def read(child: Child, person: Person) -> tuple[FamilyCase, list[str]]:
    (row,) = family_cases(own_followers(child, person)[:1])
    return row, [step.words for step in story_of(row, person)]


def test_a_family_that_comes_later_reads_nothing_of_what_was_written_before(case, other, ana, nina, rosa):
    cases.write_note(case=case, text="Señora, venga por la de Nina", for_family=True, by=ana)
    child, mother = other
    cases.join_case(case=case, told=Told(child=child, person=mother, channel="family"), by=mother)
    cases.write_note(case=case, text="Llega el lunes", for_family=True, by=ana)
    assert [words for words in read(child, mother)[1] if words] == ["Llega el lunes"]
    assert [words for words in read(nina, rosa)[1] if words] == ["Señora, venga por la de Nina", "Llega el lunes"]


def test_telling_of_it_again_makes_nobody_a_newcomer(case, ana, nina, rosa):
    cases.write_note(case=case, text="Venga mañana", for_family=True, by=ana)
    cases.join_case(case=case, told=Told(child=nina, person=rosa, channel="family"), by=rosa)
    assert "Venga mañana" in read(nina, rosa)[1]


def test_after_a_merge_each_reads_only_what_was_written_since(case, other, ana, hospital, vincristine):
    cases.write_note(case=case, text="Solo para Nina", for_family=True, by=ana)
    child, mother = other
    second = cases.open_case(
        unit=hospital, kind="missing", drug=vincristine, by=mother,
        told=Told(child=child, person=mother, channel="family"),
    )  # fmt: skip
    cases.merge(case=second, into=case, edition=second.edition, by=ana)
    assert "Solo para Nina" not in read(child, mother)[1]


def test_what_one_family_calls_the_medicine_is_not_told_to_another(told_by_rosa, other, ana, nina, rosa):
    case = told_by_rosa(drug=None, drug_words="la quimio de Nina Pérez")
    child, mother = other
    cases.join_case(case=case, told=Told(child=child, person=mother, channel="family"), by=mother)
    assert "quimio de nina" in read(nina, rosa)[0].told.spoken()
    assert "quimio" not in read(child, mother)[0].told.spoken()


def test_staff_are_warned_wherever_two_families_read(case, ana, carmen, hospital):
    assert shared(case) == []
    cases.join_case(case=case, told=Told(child=ChildFactory(unit=hospital), channel="staff"), by=carmen)
    assert len(shared(case)) == 1


def test_a_second_family_without_a_folio_is_another_one_and_is_called_too(case, ana):
    for name, phone in (("Lucía", "33 1111 1111"), ("Marta", "33 2222 2222")):
        told = Told(channel="staff", contact_name=name, contact_phone=phone, story="Vino a la ventanilla")
        cases.join_case(case=case, told=told, by=ana)
    phones = {row.contact_phone for row in case.followers.filter(child=None)}
    assert phones == {"33 1111 1111", "33 2222 2222"}


def test_the_same_press_joins_once(case, ana):
    told = Told(channel="staff", contact_name="Lucía", contact_phone="33 1111 1111", story="Vino a la ventanilla")
    for _press in range(2):
        cases.join_case(case=case, told=told, by=ana, key="formulario")
    assert case.events.filter(kind__in=(CaseEventKind.JOINED, CaseEventKind.REPLY)).count() == 1


def test_a_key_with_another_problem_is_refused_and_not_swallowed(case, ana, hospital, vincristine, methotrexate):
    told = Told(channel="staff", story="Falta")
    first = cases.open_case(unit=hospital, kind="missing", drug=vincristine, told=told, key="k", by=ana)
    assert cases.open_case(unit=hospital, kind="missing", drug=vincristine, told=told, key="k", by=ana) == first
    with pytest.raises(KeyReused):
        cases.open_case(unit=hospital, kind="missing", drug=methotrexate, told=told, key="k", by=ana)


def test_a_key_with_other_words_is_refused(case, ana):
    cases.write_note(case=case, text="uno", key="k", by=ana)
    assert cases.write_note(case=case, text="uno", key="k", by=ana).text == "uno"
    with pytest.raises(KeyReused):
        cases.write_note(case=case, text="dos", key="k", by=ana)
    with pytest.raises(KeyReused):
        cases.note_contact(case=case, way="phone", reached=True, key="k", by=ana)


def test_what_a_secret_link_writes_in_an_hour_has_an_end(case, ana):
    told = Told(channel="public", contact_name="Lucía", contact_email="lucia@example.org", token="x" * 20)
    cases.join_case(case=case, told=told, by=None)
    follower = case.followers.get(person=None)
    for number in range(20):
        cases.reply(follower=follower, text=f"Sigo esperando {number}")
    with pytest.raises(TooManyReplies):
        cases.reply(follower=follower, text="Una más")


def test_a_proof_from_before_the_family_s_no_confirms_nobody(case, ana, rosa, nina, monkeypatch):
    """Read while the family was pressing «todavía no», and looked at again once the case is held."""
    dose = DoseFactory(session=SessionFactory(plan=PlanFactory(child=nina)))
    follower = case.followers.get()
    real, asked = records._given, []

    def stale_first(children, held, limit):
        asked.append(held)
        return [(follower.pk, dose.pk, case.pk)] if held is None else real(children, held, limit)

    monkeypatch.setattr(records, "_given", stale_first)
    assert cases.confirm_by_records(child_ids=[nina.pk]) == 0
    assert asked == [None, [case.pk]]
    assert Case.objects.get(pk=case.pk).is_standing


def test_a_denied_prescription_is_one_more_way_by_which_a_need_was_noticed(told_by_rosa, hospital):
    told_by_rosa(prescription_on=hospital.today())
    assert set(UnmetSource.objects.values_list("kind", flat=True)) == {UnmetKind.CASE, UnmetKind.PRESCRIPTION}
