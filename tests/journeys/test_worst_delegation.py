"""Central office finds the worst delegation on the map, compares weeks without leaving the page, and takes the file."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from supply.weeks import IsoWeek
from tests.factories.boards import Stood, add_up, report

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_map_to_the_file_of_the_worst_delegation(
    live_browser, olga, hospital, other_hospital, vincristine, methotrexate
):
    for number, state in ((45, "adequate"), (46, "out")):
        week = IsoWeek(2026, number)
        stood = Stood(state, 0 if state == "out" else 40, denied=2 if state == "out" else 0)
        report(hospital, week, {vincristine: stood, methotrexate: Stood("adequate", 90)})
        report(other_hospital, week, {vincristine: Stood("adequate", 60)})
        add_up(week)
    page = live_browser.page(olga, path="/")
    worst = page.locator(".tile.is-out")
    expect(worst).to_have_count(1)
    expect(worst).to_contain_text("50.0")

    page.get_by_label("Comparar con").select_option("2026-W45")
    expect(page.locator("#tablero")).to_contain_text("frente a Semana 45")
    expect(page).to_have_url(re.compile(r"comparar=2026-W45"))
    expect(page.locator("h1")).to_have_count(1)

    page.locator(".tile", has_text="BC").focus()
    page.keyboard.press("ArrowDown")
    expect(worst).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Jalisco")
    expect(page.locator("#tablero")).to_contain_text("frente a Semana 45")
    with page.expect_download() as download:
        page.locator("#peores").get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("jal-2026-w46-peores-pares")
