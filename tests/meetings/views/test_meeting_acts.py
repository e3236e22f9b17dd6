"""Series and meetings by their pages and by the API: pressed, moved, refused with nothing lost; and in a calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.models import Person
from meetings.models import Meeting, MeetingFeed, Member, Series
from tests.factories.meetings import AttendanceFactory, MeetingFactory, MemberFactory, SeriesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> Series:
    return SeriesFactory(name="Sesión de prueba")


@pytest.fixture
def meeting(series: Series) -> Meeting:
    return MeetingFactory(series=series, starts_at=timezone.now() + timedelta(hours=3), called_at=None)


def _post(client: Client, url_name: str, *args: Any, **told: Any) -> Any:
    return client.post(reverse(f"meetings:{url_name}", args=args), told)


def test_called_opened_and_closed_from_its_page(
    client: Client, olga: Person, ana: Person, series: Series, meeting: Meeting
) -> None:
    MemberFactory(series=series, person=ana)
    client.force_login(olga)
    page = client.get(meeting.get_absolute_url())
    assert "se invita a 1 persona" in page.content.decode()

    for edition, (press, state) in enumerate(
        (("meeting-call", "planned"), ("meeting-open", "running"), ("meeting-close", "ended")), start=1
    ):
        assert _post(client, press, meeting.pk, edition=edition).status_code == 302
        meeting.refresh_from_db()
        assert meeting.state == state
    assert (
        reverse("meetings:meeting-reopen", args=[meeting.pk]) in client.get(meeting.get_absolute_url()).content.decode()
    )


def test_a_press_on_top_of_a_newer_edition_does_nothing_and_says_so(
    client: Client, olga: Person, ana: Person, series: Series, meeting: Meeting
) -> None:
    MemberFactory(series=series, person=ana)
    Meeting.objects.filter(pk=meeting.pk).update(edition=7)
    client.force_login(olga)
    answer = client.post(reverse("meetings:meeting-call", args=[meeting.pk]), {"edition": 6}, follow=True)
    meeting.refresh_from_db()
    assert meeting.called_at is None
    assert "cambió lo mismo" in answer.content.decode()


def test_moved_by_the_clock_of_its_series_and_a_refusal_keeps_what_was_typed(
    client: Client, olga: Person, meeting: Meeting
) -> None:
    Series.objects.filter(pk=meeting.series_id).update(time_zone="America/Tijuana")
    client.force_login(olga)
    on = timezone.localdate() + timedelta(days=20)
    told = {"on": on.isoformat(), "at": "17:30", "minutes": 90, "place": "Patio", "reason": "", "edition": 1}
    refused = _post(client, "meeting-move", meeting.pk, **told)
    assert refused.status_code == 422
    assert "Patio" in refused.content.decode()

    _post(client, "meeting-move", meeting.pk, **told | {"reason": "Obra en la sala"})

    moved = Meeting.objects.select_related("series").get(pk=meeting.pk)
    assert (moved.on, f"{moved.local_start:%H:%M}", moved.minutes) == (on, "17:30", 90)
    shown = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "hora de Tijuana" in shown
    assert "1 hora y 30 minutos" in shown


def test_a_series_is_made_and_a_post_an_account_and_a_guest_are_added(
    client: Client, olga: Person, ana: Person, rosa: Person
) -> None:
    client.force_login(olga)
    facts = {
        "name": "Mesa nueva", "anchor_on": (timezone.localdate() + timedelta(days=3)).isoformat(), "starts_at": "09:00",
        "minutes": 60, "every_weeks": 2, "time_zone": "America/Mexico_City", "rest_rule": "next", "quorum": 50,
    }  # fmt: skip
    made = _post(client, "series-new", **facts)
    series = Series.objects.get()
    assert made.url == reverse("meetings:series", args=["mesa-nueva"])
    address = reverse("meetings:member-add", args=[series.code])

    client.post(address, {"role": "central_office", "is_required": "on"})
    client.post(f"{address}?como=cuenta", {"person": ana.pk, "is_required": "on"})
    client.post(f"{address}?como=cuenta", {"person": rosa.pk})
    client.post(f"{address}?como=fuera", {"kind": "supplier", "name": "Invitada", "email": "inv@example.com"})

    kinds = set(Member.objects.filter(series=series).values_list("kind", flat=True))
    assert kinds == {"institute", "family", "supplier"}
    page = client.get(reverse("meetings:series", args=[series.code])).content.decode()
    assert "Invitada" in page
    assert rosa.full_name in page


def test_nobody_looks_through_relatives(client: Client, olga: Person, ana: Person, rosa: Person) -> None:
    client.force_login(olga)
    address = reverse("meetings:member-add", args=[SeriesFactory().code])

    def found(words: str) -> list[Person]:
        page = client.get(address, {"como": "cuenta", "q": words})
        return [person for person, _kind, _listed in page.context["found"]]

    assert found("Ana del Hosp") == [ana]
    assert found("Rosa") == []
    assert found("rosa@example.org") == [rosa]


def test_others_read_initials_of_a_relative_who_has_not_agreed(
    client: Client, ana: Person, rosa: Person, series: Series, meeting: Meeting
) -> None:
    MemberFactory(series=series, kind="family", person=rosa)
    AttendanceFactory(meeting=meeting, person=ana)
    client.force_login(ana)
    answer = client.get(reverse("meetings:series", args=[series.code]))
    assert answer.status_code == 200, answer.headers
    page = answer.content.decode()
    assert rosa.full_name not in page
    assert "R. M. N." in page


def test_the_secret_calendar_shows_one_s_own_and_ends_when_it_is_taken_back(
    client: Client, ana: Person, series: Series, meeting: Meeting
) -> None:
    MemberFactory(series=series, person=ana)
    MeetingFactory()
    client.force_login(ana)
    shown = _post(client, "meeting-feed", accion="hacer").context["address"]
    path = shown.partition("//")[2].partition("/")[2]

    content = Client().get(f"/{path}").content.decode()

    assert content.count("BEGIN:VEVENT") == 1
    assert f"UID:reunion-{meeting.pk}@oncoabasto" in content
    assert "STATUS:TENTATIVE" in content
    _post(client, "meeting-feed", accion="quitar")
    assert Client().get(f"/{path}").status_code == 404
    assert not MeetingFeed.objects.live().exists()


def test_by_the_api_what_is_not_sent_stays(client: Client, olga: Person, meeting: Meeting) -> None:
    client.force_login(olga)
    at = (meeting.starts_at + timedelta(days=1)).isoformat()
    moved = client.post(
        reverse("api-meeting-move", args=[meeting.pk]),
        {"starts_at": at, "reason": "Prueba", "edition": 1},
        content_type="application/json",
    )
    stale = client.post(
        reverse("api-meeting-cancel", args=[meeting.pk]),
        {"reason": "Prueba", "edition": 1},
        content_type="application/json",
    )
    assert (moved.status_code, moved.json()["place"]) == (200, "Sala de juntas de prueba")
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale_edition")
