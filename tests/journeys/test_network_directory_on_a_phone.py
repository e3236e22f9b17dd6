"""A mother without an account looks for the hospital as she says its name, and finds a telephone to press."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from delegations.models import Unit
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_visitor_finds_whom_to_call(live_browser):
    for name in ("load_delegations", "load_units"):
        call_command(name, verbosity=0, stdout=StringIO())
    PostingFactory(
        person=PersonFactory(full_name="Julia Ríos Peña", email="julia.secreta@example.org"),
        unit=Unit.objects.get(clues="ASIMS000016"),
        office_phone="449 910 0000 ext. 120",
    )
    page = live_browser.page(path="/directorio/", width=390, height=844)
    page.get_by_label("Hospital, ciudad o estado").press_sequentially("hospital general de zona 2", delay=15)
    expect(page).to_have_url(re.compile(r"\?q=hospital\+general\+de\+zona\+2$"))
    place = page.locator("#results tbody tr", has_text="HGZ 2 Aguascalientes")
    expect(place).to_contain_text("Julia Ríos Peña")
    expect(place.get_by_role("link", name="449 910 0000 ext. 120")).to_have_attribute("href", "tel:4499100000,120")

    place.get_by_role("link", name="HGZ 2 Aguascalientes").click()
    call = page.get_by_role("link", name="Llamar al 449 910 0000 ext. 120")
    expect(call).to_be_in_viewport()
    assert "julia.secreta" not in page.content()

    page.get_by_role("link", name="Cartel para imprimir").click()
    code = page.get_by_role("img", name=re.compile("Código QR"))
    expect(code).to_be_visible()
    code.evaluate("image => image.decode()")  # fails when it is no drawing
