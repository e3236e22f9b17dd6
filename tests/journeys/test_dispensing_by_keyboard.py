"""A pharmacist gives pieces without touching the mouse, sees what left, and takes it back from the kardex."""

from __future__ import annotations

import pytest

from supply.models import Balance

pytestmark = pytest.mark.django_db(transaction=True)


def on_hand() -> dict[str, int]:
    return dict(Balance.objects.values_list("lot__number", "on_hand"))


def test_a_line_is_typed_posted_and_taken_back(live_browser, ana, pharmacy, stocked, vincristine):
    page = live_browser.page(ana, path=f"/lugares/{pharmacy.code}/surtir/")
    keys = page.keyboard
    page.wait_for_function("document.activeElement.name === 'lineas-0-drug'")
    keys.type("vincri")
    page.wait_for_selector(".choices li")
    keys.press("Enter")
    page.wait_for_function("document.activeElement.name === 'lineas-0-lot'")
    keys.press("Escape")
    keys.press("Enter")
    keys.type("12")
    page.wait_for_selector("#previa :text('NEAR')")
    keys.press("Control+Enter")
    toast = page.wait_for_selector(".toast")
    assert "Se surtieron 12 piezas" in toast.inner_text()
    assert on_hand() == {"NEAR": 0, "FAR": 18}

    page.goto(f"/kardex/{pharmacy.code}/{vincristine.pk}/")
    page.click("a[data-reverse] >> nth=0")
    page.wait_for_selector("dialog #confirmacion")
    assert "Quedarán" in page.inner_text("dialog")
    page.click("dialog button.danger")
    page.wait_for_selector("tr.reversed")
    assert on_hand() == {"NEAR": 10, "FAR": 20}
