"""The list of children: whose it shows, what its search and files tell, and what never gets into an address."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from delegations.models import AuditEvent, Person
from delegations.search import find_everywhere
from pediatric_platform.models import Child
from tests.factories.children import ChildFactory, GrowthFactory, PlanFactory, SessionFactory
from tests.pediatric_platform.identifiers_made_up import curp, nss

pytestmark = pytest.mark.django_db
URL = reverse("pediatric:child-list")
CURP, NSS = curp(date(2019, 5, 17)), nss()


def page(client: Client, person: Person, **asked: str) -> str:
    client.force_login(person)
    answer = client.get(URL, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def folios(client: Client, person: Person, **asked: str) -> set[str]:
    client.force_login(person)
    return {child.folio for child in client.get(URL, asked).context["object_list"]}


def test_each_hospital_sees_its_own(client, nina: Child, carmen: Person, other_hospital) -> None:
    ChildFactory(unit=other_hospital)
    assert folios(client, carmen) == {nina.folio}


def test_whoever_treats_nobody_has_no_list(client, nina, ana, beto, olga, rosa, admin) -> None:
    for person in (ana, beto, olga, rosa, admin):
        client.force_login(person)
        assert client.get(URL).status_code == 403


def test_out_of_treatment_is_shown_when_asked_for_or_looked_for(client, nina: Child, carmen: Person) -> None:
    done = ChildFactory(unit=nina.unit, state="finished", state_on=date(2026, 5, 1), given_names="Ximena")
    assert folios(client, carmen) == {nina.folio}
    assert folios(client, carmen, estado="finished") == {done.folio}
    assert folios(client, carmen, estado="todos") == {nina.folio, done.folio}
    assert folios(client, carmen, q="ximena") == {done.folio}


def test_what_a_child_lacks_can_be_asked(client, nina: Child, carmen: Person) -> None:
    bare = ChildFactory(unit=nina.unit, curp=CURP, without_curp="")
    GrowthFactory(child=bare, measured_on=bare.unit.today() - timedelta(days=61))
    PlanFactory(child=nina, growth=nina.growth.get())
    assert folios(client, carmen, falta="plan") == {bare.folio}
    assert folios(client, carmen, falta="medidas") == {bare.folio}
    assert folios(client, carmen, falta="curp") == {nina.folio}


def test_a_child_measured_sixty_days_ago_lacks_nothing(client, nina: Child, carmen: Person) -> None:
    other = ChildFactory(unit=nina.unit)
    GrowthFactory(child=other, measured_on=other.unit.today() - timedelta(days=60))
    assert folios(client, carmen, falta="medidas") == set()


def test_the_list_tells_the_last_measure_and_the_next_session(client, nina: Child, carmen: Person) -> None:
    session = SessionFactory(plan=PlanFactory(child=nina, growth=nina.growth.get()))
    client.force_login(carmen)
    row = client.get(URL).context["object_list"][0]
    assert (row.measured_on, row.next_on) == (nina.growth.get().measured_on, session.on)


@pytest.mark.parametrize("written", [CURP, CURP.lower(), NSS, "99-98 1700018"])
def test_a_whole_identifier_leads_to_the_child_and_stays_in_no_address(client, carmen, hospital, written: str) -> None:
    child = ChildFactory(unit=hospital, curp=CURP, without_curp="", nss=NSS)
    client.force_login(carmen)
    there = reverse("pediatric:child", args=[child.folio])
    assert client.get(URL, {"q": written}).headers["Location"] == there
    live = client.get(URL, {"q": written}, headers={"HX-Request": "true"})
    assert live.headers["HX-Redirect"] == there
    assert "HX-Push-Url" not in live.headers


@pytest.mark.parametrize("part", [CURP[:5], CURP[:17].lower(), NSS[:6], f"{NSS[:4]} {NSS[4:7]}"])
def test_the_first_signs_of_an_identifier_stay_in_no_address_either(client, carmen, part: str) -> None:
    client.force_login(carmen)
    live = client.get(URL, {"q": part}, headers={"HX-Request": "true"})
    assert live.status_code == 200
    assert "HX-Push-Url" not in live.headers
    words = client.get(URL, {"q": "N-22"}, headers={"HX-Request": "true"})
    assert words.headers["HX-Push-Url"].endswith("?q=N-22")


def test_an_identifier_of_another_hospital_finds_nobody(client, carmen: Person, other_hospital) -> None:
    ChildFactory(unit=other_hospital, curp=CURP, without_curp="")
    client.force_login(carmen)
    answer = client.get(URL, {"q": CURP}, follow=True)
    assert answer.redirect_chain[0][0] == URL
    assert "Nadie a quien usted atienda" in answer.content.decode()


def test_siblings_with_one_nss_are_told_by_folio(client, carmen: Person, hospital) -> None:
    one, two = ChildFactory(unit=hospital, nss=NSS), ChildFactory(unit=hospital, nss=NSS)
    client.force_login(carmen)
    shown = client.get(URL, {"q": NSS}, follow=True).content.decode()
    assert one.folio in shown
    assert two.folio in shown


def test_no_list_and_no_file_tells_an_identifier_and_no_file_a_name(client, carmen: Person, hospital) -> None:
    child = ChildFactory(unit=hospital, given_names="Ximena", curp=CURP, without_curp="", nss=NSS, agregado="3F2019OR")
    shown = page(client, carmen)
    assert "Ximena" in shown
    file = b"".join(client.get(URL, {"formato": "csv"}).streaming_content).decode()
    assert child.folio in file
    for secret in (CURP, NSS, "3F2019OR"):
        assert secret not in shown + file
    assert "Ximena" not in file
    assert "2019-05-17" not in file


def test_the_list_asks_the_same_however_long_it_is(client, nina: Child, carmen: Person, django_assert_num_queries):
    page(client, carmen)  # what is asked once per process
    for count in (1, 12):
        for _more in range(count):
            GrowthFactory(child=ChildFactory(unit=nina.unit))
        client.force_login(carmen)
        with django_assert_num_queries(7):
            client.get(URL)


def test_the_search_of_the_site_finds_children_for_who_treats_them(
    nina: Child, carmen, felipe, ana, olga, rosa
) -> None:
    def found(person: Person, query: str) -> list[str]:
        answers = find_everywhere(person, query, limit=5)
        return [hit.href for one in answers if one.source.name == "children" for hit in one.hits]

    there = [reverse("pediatric:child", args=[nina.folio])]
    for person in (carmen, felipe):
        assert found(person, "nina fernanda") == there
        assert found(person, "nina fernnda") == there  # a letter too few
        assert found(person, nina.folio) == there
    for person in (ana, olga, rosa):
        assert found(person, "nina fernanda") == []


def test_the_search_of_the_site_finds_a_whole_identifier(carmen: Person, hospital) -> None:
    child = ChildFactory(unit=hospital, curp=CURP, without_curp="")
    answers = find_everywhere(carmen, CURP.lower(), limit=1)
    found = next(one for one in answers if one.source.name == "children")
    assert [hit.href for hit in found.hits] == [reverse("pediatric:child", args=[child.folio])]
    assert CURP not in found.more


def test_reading_the_list_opens_no_record(client, nina: Child, carmen: Person) -> None:
    page(client, carmen)
    assert not AuditEvent.objects.about(nina).exists()
