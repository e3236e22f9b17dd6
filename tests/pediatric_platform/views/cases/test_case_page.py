"""A case's page: who reads what, what the clock says, and the one next step."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from delegations.models import AuditEvent, Person, Unit
from delegations.roles import Role
from pediatric_platform.actions.cases import claim_solved, dispute, note_contact
from pediatric_platform.models import Case, CaseState
from pediatric_platform.selectors.cases.listing import listed
from tests.factories.cases import CaseEventFactory, CaseFactory, CaseFollowerFactory
from tests.factories.children import ChildFactory, relative_of
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.pediatric_platform.views.cases.conftest import STORY, signed_in

pytestmark = pytest.mark.django_db


def page(person: Person, case: Case) -> str:
    answer = signed_in(person).get(f"/casos/{case.folio}/")
    assert answer.status_code == 200
    return answer.content.decode()


def steps(person: Person, case: Case) -> list[str]:
    return [step.slug for step in signed_in(person).get(f"/casos/{case.folio}/").context["page"].steps]


def test_elsewhere_it_is_not_there(case: Case, carla: Person) -> None:
    assert signed_in(carla).get(f"/casos/{case.folio}/").status_code == 404


def test_a_relative_does_not_read_the_staffs_page(case: Case, rosa: Person) -> None:
    assert signed_in(rosa).get(f"/casos/{case.folio}/").status_code == 404


def test_whoever_works_at_it_reads_the_story_and_the_telephone_but_no_childs_name(
    case: Case, ana: Person, rosa: Person
) -> None:
    guardian = case.followers.get().child.guardians.get(person=rosa)
    guardian.phone = "33 1234 5678"
    guardian.save()
    html = page(ana, case)

    assert STORY in html
    assert 'href="tel:3312345678"' in html
    assert case.followers.get().child.folio in html
    assert "Nina Fernanda" not in html


def test_whoever_treats_the_child_reads_its_name(case: Case, carmen: Person) -> None:
    assert "Nina Fernanda" in page(carmen, case)


def test_whoever_only_sees_the_stock_reads_what_happened_and_not_what_was_written(
    case: Case, hospital: Unit, rosa: Person
) -> None:
    auditor = PersonFactory()
    PostingFactory(person=auditor, role=Role.AUDITOR, is_national=True)
    CaseEventFactory(case=case, kind="reply", text="Sigue sin llegar", by=rosa)
    CaseEventFactory(case=case, kind="contact", way="phone", reached=True, text="La mamá dijo que espera")
    html = page(auditor, case)

    assert "La familia escribió" in html
    assert "Teléfono · contestó" in html
    for kept in (STORY, "Sigue sin llegar", "La mamá dijo", rosa.full_name, rosa.email, "Nina Fernanda"):
        assert kept not in html
    assert steps(auditor, case) == []


def test_what_a_family_wrote_when_it_opened_it_again_is_read_by_whoever_works_at_it_alone(
    case: Case, ana: Person, rosa: Person
) -> None:
    auditor = PersonFactory()
    PostingFactory(person=auditor, role=Role.AUDITOR, is_national=True)
    CaseEventFactory(case=case, kind="reopened", text="Volvió a faltar", by=rosa, for_family=True)
    CaseEventFactory(case=case, kind="closed", text="La mamá ya no contesta", for_family=True)

    assert "Volvió a faltar" in page(ana, case)
    for kept in ("Volvió a faltar", "La mamá ya no contesta"):
        assert kept not in page(auditor, case)


def test_the_other_parent_who_answers_is_the_family_and_not_a_name(case: Case, ana: Person) -> None:
    father = relative_of(case.followers.get().child).person
    CaseEventFactory(case=case, kind="confirmed", by=father, for_family=True, data={"how": "family"})
    CaseEventFactory(case=case, kind="reopened", text="x", for_family=True)
    html = page(ana, case)

    assert father.full_name not in html
    assert html.count(" · la familia") == 3
    assert " · el sistema" not in html


def test_what_the_clock_did_is_told_with_its_values(case: Case, ana: Person, beto: Person, hospital: Unit) -> None:
    mine, theirs = ana.postings.get(), beto.postings.get()
    stranger = PostingFactory(
        is_national=True, role=Role.AUDITOR
    )  # a level and a case are numbers too, and no posting's
    CaseEventFactory(case=case, kind="escalated", data={"from": 1, "to": 2, "owner": [mine.pk, theirs.pk]})
    CaseEventFactory(case=case, kind="severity", data={"from": 2, "to": 1})
    CaseEventFactory(case=case, kind="waiting", data={"whom": "supplier", "until": "2026-12-03"})
    CaseEventFactory(case=case, kind="merged", data={"from": stranger.pk, "followers": []})
    html = page(ana, case)

    assert f"Subió de nivel: Delegación · {beto.full_name}" in html
    assert "Cambió la gravedad: Vital" in html
    assert "En espera: Proveedor · 3 dic" in html
    assert stranger.person.full_name not in html


def test_opening_a_case_with_a_child_is_written_down(case: Case, ana: Person, hospital: Unit) -> None:
    page(ana, case)
    page(ana, CaseFactory(unit=hospital, drug_words="Gasas"))

    read = AuditEvent.objects.get(type="case.read")
    assert (read.by_id, read.target_label) == (ana.pk, case.folio)


def test_the_next_step_follows_the_case(case: Case, ana: Person, beto: Person) -> None:
    assert steps(ana, case)[0] == "take"
    Case.objects.filter(pk=case.pk).update(state=CaseState.IN_PROGRESS)
    assert (steps(ana, case)[0], steps(beto, case)[0]) == ("contact", "take")
    Case.objects.filter(pk=case.pk).update(contacted_at=timezone.now(), contact_by=None)
    assert steps(ana, case)[0] == "solve"
    Case.objects.filter(pk=case.pk).update(
        state=CaseState.WAITING, waiting_for="supplier", waiting_until=timezone.localdate()
    )
    assert steps(ana, case)[0] == "resume"
    Case.objects.filter(pk=case.pk).update(
        state=CaseState.SOLVED, waiting_for="", waiting_until=None, solved_at=timezone.now(), solution="Llegó"
    )
    assert steps(ana, case)[0] == "contact"


def test_the_delegation_of_a_umae_is_not_offered_what_it_cannot_have(case: Case, beto: Person, olga: Person) -> None:
    assert "take" in steps(beto, case)
    Unit.objects.filter(pk=case.unit_id).update(kind="UMAE")

    assert steps(beto, case)[0] == "contact"
    assert "take" not in steps(beto, case)
    assert "take" in steps(olga, case)


def test_only_central_office_is_offered_to_close(case: Case, ana: Person, beto: Person, olga: Person) -> None:
    assert "close" in steps(olga, case)
    assert "close" not in steps(ana, case) + steps(beto, case)


def test_the_clock_is_the_nearest_limit_in_the_hospitals_own_hours(
    case: Case, carla: Person, other_hospital: Unit
) -> None:
    there = ZoneInfo("America/Tijuana")
    due = datetime(2026, 11, 25, 9, 30, tzinfo=there) + timedelta(days=365)
    row = CaseFactory(unit=other_hospital, contact_by=due, deadline_at=due + timedelta(hours=3))
    clocks = signed_in(carla).get(f"/casos/{row.folio}/").context["page"].clocks

    assert [clock.until for clock in clocks] == [due, due + timedelta(hours=3)]
    assert "09:30" in page(carla, row)
    Case.objects.filter(pk=row.pk).update(contacted_at=timezone.now(), contact_by=None)
    assert len(signed_in(carla).get(f"/casos/{row.folio}/").context["page"].clocks) == 1


def test_a_family_that_says_no_is_called_again_by_a_moment(case: Case, ana: Person, rosa: Person) -> None:
    note_contact(case=case, way="phone", reached=True, by=ana)
    claim_solved(case=case, solution="Llegó", edition=None, by=ana)
    dispute(follower=case.followers.get(), text="", by=rosa)
    shown = signed_in(ana).get(f"/casos/{case.folio}/").context["page"]

    assert "para llamar a la familia" in [clock.what for clock in shown.clocks]
    assert steps(ana, case)[0] == "contact"
    Case.objects.filter(pk=case.pk).update(contact_by=timezone.now() - timedelta(minutes=1))
    assert listed(ana, timezone.now()).get(pk=case.pk).is_overdue


def test_what_a_family_calls_its_medicine_is_read_by_whoever_works_at_cases(hospital: Unit, ana: Person) -> None:
    auditor = PersonFactory()
    PostingFactory(person=auditor, role=Role.AUDITOR, is_national=True)
    words = "la de mi hijo Tobías"
    row = CaseFactory(unit=hospital, drug_words=words)
    places = (f"/casos/{row.folio}/", "/casos/", "/casos/?formato=csv", f"/api/v1/cases/{row.folio}/", "/api/v1/cases/",
              f"/buscar/?q={row.folio}")  # fmt: skip

    for path in places:
        assert words in signed_in(ana).get(path).getvalue().decode(), path
        assert "Tobías" not in signed_in(auditor).get(path).getvalue().decode(), path
    assert not signed_in(auditor).get("/api/v1/cases/?q=Tobías").json()["results"]
    assert signed_in(ana).get("/api/v1/cases/?q=Tobías").json()["results"]


def test_who_may_not_take_anybody_off_is_not_offered_to(case: Case, ana: Person, olga: Person, hospital: Unit) -> None:
    CaseFollowerFactory(case=case, child=ChildFactory(unit=hospital))

    assert "Ya no es parte del caso" not in page(ana, case)
    assert "Ya no es parte del caso" in page(olga, case)
    assert signed_in(ana).get(reverse("pediatric:case-leave", args=[case.folio])).status_code == 403


def test_whoever_told_it_takes_themselves_off_it_whatever_their_post(case: Case, hospital: Unit) -> None:
    mixer = PersonFactory()
    PostingFactory(person=mixer, role=Role.MIXING_CENTRE_STAFF, unit=hospital)
    address = reverse("pediatric:case-leave", args=[case.folio])
    assert signed_in(mixer).get(address).status_code == 403
    own = CaseFollowerFactory(case=case, person=mixer, channel="staff")
    CaseFollowerFactory(case=case, child=ChildFactory(unit=hospital))

    assert f"{address}?quien={own.pk}" in page(mixer, case)
    assert signed_in(mixer).post(address, {"follower": own.pk, "reason": "Me equivoqué"}).status_code == 302
    own.refresh_from_db()
    assert own.left_at is not None


def test_a_limit_that_passed_says_since_when(hospital: Unit, ana: Person) -> None:
    row = CaseFactory(unit=hospital, contacted_at=timezone.now(), deadline_at=timezone.now() - timedelta(minutes=50))

    assert "Venció hace" in page(ana, row)
    assert "50 min" in page(ana, row)


def test_a_case_of_nobody_says_so_and_whom_to_call(case: Case, olga: Person) -> None:
    Case.objects.filter(pk=case.pk).update(owner=None, level=3)
    html = page(olga, case)

    assert "el puesto está vacío" in html


def test_cases_of_the_same_drug_are_offered_to_be_joined(case: Case, hospital: Unit, ana: Person) -> None:
    same = CaseFactory(unit=hospital, drug=case.drug)
    CaseFactory(unit=hospital, drug_words="otra cosa")

    assert list(signed_in(ana).get(f"/casos/{case.folio}/").context["page"].alike) == [same]


def test_whoever_told_it_confirms_it_but_not_whoever_says_it_is_solved(
    hospital: Unit, ana: Person, beto: Person
) -> None:
    row = CaseFactory(unit=hospital, state=CaseState.SOLVED, solved_at=timezone.now(), solved_by=beto, solution="Llegó")
    CaseFollowerFactory(case=row, person=ana, channel="staff")
    CaseFollowerFactory(case=row, person=beto, channel="staff")

    assert "Confirmo que ya está" in page(ana, row)
    assert "Confirmo que ya está" not in page(beto, row)


def test_the_page_asks_the_same_however_many_it_touches(case: Case, ana: Person, hospital: Unit) -> None:
    client = signed_in(ana)
    address = f"/casos/{case.folio}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(9):
        CaseFollowerFactory(case=case, child=ChildFactory(unit=hospital))
        CaseEventFactory(case=case, kind="note", text="x", by=ana)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few) <= 24
