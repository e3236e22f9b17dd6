"""Minutes in a browser: what was typed when it died comes back and is sent, beside what a colleague wrote meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from delegations.roles import Role
from meetings.actions.minutes import write_minutes
from meetings.models import Minutes
from tests.factories.delegations import PostingFactory
from tests.factories.meetings import MeetingFactory, MinutesFactory, ended

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def soon(what: Callable[[], bool]) -> None:
    """Wait for what the page sends by itself."""
    until = time.monotonic() + 8
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


def text_of(minutes: Minutes) -> str:
    [section] = Minutes.objects.get(pk=minutes.pk).sections
    return str(section["text"])


def test_what_was_typed_when_the_browser_died_comes_back_beside_a_colleagues_line(live_browser, olga):
    minutes = MinutesFactory(meeting=ended(MeetingFactory()))

    def colleague_writes(text: str) -> None:
        write_minutes(minutes=minutes, sections={"opening": text}, by=olga)

    # Nothing reaches the server any more; the page says so, and dies without a word.
    page = live_browser.page(olga, path=f"/minutas/{minutes.folio}/editar/")
    context = page.context
    context.route("**/guardar/", lambda route: route.abort())
    page.locator("[data-part=opening]").press("Control+End")
    page.keyboard.insert_text("\nSe cayó la red mientras hablaban.")
    expect(page.locator("[data-state=opening]")).to_contain_text("Sin conexión")
    page.close()
    colleague_writes("Presidió Olga.\nSe abrió la sesión.")

    context.unroute("**/guardar/")
    # Another secretary at the same computer: what Olga typed is not theirs to send.
    mine = context.cookies()
    live_browser.sign_in(context, PostingFactory(role=Role.CENTRAL_OFFICE, is_national=True).person)
    page = context.new_page()
    page.goto(f"/minutas/{minutes.folio}/editar/", wait_until="networkidle")
    expect(page.locator("[data-part=opening]")).to_have_value("Presidió Olga.\nSe abrió la sesión.")
    page.close()

    context.add_cookies(mine)
    page = context.new_page()
    page.goto(f"/minutas/{minutes.folio}/editar/", wait_until="domcontentloaded")
    box, state = page.locator("[data-part=opening]"), page.locator("[data-state=opening]")
    both = "Presidió Olga.\nSe abrió la sesión.\nSe cayó la red mientras hablaban."
    soon(lambda: text_of(minutes) == both)
    expect(box).to_have_value(both)
    expect(state).to_contain_text("Guardado a las")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('minuta:')).length") == 0

    # The same word rewritten by both: both versions stay, and the page of who came second says to choose.
    colleague_writes(both.replace("hablaban", "votaban"))
    box.fill(both.replace("hablaban", "leían"))
    expect(state).to_contain_text("quedaron las dos versiones")
    stands = text_of(minutes)
    assert "mientras votaban." in stands
    assert "mientras leían." in stands
    expect(box).to_have_value(stands)
