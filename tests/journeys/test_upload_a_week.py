"""A unit without a ledger here uploads its week: first with faults, all told at once; then right, and it signs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from supply.models import Balance, Document, WeeklyReport
from supply.weeks import IsoWeek
from tests.factories.supply import AssortmentFactory, PresentationFactory
from tests.factories.weeks import week_sheets, workbook

pytestmark = pytest.mark.django_db(transaction=True)

CLAVE = "010.000.1768.00"


def upload(page, name: str, rows) -> None:
    data = workbook(week_sheets(stock=rows))
    page.get_by_label("Archivo", exact=True).set_input_files(
        {"name": name, "mimeType": "application/zip", "buffer": data}
    )
    page.get_by_role("button", name="Ensayar").click()


def test_refused_with_every_fault_then_taken(live_browser, ana, hospital, pharmacy, vincristine) -> None:
    PresentationFactory(drug=vincristine)
    AssortmentFactory(unit=hospital, drug=vincristine)
    week = IsoWeek.of(pharmacy.today()).previous()
    good = (hospital.clues, "farmacia", CLAVE, "A1", dt.date(2030, 6, 30), 12)
    bad = [(*good[:5], -5), ("NADAIMS0001", *good[1:]), (*good[:2], "010.000.9999.00", *good[3:])]

    page = live_browser.page(ana, path=reverse("supply:week-import"))
    page.get_by_label("Semana", exact=True).select_option(str(week))
    upload(page, "con-faltas.xlsx", bad)
    faults = page.locator("#faults tbody tr")
    expect(faults).to_have_count(3)
    for row, column in ((2, "piezas"), (3, "clues"), (4, "clave")):
        expect(faults.filter(has_text=f"existencias · {row}")).to_contain_text(column)
    assert not Document.objects.exists()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.path().read_text("utf-8-sig").count("existencias,") == 3

    upload(page, "semana.xlsx", [good])
    expect(page.locator("main")).to_contain_text("aún no se guarda nada")
    assert not Document.objects.exists()
    page.get_by_role("button", name="Cargar la semana").click()
    expect(page.locator(".toast")).to_contain_text("cargada; falta firmarla")
    assert Balance.objects.get().on_hand == 12
    report = WeeklyReport.objects.get(unit=hospital)
    assert report.week == week.monday
    page.get_by_role("button", name="Firmar la semana").click()
    expect(page.locator(".toast")).to_contain_text("Semana firmada")
