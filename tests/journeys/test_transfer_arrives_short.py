"""A delegation sends pieces to a hospital; two break on the way, and nobody loses sight of them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from supply.models import Balance, Movement, Transfer
from tests.factories.two_sides import build_two_sides

pytestmark = pytest.mark.django_db(transaction=True)


def test_sent_and_accepted_short_with_its_reason(live_browser) -> None:
    side = build_two_sides().here
    above = side.delegation.postings.get().person
    manager = side.hospital.postings.get(role="unit_supply_manager").person
    before = Balance.objects.get(place=side.warehouse).on_hand

    page = live_browser.page(above, path=reverse("supply:dispatch", args=[side.warehouse.code]))
    page.locator("[name=to_place]").fill(side.pharmacy.code)
    page.keyboard.press("Escape")
    page.locator("[name=lineas-0-drug]").fill("010.000.1768")
    page.keyboard.press("Escape")
    page.locator("[name=lineas-0-pieces]").fill("12")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("Traspaso")
    sent = Transfer.objects.order_by("-pk")[0]
    assert (sent.state, sent.to_place) == ("in_transit", side.pharmacy)
    assert Balance.objects.get(place=side.warehouse).on_hand == before - 12

    page = live_browser.page(manager, path=reverse("supply:transfer-list"), width=390, height=844)
    page.locator(f"a[href^='{reverse('supply:transfer', args=[sent.pk])}']").first.click()
    if not page.url.endswith("/recibir/"):
        page.get_by_role("link", name="Recibir").first.click()
    line = sent.lines.get()
    arrived = page.get_by_label(f"Piezas que llegaron del lote {line.lot.number}")
    arrived.fill("10")
    page.get_by_role("button", name="Registrar lo que llegó").click()
    expect(page.locator("main")).to_contain_text("diga por qué")
    page.locator(f"[name='llego-{line.pk}-reason']").select_option("damage")
    page.get_by_role("button", name="Registrar lo que llegó").click()
    expect(page.locator(".toast")).to_be_visible()

    sent.refresh_from_db()
    assert sent.state == "accepted_short"
    assert Balance.objects.get(place=side.pharmacy, lot=line.lot).on_hand == 10
    # What stays on its way is the world's other transfer, of two pieces.
    assert Balance.objects.get(place=side.transit, lot=line.lot).on_hand == 2
    assert Movement.objects.filter(lot=line.lot, reason="damage", quantity=-2).count() == 1
    expect(page.locator("main")).to_contain_text("Recibido con faltante")
