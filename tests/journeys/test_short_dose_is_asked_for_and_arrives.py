"""A dose that nothing covers: asked for by requisition, approved in part, confirmed by both ends, sent, and there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from supply.actions.coverage import cover_unit
from supply.actions.ledger import LotLine, receive
from supply.actions.levels import plan_units
from supply.models import Balance, RequirementPackage, Requisition, TransferOrder
from tests.factories.supply import RequirementFactory, RequirementPackageFactory

pytestmark = pytest.mark.django_db(transaction=True)

DOSE, LIES_ABOVE = 6, 30


@pytest.fixture
def dose(hospital, pharmacy, delegation_warehouse, vincristine) -> RequirementPackage:
    """Six pieces for a session in five days; the pharmacy has none, the delegation's warehouse thirty."""
    today = delegation_warehouse.today()
    lot = LotLine(vincristine.pk, "ARRIBA", today + timedelta(days=300), LIES_ABOVE)
    receive(place=delegation_warehouse, lines=[lot], key="arriba", by=None)
    package = RequirementPackageFactory(unit=hospital, needed_on=today + timedelta(days=5))
    RequirementFactory(package=package, drug=vincristine, pieces=DOSE)
    count_anew(hospital)
    return package


def count_anew(hospital: Any) -> None:
    """What the workers do within a moment."""
    cover_unit(unit=hospital)
    plan_units(units=[hospital.pk])


def test_from_what_to_do_today_to_a_covered_dose(live_browser, dose, hospital, pharmacy, vincristine, ana, beto):
    dose.refresh_from_db()
    assert dose.status == "uncovered"

    # Ana opens what to do today, looks at why, and asks for more than is suggested.
    page: Page = live_browser.page(ana, path=reverse("supply:worklist"))
    expect(page.locator("main")).to_contain_text("hay dosis sin cubrir")
    page.locator(f"a[href='{reverse('supply:stock-plan', args=[hospital.clues, vincristine.code])}']").first.click()
    page.get_by_role("link", name="Pedir").first.click()
    page.locator("[name=lineas-0-asked]").fill("12")
    page.get_by_role("button", name="Guardar y enviar").click()
    expect(page.locator("main")).to_contain_text("por qué")
    page.locator("[name=lineas-0-explanation]").fill("Vienen dos sesiones más el mes que entra")
    page.get_by_role("button", name="Guardar y enviar").click()
    page.wait_for_url("**/enviar/")
    page.get_by_role("button", name="Enviar").click()
    expect(page.locator(".toast")).to_contain_text("Enviada a la delegación")
    requisition = Requisition.objects.get()
    assert requisition.state == "sent"

    # Beto finds it on his list and approves part of it, with a reason.
    above: Page = live_browser.page(beto, path=reverse("supply:worklist"))
    above.get_by_role("link", name="Decidir", exact=True).first.click()
    above.wait_for_url("**/decidir/")
    line = requisition.lines.get()
    above.locator(f"[name='{line.pk}-approved']").fill(str(DOSE + 2))
    above.locator(f"[name='{line.pk}-reason']").fill("El resto se guarda para otro hospital")
    above.get_by_role("button", name="Aprobar").click()
    expect(above.locator(".toast")).to_contain_text("orden de traspaso")
    order = TransferOrder.objects.get()

    # Both ends say yes, and it leaves.
    here = reverse("supply:transfer-order", args=[order.pk])
    above.goto(here)
    give = reverse("supply:transfer-order-give", args=[order.pk])
    above.locator(f"form[action='{give}']").get_by_role("button", name="Confirmar").click()
    expect(above.locator(".badge.good").first).to_contain_text("Confirmado")
    page.goto(here)
    page.get_by_role("button", name="Confirmar").click()
    expect(page.locator("main")).to_contain_text("Confirmada por ambos")
    above.goto(here)
    above.get_by_role("link", name="Enviar", exact=True).click()
    above.get_by_role("button", name="Enviar y asentar la salida").click()
    expect(above.locator("main")).to_contain_text("Ver el traspaso")

    order.refresh_from_db()
    count_anew(hospital)
    dose.refresh_from_db()
    assert dose.status == "incoming"

    # Ana writes down what came.
    page.goto(reverse("supply:transfer-accept", args=[order.transfer_id]))
    page.get_by_role("button", name="Registrar lo que llegó").click()
    expect(page.locator(".toast")).to_be_visible()
    assert Balance.objects.get(place=pharmacy).on_hand == DOSE + 2
    count_anew(hospital)
    dose.refresh_from_db()
    requisition.refresh_from_db()
    assert (dose.status, requisition.state) == ("covered", "fulfilled")
    page.goto(reverse("supply:worklist"))
    expect(page.locator("main")).not_to_contain_text("hay dosis sin cubrir")
