"""The nurse at the emergency room: the pre-alert, the door, one tap a stamp seen on the wall, the network gone."""

from __future__ import annotations

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from pediatric_platform.actions.fever import prealert
from pediatric_platform.actions.fever_kit import sweep_kits
from pediatric_platform.models import FeverEpisode, FeverState
from tests.factories.children import FamilyReportFactory
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.fever import FeverEpisodeFactory, KitItemFactory
from tests.factories.supply import DrugFactory
from tests.project.walking import PHONE as UNTOUCHED
from tests.project.walking import WIDE

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {**UNTOUCHED, "has_touch": True}
SEEN_WITHIN = 2.0


@pytest.fixture
def wall(hospital):
    """Somebody else of the hospital, at the screen on the wall."""
    person = PersonFactory(email="pared@example.org")
    PostingFactory(person=person, role="clinician", unit=hospital)
    return person


def board(unit, query: str = "") -> str:
    return reverse("pediatric:fever-board", args=[unit.clues]) + query


def until(done, seconds: float = 8.0) -> None:
    """Wait for the server to have it."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not arrive"
        time.sleep(0.05)


def test_from_the_prealert_to_the_antibiotic(live_browser, nina, rosa, hospital, carmen, wall):
    screen = live_browser.page(wall, path=board(hospital, "?pantalla=1"), **WIDE)
    screen.get_by_text("Nadie con fiebre en este momento").wait_for()
    report = FamilyReportFactory(
        child=nina, unit=hospital, kind="fever", text="", told_by=rosa, temperature=Decimal("38.8")
    )
    episode = prealert(report=report, unit=hospital)

    phone = live_browser.page(carmen, path=reverse("pediatric:fever"), **PHONE)
    card = phone.locator(f"#{episode.folio}")
    card.get_by_text("Viene en camino").wait_for()
    shown = screen.locator(f"#{episode.folio}")
    shown.get_by_text("Viene en camino").wait_for()

    card.get_by_role("button", name="Llegada").tap()
    shown.get_by_text("min quedan").wait_for()
    assert shown.locator("b").inner_text().split(":")[0] in {"59", "60"}
    for label in ("Triage", "Primera valoración", "Indicación", "Surtido"):
        card.get_by_role("button", name=label).tap()
        tapped = time.monotonic()
        shown.locator("small", has_text=label).last.wait_for()
        assert time.monotonic() - tapped <= SEEN_WITHIN, label
    card.get_by_role("button", name="Antibiótico").tap()
    shown.get_by_text("min, con antibiótico").wait_for()

    row = FeverEpisode.objects.get(pk=episode.pk)
    assert row.state == FeverState.TREATED
    moments = [row.prealert_at, row.arrived_at, row.triage_at, row.evaluated_at, row.ordered_at, row.dispensed_at]
    assert [*moments, row.antibiotic_at] == sorted([*moments, row.antibiotic_at])
    assert row.stamps.filter(offline=True).count() == 0
    for name in ("Nina", "Fernanda", nina.folio):
        assert name not in screen.locator("main").inner_text()


def test_a_tap_by_mistake_is_undone_on_the_spot(live_browser, nina, hospital, carmen):
    episode = FeverEpisodeFactory(child=nina)
    phone = live_browser.page(carmen, path=board(hospital), **PHONE)
    phone.locator(f"#{episode.folio}").get_by_role("button", name="Antibiótico").tap()
    phone.get_by_text("min, con antibiótico").wait_for()
    phone.get_by_role("button", name="Deshacer").tap()
    until(lambda: FeverEpisode.objects.get(pk=episode.pk).antibiotic_at is None)
    phone.locator(f"#{episode.folio}").get_by_text("min quedan").wait_for()
    assert FeverEpisode.objects.get(pk=episode.pk).state == FeverState.HERE


def test_taps_without_network_wait_and_arrive_with_their_own_time(live_browser, nina, hospital, carmen, wall):
    episode = FeverEpisodeFactory(child=nina)
    phone = live_browser.page(carmen, path=board(hospital), **PHONE)
    screen = live_browser.page(wall, path=board(hospital, "?pantalla=1"), **WIDE)
    card = phone.locator(f"#{episode.folio}")
    card.wait_for()
    phone.context.set_offline(True)

    card.get_by_role("button", name="Triage").tap()
    tapped = timezone.now()
    waiting = card.get_by_role("button", name="Triage · esperando la red")
    waiting.wait_for()
    assert waiting.is_disabled()
    # What comes next can be tapped although the server has not answered.
    card.get_by_role("button", name="Primera valoración", exact=True).tap()
    card.get_by_role("button", name="Primera valoración · esperando la red").wait_for()
    phone.get_by_text("Sin red desde las").wait_for()
    assert "Toques sin enviar: 2." in phone.get_by_role("alert").inner_text()
    before = card.locator("b").inner_text()
    phone.wait_for_timeout(1500)
    assert card.locator("b").inner_text() != before  # the clock goes on
    assert FeverEpisode.objects.get(pk=episode.pk).triage_at is None

    phone.wait_for_timeout(2500)
    phone.context.set_offline(False)
    until(lambda: FeverEpisode.objects.get(pk=episode.pk).evaluated_at is not None)
    row = FeverEpisode.objects.get(pk=episode.pk)
    assert abs(row.triage_at - tapped) < timedelta(seconds=1.5)
    assert row.triage_at < row.evaluated_at
    assert timezone.now() - row.triage_at > timedelta(seconds=6)
    assert [one.offline for one in row.stamps.all()] == [True, True]
    screen.locator(f"#{episode.folio} small", has_text="Primera valoración").wait_for()
    card.get_by_role("button", name="Indicación").wait_for()
    assert phone.evaluate("localStorage.getItem('hora-dorada')") == "[]"
    assert phone.get_by_role("alert").count() == 0


def test_a_wrong_clock_on_the_telephone_changes_nothing(live_browser, nina, hospital, carmen):
    """Three hours slow when it is tapped, and set right while the network is away."""
    episode = FeverEpisodeFactory(child=nina)
    phone = live_browser.page(carmen, **PHONE)
    phone.add_init_script("""(() => { const real = Date.now; window.wrong = -3 * 3600e3;
        Date.now = () => real() + window.wrong; })()""")
    phone.goto(board(hospital))
    card = phone.locator(f"#{episode.folio}")
    assert int(card.locator("b").inner_text().split(":")[0]) in {49, 50}
    phone.context.set_offline(True)
    card.get_by_role("button", name="Triage").tap()
    tapped = timezone.now()
    phone.wait_for_timeout(3000)
    phone.evaluate("window.wrong = 0")
    phone.context.set_offline(False)
    until(lambda: FeverEpisode.objects.get(pk=episode.pk).triage_at is not None)
    assert abs(FeverEpisode.objects.get(pk=episode.pk).triage_at - tapped) < timedelta(seconds=1.5)


def test_a_hidden_tab_asks_nothing(live_browser, nina, hospital, carmen):
    FeverEpisodeFactory(child=nina)
    phone = live_browser.page(carmen, path=board(hospital), **PHONE)
    asked = []
    phone.on("request", lambda request: asked.append(request.url) if "/vivo/" in request.url else None)
    phone.wait_for_timeout(2500)
    assert 1 <= len(asked) <= 4
    phone.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })")
    phone.wait_for_timeout(300)
    asked.clear()
    phone.wait_for_timeout(2500)
    assert asked == []


def test_minutes_are_the_largest_thing_on_either_screen(live_browser, nina, hospital, carmen, wall):
    episode = FeverEpisodeFactory(child=nina)
    largest = """Math.max(...[...document.querySelectorAll('main *:not(b)')].filter((one) => one.offsetParent
        && !one.closest('b') && one.innerText?.trim()).map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
    for who, address, size in ((carmen, board(hospital), PHONE), (wall, board(hospital, "?pantalla=1"), WIDE)):
        page = live_browser.page(who, path=address, **size)
        minutes = page.locator(f"#{episode.folio} b").evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
        assert minutes >= 2 * page.evaluate(largest)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_on_the_wall_an_hour_and_a_half_late_fits_its_card(live_browser, nina, hospital, wall):
    """Three digits, a sign and the seconds: at ten metres a clock that is cut off says another time."""
    now = timezone.now()
    arrived = now - timedelta(minutes=179)
    FeverEpisodeFactory(child=nina, fever_at=None, arrived_at=arrived, deadline_at=arrived + timedelta(hours=1))
    for size in (WIDE, {"width": 1920, "height": 1080}):
        screen = live_browser.page(wall, path=board(hospital, "?pantalla=1"), **size)
        screen.get_by_text("min tarde").wait_for()
        card = screen.locator(".hours li")
        assert card.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
        right = "(one) => one.getBoundingClientRect().right"
        assert card.locator("b small").evaluate(right) < card.evaluate(right)


def test_what_waits_for_the_network_stays_legible_under_the_finger(live_browser, nina, hospital, carmen):
    episode = FeverEpisodeFactory(child=nina)
    phone = live_browser.page(carmen, path=board(hospital), **WIDE)
    card = phone.locator(f"#{episode.folio}")
    step = card.get_by_role("button", name="Triage")
    step.wait_for()
    phone.context.set_offline(True)
    step.click()  # and the pointer stays on it
    waiting = card.get_by_role("button", name="esperando la red")
    waiting.wait_for()
    colours = waiting.evaluate("(one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]")
    phone.context.set_offline(False)
    assert contrast(*colours) >= 4.5


def contrast(one: str, other: str) -> float:
    """Of two colours as a browser tells them (WCAG 2)."""

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_a_list_of_short_kits_fits_a_phone(live_browser, hospital, carmen):
    for name in ("Cefepima", "Meropenem"):
        KitItemFactory(unit=hospital, drug=DrugFactory(generic_name=name), name=name, minimum=5)
    sweep_kits(now=timezone.now() - timedelta(days=4))
    phone = live_browser.page(carmen, path=reverse("pediatric:fever-kit-list"), **PHONE)
    phone.get_by_text("2 renglones por debajo del mínimo").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_on_paper_nothing_is_left_to_press(live_browser, nina, hospital, carmen):
    episode = FeverEpisodeFactory(child=nina)
    for path in (board(hospital), reverse("pediatric:fever-episode", args=[episode.folio])):
        page = live_browser.page(carmen, path=path, **WIDE)
        page.locator("main").get_by_text(episode.folio).first.wait_for()
        page.emulate_media(media="print")
        assert page.locator("main button:visible, main summary:visible").all_inner_texts() == []
