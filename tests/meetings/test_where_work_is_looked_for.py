"""What meetings leave where work is looked for: the search, a hospital's workbench, a drug's page, a hand-over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from delegations import open_work
from delegations.roles import Role
from delegations.search import find_everywhere
from delegations.wording import day_in_full
from meetings.models import Agreement, Minutes
from supply.views.drug_sources import cards_from_above
from supply.views.todo_sources import todo_from_above
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.meetings import (
    AgreementFactory,
    AttendanceFactory,
    MeetingFactory,
    MinutesFactory,
    SeriesFactory,
    ended,
    signed,
)
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


def found(person, query: str, source: str) -> list[str]:
    return [
        hit.href for one in find_everywhere(person, query, limit=9) if one.source.name == source for hit in one.hits
    ]


@pytest.fixture
def review():
    return SeriesFactory(name="Revisión nacional de abasto")


def test_a_meeting_is_found_by_words_of_its_series_and_its_number(review, ana, olga, rosa):
    held = ended(MeetingFactory(series=review, number=7))
    coming = MeetingFactory(series=review, number=8, starts_at=timezone.now() + timedelta(days=3))
    MeetingFactory(series=review, number=9, starts_at=timezone.now() + timedelta(days=60))
    first, second = held.get_absolute_url(), coming.get_absolute_url()
    assert found(olga, "revision nacional 7", "meetings") == [first]
    assert found(olga, "nacional", "meetings") == [second, first]
    for nothing in ("nacional 71", "semanal 7", "7", "nacional 99999999999"):
        assert found(olga, nothing, "meetings") == [], nothing
    assert found(ana, "nacional", "meetings") == []
    AttendanceFactory(meeting=coming, person=ana)
    assert found(ana, "nacional", "meetings") == [second]
    AttendanceFactory(meeting=coming, person=rosa, kind="family")
    for nobody in (rosa, AnonymousUser()):
        assert found(nobody, "nacional", "meetings") == []


def test_minutes_are_found_by_folio_by_who_may_read_them(ana, olga, rosa):
    meeting = ended(MeetingFactory())
    AttendanceFactory(meeting=meeting, person=ana)
    minutes = MinutesFactory(meeting=meeting)
    start = minutes.folio[:6].lower()
    assert found(olga, start, "minutes") == [minutes.get_absolute_url()]
    assert found(ana, start, "minutes") == []  # a draft
    signed(minutes, olga)
    assert found(ana, minutes.folio, "minutes") == [minutes.get_absolute_url()]
    assert found(rosa, minutes.folio, "minutes") == []
    assert Minutes.objects.count() == 1


def test_an_agreement_is_found_by_folio_where_the_person_sees_it(delegation, beto, carla, olga, rosa):
    row = AgreementFactory(owner_delegation=delegation)
    for person, hits in ((olga, 1), (beto, 1), (carla, 0), (rosa, 0)):
        assert found(person, row.folio.lower(), "agreements") == [row.get_absolute_url()] * hits, person


def test_a_hospital_s_workbench_says_what_it_owes(hospital, other_hospital, ana, carla):
    today = timezone.localdate()
    owed = {"owner_role": Role.UNIT_SUPPLY_MANAGER, "owner_delegation": None, "delegation": None}
    AgreementFactory(**owed, owner_unit=hospital, state="broken", due_on=today - timedelta(days=2))
    AgreementFactory(**owed, owner_unit=hospital, state="at_risk", due_on=today + timedelta(days=2))
    AgreementFactory(**owed, owner_unit=other_hospital)
    [line] = [one for one in todo_from_above(ana, hospital) if "acuerdo" in one.title]
    assert (line.tone, line.title) == ("critical", "2 acuerdos pendientes")
    assert line.detail.startswith("1 incumplido · 1 en riesgo · el próximo vence el ")
    assert f"unidad={hospital.clues}" in line.href
    assert [one for one in todo_from_above(carla, hospital) if "acuerdo" in one.title] == []
    Agreement.objects.update(state="cancelled", closing_note="Ya no hace falta")
    assert [one for one in todo_from_above(ana, hospital) if "acuerdo" in one.title] == []


def test_a_drug_s_page_lists_what_is_owed_about_it_and_nothing_else(delegation, beto, carla, rosa):
    drug = DrugFactory()
    row = AgreementFactory(owner_delegation=delegation, drug=drug)
    AgreementFactory(owner_delegation=delegation, drug=DrugFactory())

    def links(person):
        cards = [card for card in cards_from_above(person, drug) if card.title == "Acuerdos pendientes"]
        return [link.href for card in cards for link in card.links]

    assert links(beto) == [row.get_absolute_url()]
    assert links(carla) == []
    assert links(rosa) == []


def test_a_hand_over_lists_what_the_post_owes_and_gives_it_to_the_next(olga):
    old = olga.postings.get()
    row = AgreementFactory(owner_role=old.role, owner_delegation=None, owner=old)
    new = PostingFactory(person=PersonFactory(), role=old.role, is_national=True)
    [told] = [one for one in open_work.of(old) if one["kind"] == "agreements"]
    assert [item["path"] for item in told["items"]] == [row.get_absolute_url()]
    assert open_work.move(old, new)["agreements"] == 1
    row.refresh_from_db()
    assert row.owner == new
    assert [one for one in open_work.of(old) if one["kind"] == "agreements"] == []


def test_cases_that_climbed_to_the_session_say_when_it_really_meets(client, olga, ana):
    client.force_login(olga)
    assert b"La pr\xc3\xb3xima:" not in client.get(reverse("pediatric:case-agenda")).content
    weekly = SeriesFactory(name="Sesión semanal con familias", with_families=True)
    MeetingFactory(starts_at=timezone.now() + timedelta(hours=5))  # without families
    planned = timezone.localdate() + timedelta(days=2)
    coming = MeetingFactory(series=weekly, starts_at=timezone.now() + timedelta(days=3), planned_on=planned)
    page = client.get(reverse("pediatric:case-agenda")).content.decode()
    assert f'href="{reverse("meetings:agenda", args=[coming.pk])}"' in page
    assert f"{coming}, {day_in_full(coming.on)}" in page
    assert f"le tocaba el {day_in_full(coming.planned_on)}" in page
    client.force_login(ana)  # not called
    assert "La próxima:" not in client.get(reverse("pediatric:case-agenda")).content.decode()
