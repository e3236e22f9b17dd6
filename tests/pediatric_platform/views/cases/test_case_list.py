"""The list of cases: within reach, one's own and late first, and nothing that a family wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.models import Person, Unit
from pediatric_platform.models import Case, CaseState, Level, Severity
from supply.models import Drug
from tests.factories.cases import CaseEventFactory, CaseFactory, CaseFollowerFactory
from tests.factories.children import ChildFactory
from tests.pediatric_platform.views.cases.conftest import STORY, signed_in

pytestmark = pytest.mark.django_db
LIST = "/casos/"


def folios(person: Person, query: str = "") -> list[str]:
    return [case.folio for case in signed_in(person).get(f"{LIST}{query}").context["object_list"]]


def test_a_case_is_there_for_whoever_sees_its_hospital_and_for_nobody_else(
    case: Case, ana: Person, beto: Person, carla: Person, olga: Person
) -> None:
    assert folios(ana) == folios(beto) == folios(olga) == [case.folio]
    assert folios(carla) == []


def test_a_relative_has_no_list_of_cases(case: Case, rosa: Person) -> None:
    assert signed_in(rosa).get(LIST).status_code == 403


def test_neither_the_list_nor_its_file_tells_names_or_what_the_family_wrote(
    case: Case, ana: Person, rosa: Person
) -> None:
    page = signed_in(ana).get(LIST).content.decode()
    file = b"".join(signed_in(ana).get(f"{LIST}?formato=csv").streaming_content).decode()

    for told in (page, file):
        assert case.folio in told
        assert "Nina Fernanda" not in told
        assert STORY not in told
        assert rosa.full_name not in told


def test_ones_own_and_late_come_first_then_ones_own_then_what_is_late_then_the_rest(
    hospital: Unit, ana: Person, beto: Person
) -> None:
    now, mine, his = timezone.now(), ana.postings.get(), beto.postings.get()
    rest = CaseFactory(unit=hospital, owner=his, severity=Severity.VITAL)
    late = CaseFactory(unit=hospital, owner=his, contact_by=now - timedelta(minutes=1))
    own = CaseFactory(unit=hospital, owner=mine, severity=Severity.LOW)
    own_late = CaseFactory(unit=hospital, owner=mine, deadline_at=now - timedelta(seconds=5), severity=Severity.LOW)
    said = CaseFactory(unit=hospital, owner=his, state=CaseState.SOLVED, solved_at=now, solution="Llegó")

    assert folios(ana) == [row.folio for row in (own_late, own, late, rest, said)]


def test_a_case_that_a_level_let_climb_is_late_until_it_begins_anew(hospital: Unit, ana: Person) -> None:
    climbed = CaseFactory(unit=hospital, level=Level.DELEGATION)
    CaseEventFactory(case=climbed, kind="escalated")
    again = CaseFactory(unit=hospital, level=Level.DELEGATION, reopenings=1)
    CaseEventFactory(case=again, kind="escalated")
    CaseEventFactory(case=again, kind="reopened", at=again.opened_at + timedelta(minutes=1))
    born_above = CaseFactory(unit=hospital, level=Level.DELEGATION)  # the hospital's post was empty

    assert folios(ana, "?vencido=si") == [climbed.folio]
    assert set(folios(ana, "?vencido=no")) == {again.folio, born_above.folio}


def test_without_a_state_those_that_stand_are_shown_and_a_folio_finds_an_ended_one(hospital: Unit, ana: Person) -> None:
    standing = CaseFactory(unit=hospital)
    into = CaseFactory(unit=hospital)
    ended = CaseFactory(
        unit=hospital, state=CaseState.MERGED, merged_into=into, ended_at=timezone.now(),
        deadline_at=None, remind_at=None, contact_by=None,
    )  # fmt: skip

    assert set(folios(ana)) == {standing.folio, into.folio}
    assert folios(ana, f"?q={ended.folio.lower()}") == [ended.folio]
    assert folios(ana, "?estado=merged") == [ended.folio]


@pytest.mark.parametrize(
    "query", ["?q=vincristina", "?medicamento=010.000.1768", "?gravedad=1", "?de=mios", "?nivel=2"]
)
def test_filters_keep_what_they_name(query: str, hospital: Unit, ana: Person, beto: Person, vincristine: Drug) -> None:
    wanted = CaseFactory(
        unit=hospital, drug=vincristine, severity=Severity.VITAL, owner=ana.postings.get(), level=Level.DELEGATION
    )
    CaseFactory(unit=hospital, owner=beto.postings.get(), drug_words="paracetamol")

    assert folios(ana, query) == [wanted.folio]


def test_words_of_a_drug_that_nobody_knows_are_found_whatever_their_accents(hospital: Unit, ana: Person) -> None:
    row = CaseFactory(unit=hospital, drug_words="Ámpula roja")

    assert folios(ana, "?q=ampula") == [row.folio]


def test_the_list_asks_the_same_however_many_cases_there_are(case: Case, ana: Person, hospital: Unit) -> None:
    client = signed_in(ana)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _ in range(12):
        CaseFollowerFactory(case=CaseFactory(unit=hospital, drug=case.drug), child=ChildFactory(unit=hospital))
    with CaptureQueriesContext(connection) as many:
        page = client.get(LIST)

    assert len(page.context["object_list"]) == 13
    assert len(many) == len(one) <= 8


def test_the_agenda_holds_what_no_level_solved(hospital: Unit, ana: Person, olga: Person) -> None:
    CaseFactory(unit=hospital)
    due = CaseFactory(unit=hospital, level=Level.SESSION, agenda_on=timezone.localdate(), owner=None)

    assert [row.folio for row in signed_in(olga).get("/casos/agenda/").context["object_list"]] == [due.folio]
