"""A manager signs in with the form, is led to her workbench and signs last week; its ledger is closed from then on."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from delegations.models import Person
from supply.models import Movement, PlaceClosure, ReportState
from tests.factories.two_sides import build_two_sides

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_sign_in_to_the_closed_ledger(live_browser) -> None:
    side = build_two_sides().here
    manager = Person.objects.get(email="responsable.jal@example.org")
    manager.set_password("una clave muy larga")
    manager.save()

    page = live_browser.page(path="/entrar/")
    page.get_by_label("Correo electrónico").fill(manager.email)
    page.get_by_label("Contraseña").fill("una clave muy larga")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(side.hospital.name)

    report = side.report.get_absolute_url()
    page.locator(f"main a[href^='{report}']").first.click()
    differences = page.locator("main")
    expect(differences).to_contain_text("Metotrexato")
    page.get_by_role("button", name="Firmar la semana").click()
    expect(page.locator(".toast")).to_contain_text("Semana firmada")
    expect(page.get_by_role("button", name="Firmar la semana")).to_have_count(0)
    side.report.refresh_from_db()
    assert (side.report.state, side.report.signed_by) == (ReportState.SIGNED, manager)
    assert PlaceClosure.objects.get(place=side.pharmacy).closed_through == side.week.sunday

    # What was forgotten of that week goes to the open one, and names its true day.
    page.goto(reverse("supply:dispense", args=[side.pharmacy.code]))
    page.locator("[name=occurred_on]").fill(f"{side.week.sunday:%d/%m/%Y}")
    page.locator("[name=lineas-0-drug]").fill("010.000.1768")
    page.keyboard.press("Escape")
    page.locator("[name=lineas-0-pieces]").fill("1")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_be_visible()
    late = Movement.objects.get(true_date=side.week.sunday)
    assert (late.quantity, late.occurred_on) == (-1, side.pharmacy.today())
