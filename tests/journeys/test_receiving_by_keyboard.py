"""A pharmacist receives two lots from the box as printed, without the mouse, and reads them in the kardex."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from delegations.roles import Role
from supply.models import Balance, Document
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.supply import PresentationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_lots_typed_and_read_in_the_kardex(live_browser, hospital, pharmacy, vincristine) -> None:
    PresentationFactory(drug=vincristine, pieces_per_pack=10)
    pharmacist = PersonFactory(full_name="Farmacéutica de prueba")
    PostingFactory(person=pharmacist, role=Role.PHARMACIST, unit=hospital)
    page = live_browser.page(pharmacist, path=reverse("supply:receive", args=[pharmacy.code]))
    keys = page.keyboard
    page.wait_for_function("document.activeElement.name === 'lineas-0-drug'")
    for row, (lot, expiry, packs) in enumerate((("v 77", "03/2031", "2"), ("V78", "31012032", "1"))):
        page.wait_for_function(f"document.activeElement.name === 'lineas-{row}-drug'")
        keys.type("vincri", delay=15)
        page.wait_for_selector(".choices li")
        keys.press("Enter")
        for text, name in ((lot, "number"), (expiry, "expires_on"), (packs, "packs")):
            page.wait_for_function(f"document.activeElement.name === 'lineas-{row}-{name}'")
            keys.type(text)
            keys.press("Enter")
        page.wait_for_function(f"document.activeElement.name === 'lineas-{row}-pieces'")
        keys.press("Enter")
    keys.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("30 piezas")
    stock = {(b.lot.number, str(b.lot.expires_on)): b.on_hand for b in Balance.objects.select_related("lot")}
    assert stock == {("V 77", "2031-03-31"): 20, ("V78", "2032-01-31"): 10}
    assert Document.objects.get().posted_by == pharmacist

    page.goto(reverse("supply:kardex-drug", args=[pharmacy.code, vincristine.pk]))
    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(2)
    expect(page.locator("main")).to_contain_text("V 77")
