"""Somebody looks for a hospital the way people say its name, and shares what she sees."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_list_answers_while_one_types_and_its_address_can_be_shared(live_browser, olga):
    for name in ("load_delegations", "load_units"):
        call_command(name, verbosity=0, stdout=StringIO())
    page = live_browser.page(olga, path="/unidades/")
    rows = page.locator("#results tbody tr")
    expect(rows).to_have_count(50)

    page.get_by_label("Buscar").press_sequentially("zona 2 aguas", delay=20)
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("HGZ 2 Aguascalientes")
    expect(page).to_have_url(re.compile(r"/unidades/\?q=zona\+2\+aguas$"))

    page.reload()
    expect(rows).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("unidades-")


def test_the_order_chosen_stays_while_one_types(live_browser, olga):
    for name in ("load_delegations", "load_units"):
        call_command(name, verbosity=0, stdout=StringIO())
    page = live_browser.page(olga, path="/unidades/")
    page.get_by_role("link", name="CLUES").click()
    expect(page).to_have_url(re.compile(r"orden=clues"))
    page.get_by_label("Buscar").press_sequentially("monterrey", delay=20)
    expect(page).to_have_url(re.compile(r"/unidades/\?(q=monterrey&orden=clues|orden=clues&q=monterrey)$"))
    codes = page.locator("#results tbody td.code").all_inner_texts()
    assert len(codes) > 2
    assert codes == sorted(codes)
