"""From the national board to a unit and back to a list, without ever touching the mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.two_sides import build_two_sides

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_unit_is_reached_from_the_board_by_keyboard_alone(live_browser):
    world = build_two_sides()
    page = live_browser.page(world.olga, path="/")
    box = page.get_by_role("combobox", name="Medicamento, unidad, persona o lote")

    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("hgz jalis", delay=30)
    first = page.get_by_role("option", name="HGZ Jalisco", exact=False).first
    expect(first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/tablero/unidad/{world.here.hospital.clues}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("HGZ Jalisco")


def test_without_choosing_enter_shows_everything_found(live_browser):
    world = build_two_sides()
    page = live_browser.page(world.olga, path="/semanas/")
    page.keyboard.press("/")
    page.keyboard.type("baja", delay=30)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/buscar/\?q=baja$"))
    expect(page.get_by_role("heading", name="Unidades")).to_be_visible()


def test_a_second_slash_goes_on_to_the_search_of_the_list(live_browser):
    world = build_two_sides()
    page = live_browser.page(world.olga, path="/unidades/")
    page.keyboard.press("/")
    page.keyboard.press("/")
    expect(page.get_by_label("Buscar")).to_be_focused()


def test_the_sections_are_a_menu_on_a_phone(live_browser):
    world = build_two_sides()
    page = live_browser.page(world.olga, path="/", width=390, height=844)
    menu = page.get_by_role("button", name="Menú", exact=True)
    sections = page.get_by_role("navigation", name="Secciones")

    expect(sections).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(sections.get_by_role("link", name="Existencias")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sections).to_be_hidden()
    expect(menu).to_be_focused()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(live_browser):
    world = build_two_sides()
    page = live_browser.page(world.olga, path="/unidades/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Saltar al contenido")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
