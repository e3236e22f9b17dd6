"""A whole review of 35 delegations without the mouse; two secretaries at once; a browser that dies in the middle."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from delegations.models import Delegation
from delegations.roles import Role
from meetings.canonical import digest
from meetings.models import Agreement, Meeting, Review, Snapshot
from tests.factories.delegations import DelegationFactory, PersonFactory, PostingFactory
from tests.factories.meetings import MeetingFactory, running
from tests.factories.troubled import troubled_figures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def prepared(count: int, *, secretary: Any = None) -> Meeting:
    """A running meeting with so many delegations to look at, their figures frozen."""
    meeting = running(MeetingFactory(secretary=secretary))
    for number in range(count):
        DelegationFactory(code=f"D{number:02d}", name=f"Delegación {number:02d}")
    places = list(Delegation.objects.order_by("code"))
    figures = [troubled_figures(place.code, place.name) for place in places]
    snapshots = Snapshot.objects.bulk_create(
        Snapshot(
            meeting=meeting, kind="delegation", delegation=place, data=data, sha256=digest(data), week="2026-11-09"
        )
        for place, data in zip(places, figures, strict=True)
    )
    Review.objects.bulk_create(
        Review(meeting=meeting, delegation=one.delegation, snapshot=one, position=position, severity=100 - position)
        for position, one in enumerate(snapshots, start=1)
    )
    return meeting


def secretary() -> Any:
    person = PersonFactory(full_name="Secretaria de prueba")
    PostingFactory(person=person, role=Role.CENTRAL_OFFICE, is_national=True)
    return person


def at(page: Page, code: str) -> None:
    page.wait_for_selector(f"#revision[data-code='{code}']")


def soon(what: Callable[[], bool]) -> None:
    """Wait for what the page sends by itself."""
    until = time.monotonic() + 8
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


def test_35_delegations_by_keyboard_alone(live_browser) -> None:
    keeper = secretary()
    meeting = prepared(35, secretary=keeper)
    owner = PersonFactory(full_name="Responsable de la treinta")
    place = Delegation.objects.get(code="D30")
    PostingFactory(person=owner, role=Role.DELEGATION_SUPPLY_MANAGER, delegation=place)
    page = live_browser.page(keeper, path=reverse("meetings:review-list", args=[meeting.pk]))
    wall = live_browser.page(keeper, path=f"{reverse('meetings:review-list', args=[meeting.pk])}?pantalla=1")
    keys = page.keyboard
    for _turn in range(60):
        keys.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Comenzar":
            break
    keys.press("Enter")
    verdicts = ("good", "watch", "grave")
    for number in range(35):
        at(page, f"D{number:02d}")
        if number == 3:
            keys.press("s")  # not today
        elif number == 4:
            keys.press("n")  # nobody of theirs came
        else:
            keys.press(str(number % 3 + 1))
        if number % 7 == 0:
            keys.press("c")
            keys.type(f"Falta vincristina en la {number}.")
            keys.press("Escape")
        if number == 7:
            # Out of turn: a jump by code, by name, and back.
            keys.press("g")
            keys.type("d33")
            keys.press("Enter")
            at(page, "D33")
            keys.press("g")
            keys.type("delegacion 07")
            keys.press("Enter")
            at(page, "D07")
            expect(page.locator("#comentario")).to_have_value("Falta vincristina en la 7.")
        if number == 30:
            keys.press("a")
            expect(page.locator("#acuerdo [name=text]")).to_be_focused()
            keys.type("Surtir la vincristina de las tres unidades")
            keys.press("Tab")
            keys.type("treinta")
            page.wait_for_selector(".choices li")
            keys.press("Enter")
            keys.press("Control+Enter")
            expect(page.locator("#acordado")).to_contain_text("Surtir la vincristina")
        if number == 20:
            expect(wall.locator("#revision h1")).to_have_text("Delegación 20")
        keys.press("ArrowRight")
    expect(page.locator("h1")).to_have_text("Revisión por delegación")
    soon(lambda: not Review.objects.filter(meeting=meeting, state="pending").exists())
    rows = {row.code: row for row in Review.objects.filter(meeting=meeting).select_related("delegation")}
    for number in range(35):
        row = rows[f"D{number:02d}"]
        said = {3: ("skipped", ""), 4: ("absent", "")}.get(number, ("reviewed", verdicts[number % 3]))
        assert (row.state, row.verdict) == said, number
        assert row.comment == (f"Falta vincristina en la {number}." if number % 7 == 0 else "")
        assert row.shown_at is not None
    agreement = Agreement.objects.get()
    assert (agreement.review, agreement.delegation, agreement.owner_delegation) == (rows["D30"], place, place)
    page.reload()
    expect(page.locator("main .note")).to_have_text("No se revisó: Delegación 03.")


def test_two_secretaries_type_at_once_and_both_texts_stay(live_browser) -> None:
    keeper, second = secretary(), secretary()
    meeting = prepared(2, secretary=keeper)
    where = reverse("meetings:review", args=[meeting.pk, "D00"])
    one, two = live_browser.page(keeper, path=where), live_browser.page(second, path=where)
    for page, text in ((one, "Falta vincristina en dos hospitales."), (two, "Llega el jueves desde el almacén.")):
        page.keyboard.press("c")
        page.keyboard.type(text[:12])
    for page, text in ((two, "Llega el jueves desde el almacén."), (one, "Falta vincristina en dos hospitales.")):
        page.keyboard.type(text[12:], delay=25)
    for page in (one, two):
        page.keyboard.press("Escape")
    for page in (one, two):
        box = page.locator("#comentario")
        soon(lambda box=box: "dos hospitales." in box.input_value() and "almacén." in box.input_value())
    comment = Review.objects.get(meeting=meeting, delegation__code="D00").comment
    assert sorted(comment.split("\n")) == [
        "Falta vincristina en dos hospitales.",
        "Llega el jueves desde el almacén.",
    ]
    # The verdict of one shows on the other's screen.
    one.keyboard.press("3")
    expect(two.locator(".verdict.is-grave")).to_have_attribute("aria-pressed", "true")


def test_what_was_typed_when_the_browser_died_comes_back(live_browser) -> None:
    keeper = secretary()
    meeting = prepared(3, secretary=keeper)
    where = reverse("meetings:review", args=[meeting.pk, "D00"])
    page = live_browser.page(keeper, path=where)
    context = page.context
    context.route("**/anotar/", lambda route: route.abort())  # nothing reaches the server any more
    page.keyboard.press("c")
    page.keyboard.type("Se cayó la red mientras hablaban.")
    page.keyboard.press("Escape")
    expect(page.locator("[data-trouble]")).to_contain_text("Sin conexión")
    page.keyboard.press("2")
    page.wait_for_timeout(100)
    page.close()  # without a word to the server
    assert Review.objects.get(meeting=meeting, delegation__code="D00").comment == ""
    context.unroute("**/anotar/")
    again = context.new_page()
    again.goto(where)
    expect(again.locator("#comentario")).to_have_value("Se cayó la red mientras hablaban.")
    soon(lambda: Review.objects.get(meeting=meeting, delegation__code="D00").verdict == "watch")
    soon(lambda: Review.objects.get(meeting=meeting, delegation__code="D00").comment.startswith("Se cayó la red"))
    soon(lambda: again.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('revision:')).length") == 0)
