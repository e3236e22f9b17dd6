"""What is done to a case from its pages: by whom, and how a refusal comes back with what was typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from delegations.models import Person, Unit
from delegations.roles import Role
from pediatric_platform.models import Case, CaseState, Child
from supply.models import Drug
from tests.factories.cases import CaseFactory, CaseFollowerFactory, contacted
from tests.factories.children import ChildFactory
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.pediatric_platform.views.cases.conftest import signed_in

SHARED = "Lo leen las 2 familias del caso"
pytestmark = pytest.mark.django_db


def send(person: Person, case: Case, act: str, **body: Any) -> Any:
    return signed_in(person).post(f"/casos/{case.folio}/{act}/", body)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_whoever_takes_it_has_it(case: Case, beto: Person) -> None:
    answer = send(beto, case, "tomar", edition=case.edition)

    assert (answer.status_code, answer.url) == (302, f"/casos/{case.folio}/")
    assert (fresh(case).owner.person, fresh(case).state) == (beto, CaseState.IN_PROGRESS)


def test_two_who_take_it_at_once_the_second_is_told_who_was_first(case: Case, ana: Person, beto: Person) -> None:
    send(beto, case, "tomar", edition=case.edition)
    answer = send(ana, case, "tomar", edition=case.edition)

    assert answer.status_code == 200
    assert "Beto de la Delegación" in answer.content.decode()
    assert "Mientras usted escribía" in answer.context["refusal"]
    assert fresh(case).owner.person == beto


def test_whoever_only_sees_it_may_do_nothing_to_it(case: Case, mireya: Person) -> None:
    for act in ("tomar", "contacto", "nota", "resuelto", "cerrar"):
        assert send(mireya, case, act, edition=case.edition).status_code == 403, act
    assert fresh(case).edition == case.edition


def test_elsewhere_there_is_nothing_to_do(case: Case, carla: Person) -> None:
    assert send(carla, case, "tomar", edition=case.edition).status_code == 404


def test_nobody_who_did_not_answer_stops_the_clock_of_the_call(case: Case, ana: Person) -> None:
    send(ana, case, "contacto", way="phone", reached="no", key="a")
    assert fresh(case).contacted_at is None

    send(ana, case, "contacto", way="text", reached="si", text="Ya sabe", key="b")
    send(ana, case, "contacto", way="text", reached="si", text="Ya sabe", key="b")  # pressed twice
    assert fresh(case).contacted_at is not None
    assert case.events.filter(kind="contact").count() == 2


def test_a_solution_without_words_comes_back_with_its_field_marked(case: Case, ana: Person) -> None:
    answer = send(ana, case, "resuelto", edition=case.edition, solution=" ")

    assert answer.status_code == 422
    assert "solution" in answer.context["form"].errors
    assert fresh(case).state == CaseState.OPEN


def test_on_top_of_anothers_change_nothing_typed_is_lost(case: Case, ana: Person, beto: Person) -> None:
    send(beto, case, "tomar", edition=case.edition)
    answer = send(ana, case, "resuelto", edition=case.edition, solution="Llegó a la farmacia")

    html = answer.content.decode()
    assert "Llegó a la farmacia" in html
    assert "Mientras usted escribía" in html
    again = send(ana, case, "resuelto", edition=fresh(case).edition, solution="Llegó a la farmacia")
    assert (again.status_code, fresh(case).state) == (302, CaseState.SOLVED)


def test_it_is_handed_to_one_of_those_who_may_have_it(case: Case, ana: Person, beto: Person, carla: Person) -> None:
    form = signed_in(ana).get(f"/casos/{case.folio}/pasar/").context["form"]
    offered = {posting.person for posting in form.fields["to"].queryset}
    assert beto in offered
    assert carla not in offered

    felipe = PersonFactory()
    posting = PostingFactory(person=felipe, role=Role.PHARMACIST, unit=case.unit)
    send(ana, case, "pasar", edition=case.edition, to=posting.pk, reason="Farmacia lo busca")
    assert fresh(case).owner == posting


def test_whoever_told_it_confirms_and_whoever_solved_it_does_not(case: Case, ana: Person, felipe: Person) -> None:
    row = CaseFactory(unit=case.unit, owner=ana.postings.get())
    told = CaseFollowerFactory(case=row, person=felipe, channel="staff")
    send(ana, row, "resuelto", edition=row.edition, solution="Está en farmacia")

    assert send(ana, row, "confirmar", follower=told.pk).status_code == 403
    assert send(felipe, row, "confirmar", follower=told.pk).status_code == 302
    assert fresh(row).state == CaseState.CONFIRMED


def test_central_office_closes_only_after_the_contacts(case: Case, ana: Person, olga: Person) -> None:
    assert send(ana, case, "cerrar", edition=case.edition, reason="x").status_code == 403
    early = send(olga, case, "cerrar", edition=case.edition, reason="No contesta")
    assert (early.status_code, fresh(case).state) == (422, CaseState.OPEN)

    contacted(case)
    send(olga, case, "cerrar", edition=case.edition, reason="Cambió de teléfono; se le dejó recado")
    assert fresh(case).state == CaseState.CLOSED


def test_two_cases_of_the_same_become_one(case: Case, ana: Person) -> None:
    other = CaseFactory(unit=case.unit, drug=case.drug)
    CaseFollowerFactory(case=other, person=ana, channel="staff")
    send(ana, other, "unir", edition=other.edition, into=case.folio.lower())

    assert (fresh(other).state, fresh(other).merged_into) == (CaseState.MERGED, case)
    assert case.followers.current().count() == 2


def test_a_folio_out_of_reach_is_none(case: Case, ana: Person, other_hospital: Unit) -> None:
    theirs = CaseFactory(unit=other_hospital)
    answer = send(ana, case, "unir", edition=case.edition, into=theirs.folio)

    assert "No hay un caso con ese folio" in answer.content.decode()


# --- Opening one


def test_whoever_has_one_hospital_is_not_asked_which(hospital: Unit, ana: Person) -> None:
    html = signed_in(ana).get("/casos/nuevo/").content.decode()

    assert f'<input type="hidden" name="unit" value="{hospital.clues}"' in html
    # What a family told goes into no address: only hospital and drug are asked about while one writes.
    assert 'hx-include="#id_unit, #id_drug"' in html


def test_a_case_is_opened_with_an_owner_and_a_clock(hospital: Unit, ana: Person, vincristine: Drug) -> None:
    answer = signed_in(ana).post(
        "/casos/nuevo/",
        {"unit": hospital.clues, "kind": "missing", "drug": "vincristina", "story": "No hay", "key": "k"},
    )
    row = Case.objects.get()

    assert (answer.status_code, answer.url) == (302, f"/casos/{row.folio}/")
    assert (row.owner.person, row.drug, row.opened_by) == (ana, vincristine, ana)
    assert row.deadline_at is not None


def test_a_clinician_names_a_child_and_its_next_session_says_how_urgent_it_is(
    hospital: Unit, ana: Person, carmen: Person, nina: Child
) -> None:
    told = {"unit": hospital.clues, "kind": "missing", "drug_words": "la roja", "story": "x"}
    told["child"] = nina.folio.lower()
    signed_in(carmen).post("/casos/nuevo/", told)

    assert Case.objects.get().followers.get().child == nina
    assert "child" not in signed_in(ana).get("/casos/nuevo/").context["form"].fields


def test_a_child_of_elsewhere_is_not_found_and_nothing_is_opened(
    hospital: Unit, carmen: Person, other_hospital: Unit
) -> None:
    told = {"unit": hospital.clues, "kind": "missing", "drug_words": "x", "story": "x", "child": "N-222222"}
    answer = signed_in(carmen).post("/casos/nuevo/", told)

    assert "child" in answer.context["form"].errors
    assert not Case.objects.exists()


def test_what_is_no_picture_opens_nothing_and_says_so(hospital: Unit, ana: Person) -> None:
    photo = SimpleUploadedFile("receta.jpg", b"MZ program", content_type="image/jpeg")
    told = {"unit": hospital.clues, "kind": "missing", "drug_words": "x", "story": "x", "photo": photo}
    answer = signed_in(ana).post("/casos/nuevo/", told)

    assert "photo" in answer.context["form"].errors
    assert not Case.objects.exists()


def test_the_same_press_twice_is_one_case(hospital: Unit, ana: Person) -> None:
    told = {"unit": hospital.clues, "kind": "missing", "drug_words": "x", "story": "x", "key": "una"}
    for _ in range(2):
        signed_in(ana).post("/casos/nuevo/", told)

    assert Case.objects.count() == 1


def test_another_family_of_the_same_joins_the_case_that_stands(case: Case, ana: Person) -> None:
    found = signed_in(ana).get("/casos/nuevo/parecidos/", {"unit": case.unit.clues, "drug": "vincristina"})
    assert case.folio in found.content.decode()

    told = {"unit": case.unit.clues, "kind": "missing", "drug": "vincristina", "story": "x", "join": case.folio}
    signed_in(ana).post("/casos/nuevo/", told)
    assert Case.objects.get() == case
    assert case.followers.count() == 2


def test_an_auditor_opens_none(hospital: Unit) -> None:
    auditor = PersonFactory()
    PostingFactory(person=auditor, role=Role.AUDITOR, is_national=True)

    assert signed_in(auditor).get("/casos/nuevo/").status_code == 403


def test_a_units_workbench_says_what_is_not_solved(case: Case, ana: Person) -> None:
    Case.objects.filter(pk=case.pk).update(contact_by=timezone.now() - timedelta(minutes=5))
    html = signed_in(ana).get(f"/tablero/unidad/{case.unit.clues}/").content.decode()

    assert "1 caso sin resolver" in html
    assert "1 vencido" in html


def test_the_search_of_the_site_finds_a_case_by_its_folio(case: Case, ana: Person, carla: Person) -> None:
    assert f"/casos/{case.folio}/" in signed_in(ana).get("/buscar/", {"q": case.folio}).content.decode()
    assert f"/casos/{case.folio}/" not in signed_in(carla).get("/buscar/", {"q": case.folio}).content.decode()


def test_two_at_once_are_told_so_in_words_of_the_institute(case: Case, ana: Person, beto: Person) -> None:
    send(beto, case, "resuelto", edition=case.edition, solution="Llegó")
    html = send(ana, case, "resuelto", edition=case.edition, solution="Otra cosa").content.decode()

    assert "<li>Mientras usted escribía" in html
    assert "Edition" not in html
    assert "Otra cosa" in html


def test_whoever_writes_to_several_families_is_told_so(case: Case, ana: Person, olga: Person) -> None:
    for who, act in ((ana, "note"), (ana, "solve"), (olga, "close")):
        address = reverse(f"pediatric:case-{act}", args=[case.folio])
        assert SHARED not in signed_in(who).get(address).content.decode()
        other = CaseFollowerFactory(case=case, child=ChildFactory(unit=case.unit))
        assert SHARED in signed_in(who).get(address).content.decode()
        other.delete()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("solve", "La familia lo lee tal cual"),
        ("close", "La familia lo lee tal cual"),
        ("note", "Si la envía a la familia, la lee tal cual"),
        ("correct", "La familia lo lee tal cual"),
        ("contact", "la familia no"),
        ("hand", "la familia no"),
    ],
)
def test_a_form_says_beside_the_field_what_the_family_reads(case: Case, olga: Person, act: str, said: str) -> None:
    assert said in signed_in(olga).get(reverse(f"pediatric:case-{act}", args=[case.folio])).content.decode()
