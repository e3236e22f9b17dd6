"""The list of meetings and the page of one: who finds what, in which order, in how many statements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.models import Delegation, Person
from meetings.models import Meeting, Series
from pediatric_platform.models import Guardian
from tests.factories.meetings import (
    AttendanceFactory,
    MeetingFactory,
    ReviewFactory,
    SeriesFactory,
    ended,
    running,
)

pytestmark = pytest.mark.django_db
LIST = "meetings:meeting-list"


@pytest.fixture
def weekly() -> Series:
    return SeriesFactory(code="semanal", name="Sesión semanal de prueba")


def _at(series: Series, days: int, **more: Any) -> Meeting:
    meeting: Meeting = MeetingFactory(series=series, starts_at=timezone.now() + timedelta(days=days), **more)
    return meeting


def _page(client: Client, person: Person, name: str = LIST, *args: Any, **asked: str) -> Any:
    client.force_login(person)
    return client.get(reverse(name, args=args), asked)


def test_the_next_one_comes_first_and_then_the_last_one_held(client: Client, olga: Person, weekly: Series) -> None:
    long_ago, last = ended(_at(weekly, -14)), ended(_at(weekly, -7))
    later, soon = _at(weekly, 9), _at(weekly, 2)

    page = _page(client, olga)

    assert list(page.context["object_list"]) == [soon, later, last, long_ago]
    assert page.context["next"] == soon


def test_one_that_runs_stands_before_what_comes(client: Client, olga: Person, weekly: Series) -> None:
    _at(weekly, 1)
    now = running(_at(weekly, 0))
    assert _page(client, olga).context["next"] == now


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"estado": "por_convocar"}, [3]),
        ({"estado": "convocada"}, [2]),
        ({"estado": "terminada"}, [1]),
        ({"serie": "otra"}, []),
        ({"q": "sesión 2"}, [2]),
        ({"q": "hermosillo"}, []),
    ],
)
def test_filters(client: Client, olga: Person, weekly: Series, asked: dict[str, str], found: list[int]) -> None:
    SeriesFactory(code="otra")
    ended(_at(weekly, -7, number=1))
    _at(weekly, 1, number=2)
    _at(weekly, 8, number=3, called_at=None)

    page = _page(client, olga, **asked)

    assert [row.number for row in page.context["object_list"]] == found


def test_who_does_not_see_the_country_finds_what_concerns_them(
    client: Client, ana: Person, carla: Person, delegation: Delegation, weekly: Series
) -> None:
    hers, reviewed, other = _at(weekly, 1), _at(weekly, 2), _at(weekly, 3)
    AttendanceFactory(meeting=hers, person=ana)
    ReviewFactory(meeting=reviewed, delegation=None, unit=ana.postings.get().unit)

    assert list(_page(client, ana).context["object_list"]) == [hers, reviewed]
    assert not _page(client, carla).context["object_list"]
    assert _page(client, ana, "meetings:meeting", other.pk).status_code == 404


def test_a_relative_finds_when_and_where_of_a_meeting_with_families_and_nothing_else(
    client: Client, rosa: Person, weekly: Series
) -> None:
    Series.objects.filter(pk=weekly.pk).update(with_families=True)
    meeting, other = _at(weekly, 1), _at(SeriesFactory(), 1)
    assert Guardian.objects.filter(person=rosa).exists()

    page = _page(client, rosa, "meetings:meeting", meeting.pk)

    assert "Sala de juntas de prueba" in page.content.decode()
    assert "Quórum" not in page.content.decode()
    assert _page(client, rosa).status_code == 403
    assert _page(client, rosa, "meetings:meeting", other.pk).status_code == 404


def test_the_page_says_how_many_were_called_of_each_kind(client: Client, olga: Person, weekly: Series) -> None:
    meeting = _at(weekly, 1)
    AttendanceFactory.create_batch(2, meeting=meeting)
    AttendanceFactory(meeting=meeting, person=None, kind="supplier", name="Proveedora de prueba")

    page = _page(client, olga, "meetings:meeting", meeting.pk)

    assert [(row.kind, row.people, row.unreached) for row in page.context["kinds"]] == [
        ("institute", 2, 0),
        ("supplier", 1, 1),
    ]


def test_the_list_asks_as_much_for_many_as_for_few(
    client: Client, olga: Person, weekly: Series, django_assert_max_num_queries: Any
) -> None:
    for week in range(12):
        AttendanceFactory.create_batch(2, meeting=ended(_at(weekly, -7 * week - 7)))
    client.force_login(olga)
    client.get(reverse(LIST))
    with django_assert_max_num_queries(12) as asked:
        page = client.get(reverse(LIST))
    assert page.context["object_list"][0].people == 2
    assert len(asked) <= 12
