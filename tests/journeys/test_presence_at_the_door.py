"""Two telephones without scripts at the door of a meeting, one with the link of a mail and one with the room's code;
the screen in the room counts them by itself, and the secretary marks the rest by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from delegations.selectors.links import fingerprint
from meetings.models import Attendance
from tests.factories.meetings import AttendanceFactory, MeetingFactory, SeriesFactory, running

PHONE = {"width": 390, "height": 844, "java_script_enabled": False}


@pytest.mark.django_db(transaction=True)
def test_people_come_and_the_room_counts_them(live_browser, olga, ana):
    meeting = running(MeetingFactory(series=SeriesFactory(with_families=True, quorum=100), presence_key="la-sala"))
    AttendanceFactory(meeting=meeting, person=ana, name=ana.full_name)
    AttendanceFactory(
        meeting=meeting, person=None, name="Laura Ñúñez", kind="supplier", token_hash=fingerprint("enlace")
    )

    screen = live_browser.page(olga, path=f"/reuniones/{meeting.pk}/sala/")
    expect(screen.get_by_text("Faltan 2 para el quórum")).to_be_visible()

    laura = live_browser.page(path="/reuniones/presencia/enlace/", **PHONE)
    laura.get_by_role("button", name="Estoy aquí").click()
    expect(laura.get_by_text("Su asistencia quedó anotada")).to_be_visible()

    mother = live_browser.page(path="/reuniones/sala/la-sala/", **PHONE)
    mother.get_by_label("¿Cómo se llama?").fill("Rosa Pérez")
    mother.get_by_label("¿De parte de quién viene?").select_option(label="De una familia")
    mother.get_by_role("button", name="Estoy aquí").click()
    expect(mother.get_by_text("Listo, Rosa Pérez.")).to_be_visible()

    expect(screen.get_by_text("Falta 1 para el quórum")).to_be_visible()
    assert Attendance.objects.get(name="Rosa Pérez").kind == "family"

    screen.goto(f"/reuniones/{meeting.pk}/asistencia/")
    screen.get_by_role("group", name="Ana del Hospital").get_by_role("button", name="Presente").focus()
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("Hay quórum")).to_be_visible()
    expect(screen.get_by_role("group", name="Ana del Hospital").get_by_role("button", name="Presente")).to_be_focused()
    assert Attendance.objects.get(person=ana).presence == "present"
