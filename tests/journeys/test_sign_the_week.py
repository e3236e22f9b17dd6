"""A manager finds a figure that is wrong, counts, signs; her delegation validates. In a real browser, by keyboard."""

from __future__ import annotations

import pytest
from django.utils import timezone

from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from supply.actions.weeks import draft_week
from supply.models import Movement, ReportState, WeeklyReport
from supply.weeks import IsoWeek
from tests.factories.supply import AssortmentFactory


@pytest.fixture
def report(transactional_db, hospital, pharmacy, vincristine, methotrexate) -> WeeklyReport:
    week = IsoWeek.of(pharmacy.today()).previous()
    for drug in (vincristine, methotrexate):
        AssortmentFactory(unit=hospital, drug=drug)
    lines = [LotLine(vincristine.pk, "A1", week.sunday.replace(year=week.year + 2, day=1), 5)]
    receive(place=pharmacy, lines=lines, key="in", by=None, occurred_on=week.previous(13).monday)
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 4)], key="out", by=None, occurred_on=week.monday)
    draft_week(delegation=hospital.delegation, week=week, now=timezone.now())
    return WeeklyReport.objects.get(unit=hospital)


def test_a_manager_corrects_and_signs_and_her_delegation_validates(
    report, vincristine, live_browser, ana, beto
) -> None:
    page = live_browser.page(ana, path="/semanas/", width=390, height=844)
    page.get_by_role("link", name="UMAE Hospital de prueba").click()
    row = page.locator(f"#clave-{report.lines.get(place_kind='conjunto', drug=vincristine).drug_id}")
    if not row.is_visible():
        page.locator("details.folded > summary").click()
    row.get_by_role("link", name="Corregir").click()
    form = page.locator("#correccion")
    form.get_by_label("Farmacia · A1").fill("3")
    form.get_by_label("Motivo").fill("Aparecieron dos frascos")
    page.keyboard.press("Enter")
    page.get_by_text("asentado").wait_for()
    page.get_by_role("button", name="Firmar la semana").click()
    page.get_by_text("Semana firmada").wait_for()

    report.refresh_from_db()
    assert (report.state, report.signed_by) == (ReportState.SIGNED, ana)
    assert Movement.objects.get(reason="count_up").quantity == 2
    assert report.lines.get(place_kind="conjunto", drug=vincristine).closing == 3

    page = live_browser.page(beto, path=report.get_absolute_url())
    page.get_by_role("button", name="Validar").click()
    page.get_by_text("Semana validada").wait_for()
    report.refresh_from_db()
    assert (report.state, report.validated_by) == (ReportState.VALIDATED, beto)
