"""Frozen figures on a page: of when, whether whole, and the way to those of today."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from delegations.models import Delegation, Person
from meetings.actions.figures import freeze_all
from meetings.models import Meeting, Review, Snapshot
from meetings.views.reviews.figures import six
from tests.factories.figures import orders_late, place_figures, reach, whole
from tests.factories.meetings import AttendanceFactory, MeetingFactory, ReviewFactory, SnapshotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(delegation: Delegation) -> Meeting:
    made: Meeting = MeetingFactory()
    ReviewFactory(meeting=made, delegation=delegation)
    return made


def page(client: Client, person: Person, row: Snapshot, status: int = 200) -> str:
    client.force_login(person)
    answer = client.get(reverse("meetings:snapshot", args=[row.pk]))
    assert answer.status_code == status
    return str(answer.content.decode())


def test_figures_are_shown_as_frozen_with_their_age_and_the_way_to_today(
    client: Client, meeting: Meeting, delegation: Delegation, beto: Person
) -> None:
    data = place_figures(
        code="JAL", abasto={"conjunto": whole(81.5, change=-2.0)}, uncovered={"within_7": reach(3, 40)},
        cases={"standing": 2, "overdue": 1, "overdue_folios": ["C-22345678"]},
    )  # fmt: skip
    text = page(client, beto, SnapshotFactory(meeting=meeting, delegation=delegation, data=data))
    assert "81.5" in text
    assert "C-22345678" in text
    assert "No cambian aunque el registro se corrija después." in text
    assert "La huella coincide" in text
    assert "cuando se congeló aún no se llevaban aquí" in text  # it was, before orders were kept
    assert "Traspasos tarde" in text
    assert reverse("supply:board-delegation", args=["JAL"]) in text


def test_what_suppliers_owe_stands_beside_late_transfers(
    client: Client, meeting: Meeting, delegation: Delegation, beto: Person
) -> None:
    data = place_figures(transfers={"late": 2, "in_transit": 6, "orders_kept": True}, orders=orders_late({"Lenta": 20}))
    [*_others, told] = six(data)
    assert (told.label, told.value) == ("Entregas tarde", "5")
    assert told.basis == (
        "3 de 9 órdenes de suministro · 2 de 6 traspasos · 56 piezas por llegar · la más atrasada, 20 días"
    )
    text = page(client, beto, SnapshotFactory(meeting=meeting, delegation=delegation, data=data))
    assert "Lenta" in text
    assert "llegaron 16 de 30 envases de 4 órdenes" in text


def test_figures_that_are_not_what_was_kept_say_so(
    client: Client, meeting: Meeting, delegation: Delegation, olga: Person
) -> None:
    text = page(client, olga, SnapshotFactory(meeting=meeting, delegation=delegation, sha256="0" * 64))
    assert "La huella no coincide" in text
    assert "La huella coincide" not in text


def test_a_place_frozen_again_leads_to_the_newer_figures(
    client: Client, meeting: Meeting, delegation: Delegation, olga: Person
) -> None:
    first, _between, last = (SnapshotFactory(meeting=meeting, delegation=delegation) for _ in range(3))
    assert reverse("meetings:snapshot", args=[last.pk]) in page(client, olga, first)
    assert "se congelaron otra vez" not in page(client, olga, last)


def test_every_kind_has_its_page(client: Client, meeting: Meeting, ana: Person, olga: Person) -> None:
    rows = freeze_all(meeting=meeting, by=olga)
    assert "Delegaciones y UMAE" in page(client, olga, rows["country"])
    directory = page(client, olga, rows["network"])
    assert ana.full_name in directory
    assert "Titular" in directory
    of_place = page(client, olga, rows["JAL"])
    assert "Entregas tarde" in of_place
    assert "aún no se llevaban" not in of_place


def test_a_place_elsewhere_and_the_country_are_not_there_for_who_sees_one_place(
    client: Client, meeting: Meeting, other_delegation: Delegation, beto: Person, carla: Person
) -> None:
    rows = freeze_all(meeting=meeting, by=None)
    page(client, beto, rows["JAL"])
    page(client, beto, rows["network"])
    page(client, beto, rows["BC"], 404)
    page(client, beto, rows["country"], 404)
    page(client, carla, rows["JAL"], 404)
    AttendanceFactory(meeting=meeting, person=carla)
    page(client, carla, rows["JAL"], 404)  # called, and still not hers


def test_figures_of_another_form_are_told_as_missing(
    client: Client, meeting: Meeting, delegation: Delegation, olga: Person
) -> None:
    text = page(client, olga, SnapshotFactory(meeting=meeting, delegation=delegation, data={"form": 0}))
    assert "Aquí no hay cifras" in text


def test_before_the_first_closed_week_nothing_is_said_to_be_zero(
    client: Client, meeting: Meeting, delegation: Delegation, olga: Person
) -> None:
    rows = freeze_all(meeting=meeting, by=olga)
    for text in (
        page(client, olga, rows["country"]),
        page(client, olga, rows["JAL"]),
        client.get(reverse("meetings:review", args=[meeting.pk, delegation.code])).content.decode(),
    ):
        assert "Ninguno en cero ni crítico" not in text
        assert "en total" not in text
    Review.objects.filter(meeting=meeting).update(snapshot=rows["JAL"])
    screen = client.get(reverse("meetings:review", args=[meeting.pk, delegation.code])).content.decode()
    assert "No se sabe: aún no se suma ninguna semana cerrada." in screen
    assert "Ninguno en cero ni crítico" not in screen
    assert "0 piezas utilizables" not in screen
    known = {one.label: (one.value, one.basis) for one in six(rows["JAL"].data)}
    for label in ("Nivel de abasto", "Unidades que firmaron", "Claves en cero"):
        assert known[label] == ("—", "aún no se suma ninguna semana cerrada")
