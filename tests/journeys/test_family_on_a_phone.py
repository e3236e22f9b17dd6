"""A mother on a telephone, on a slow net: a code from her mail, her child's day, a problem told, a folio."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from pediatric_platform.actions.cases import claim_solved
from pediatric_platform.models import Case, FamilyReport, FeverEpisode
from pediatric_platform.public_cases.tasks import write_folio
from tests.factories.cases import CaseFactory, CaseFollowerFactory
from tests.factories.children import DosePieceFactory
from tests.factories.delegations import DelegationFactory, UnitFactory
from tests.pediatric_platform.family.conftest import answer, clocks, phones, session  # noqa: F401  # fixtures
from tests.project.walking import walks  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)

# What Chromium's own tools call «Slow 3G»: 400 kbit/s both ways, 400 ms there and back (× 5 of its own correction).
SLOW_3G = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
MOST_BYTES = 60 * 1024
PATIENCE_SECONDS = 60
PHONE: dict[str, Any] = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def slow(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})  # every page with all that it needs
    devtools.send("Network.emulateNetworkConditions", SLOW_3G)


def enter_with_code(page: Page, email: str) -> None:
    page.goto("/entrar/codigo/?next=/mi-familia/")
    page.get_by_label("Correo electrónico").fill(email)
    page.get_by_role("button", name="Enviar el código").click()
    expect(page.get_by_role("heading", name="Escriba el código")).to_be_visible()
    code = re.findall(r"^(\d{4}-\d{4})$", mail.outbox[-1].body, re.M)[0]
    page.get_by_label("Código").fill(code)
    page.get_by_role("button", name="Continuar").click()


def test_from_the_code_to_the_folio_on_slow_3g(live_browser, nina, rosa, session, answer, phones, vincristine):  # noqa: F811
    DosePieceFactory(dose=session.doses.get(), drug=vincristine)
    answer(session, "uncovered")
    page = live_browser.page(**PHONE)
    page.context.set_default_timeout(60_000)
    slow(page)
    began = time.monotonic()
    enter_with_code(page, rosa.email)
    expect(page.get_by_role("heading", name="Nina", exact=True)).to_be_visible(timeout=60_000)
    time.monotonic() - began
    expect(page.get_by_text("Falta vincristina. Lo resuelve Ana del Hospital, 33 1000 0000.")).to_be_visible()
    page.get_by_role("link", name="Avisar de un problema").click()
    page.get_by_label("No hay la medicina", exact=True).check()
    page.get_by_label("vincristina", exact=True).check()
    page.get_by_label("Cuente qué pasó").fill("Ayer dijeron que no hay para el martes")
    page.get_by_role("button", name="Mandar el aviso").click()
    expect(page.get_by_role("heading", name="Su aviso")).to_be_visible(timeout=60_000)
    took = time.monotonic() - began
    case = Case.objects.get()
    assert (case.kind, case.drug) == ("missing", vincristine)
    expect(page.get_by_text(case.folio, exact=True)).to_be_visible()
    expect(page.get_by_text("Falta vincristina. Lo resuelve Ana del Hospital, 33 1000 0000.")).to_be_visible()
    expect(page.get_by_text("Debe resolverlo a más tardar")).to_be_visible()
    assert took < PATIENCE_SECONDS


def test_from_the_problem_to_its_end(live_browser, nina, rosa, ana, session, answer, phones, vincristine):  # noqa: F811
    """She writes, the hospital says it is solved, she says not yet; it is, she says yes; it was not, she opens it."""
    answer(session, "uncovered")
    page = live_browser.page(rosa, path=f"/mi-familia/{nina.folio}/problema/", **PHONE)
    page.get_by_label("Cuente qué pasó").fill("No hay")
    page.get_by_role("button", name="Mandar el aviso").dblclick()
    expect(page.get_by_role("heading", name="Su aviso")).to_be_visible()
    case = Case.objects.get()
    page.get_by_label("Escriba a quien lo resuelve").fill("Es para el martes")
    page.get_by_role("button", name="Mandar", exact=True).dblclick()
    expect(page.get_by_text("Listo. Ya lo puede leer quien lo resuelve.")).to_be_visible()
    expect(page.get_by_text("Es para el martes", exact=True)).to_have_count(1)
    claim_solved(case=case, solution="Ya llegó", edition=Case.objects.get().edition, by=ana)
    page.goto(f"/mi-familia/{nina.folio}/")
    expect(page.get_by_text("Ana del Hospital dice que ya está. ¿Ya se lo dieron?")).to_be_visible()
    page.get_by_role("link", name="Responder").click()
    page.get_by_label("¿Qué le dijeron?").fill("Fui y no")
    page.get_by_role("button", name="Todavía no").click()
    expect(page.get_by_text("Listo. Quien lo resuelve ya lo sabe.")).to_be_visible()
    claim_solved(case=case, solution="Ahora sí", edition=Case.objects.get().edition, by=ana)
    page.reload()
    page.get_by_role("button", name="Sí, ya me lo dieron").click()
    expect(page.get_by_text("Ya está resuelto. Usted nos lo dijo, hoy.")).to_be_visible()
    page.get_by_role("button", name="Aún hace falta").click()
    expect(page.get_by_text("Listo. Se abrió otra vez.")).to_be_visible()
    assert Case.objects.get().state == "open"


def test_nothing_else_stands_on_the_first_screen(live_browser, nina, rosa, session, answer, phones):  # noqa: F811
    """The name, the day, the sentence, one telephone; and fever, which does not wait for anybody to look for it."""
    answer(session, "uncovered")
    page = live_browser.page(rosa, path="/mi-familia/", **PHONE)
    for shown in (
        page.get_by_role("heading", name="Nina", exact=True),
        page.get_by_text(re.compile("^Mañana, ")),
        page.get_by_text("Falta vincristina."),
        page.get_by_role("link", name=re.compile("Llamar a Ana")),
    ):
        expect(shown).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="Tiene fiebre")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="Avisar de un problema")).not_to_be_in_viewport()
    assert page.locator("a[href^='tel:']").count() == 1
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 18


def test_the_first_visit_is_light(live_browser, nina, rosa, session, answer, phones):  # noqa: F811
    """Everything that comes over the wire, as it comes, for a page with eight sessions."""
    from datetime import timedelta

    from tests.factories.children import SessionFactory

    answer(session, "uncovered")
    for week in range(1, 8):
        answer(SessionFactory(plan=session.plan, cycle=1 + week, on=session.on + timedelta(days=7 * week)))
    page = live_browser.page(rosa, **PHONE)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes: dict[str, float] = {}
    names: dict[str, str] = {}
    devtools.on("Network.responseReceived", lambda told: names.update({told["requestId"]: told["response"]["url"]}))
    devtools.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto(f"/mi-familia/{nina.folio}/", wait_until="networkidle")
    whole = sum(sizes.values())
    assert len(sizes) >= 4  # the page, two sheets, a script: measured indeed
    assert whole <= MOST_BYTES


def test_the_public_form_is_light_on_the_first_visit(live_browser, hospital):
    """With the 113 hospitals that give chemotherapy, in 35 delegations."""
    for delegation in range(34):
        where = DelegationFactory(name=f"Delegación {delegation}")
        for number in range(3 + (delegation < 11)):
            UnitFactory(name=f"HGZ/MF {number} Ciudad de Prueba", delegation=where, provides_chemotherapy=True)
    page = live_browser.page(**PHONE)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes: dict[str, float] = {}
    devtools.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto("/avisar/", wait_until="networkidle")
    assert page.locator("option").count() == 114  # and «Elija…»
    assert len(sizes) >= 5
    assert sum(sizes.values()) <= MOST_BYTES, sum(sizes.values())


def test_without_scripts_a_report_is_told(live_browser, nina, rosa, phones):  # noqa: F811
    page = live_browser.page(rosa, path=f"/mi-familia/{nina.folio}/", java_script_enabled=False, **PHONE)
    page.get_by_role("link", name="Tiene fiebre").click()
    expect(page.get_by_text("Vaya ya a urgencias de su hospital. No espere.")).to_be_visible()
    page.get_by_label("¿Cuánto marcó el termómetro?").fill("38,7")
    page.get_by_role("button", name="Mandar el aviso").click()
    expect(page.get_by_role("heading", name="Su aviso")).to_be_visible()
    assert str(FamilyReport.objects.get().temperature) == "38.7"
    assert FeverEpisode.objects.get().unit == nina.unit


def test_every_family_page_is_for_everybody(walks, nina, rosa, session, answer, phones):  # noqa: F811
    """No fault of axe, light or dark, wide or narrow; nothing wider than the telephone."""
    from pediatric_platform.models import Child, Session

    answer(session, "uncovered")
    walk = walks(rosa)
    here = f"/mi-familia/{nina.folio}/"
    for part in ("", "historia/", "telefonos/", "calendario/", "problema/", "fiebre/"):
        walk.visit(here + part)
    walk.visit("/mi-familia/?elegir=1")
    walk.page.goto(here + "calendario/")
    walk.page.get_by_role("button", name="Hacer mi enlace").click()
    walk.look()
    for part in ("problema/", "fiebre/"):
        walk.page.goto(here + part)
        walk.page.locator("#id_temperature, #id_text").first.fill("380" if part == "fiebre/" else " ")
        walk.page.get_by_role("button", name="Mandar el aviso").click()
        walk.look()
    for status in ("covered", "incoming"):
        answer(session, status)
        walk.visit(here)
    case = CaseFactory(unit=nina.unit)
    CaseFollowerFactory(case=case, child=nina, person=rosa)
    walk.visit(f"{here}caso/{case.folio}/")
    Case.objects.update(state="solved", solution="Ya llegó", solved_at=session.on.isoformat() + "T00:00Z")
    walk.visit(f"{here}caso/{case.folio}/")
    walk.visit(here)
    Session.objects.update(state="given", given_on=session.on, recorded_at="2026-01-01T00:00Z")
    walk.visit(here)
    Child.objects.update(state="deceased", state_on=session.on)
    walk.visit(here)


def test_a_grandmother_without_account_tells_of_it_and_follows_it(live_browser, hospital, ana, clocks, phones):  # noqa: F811
    """On a telephone: the form, the code of her mail, the folio; on another one, the link; closed by one press."""
    page = live_browser.page(path="/avisar/", **PHONE)
    page.get_by_role("button", name="Seguir").click()
    expect(page.get_by_role("heading", name="Hay datos por corregir")).to_be_visible()
    page.get_by_label("¿En qué hospital?").select_option(label=hospital.name)
    page.get_by_label("No hay la medicina", exact=True).check()
    page.get_by_label("¿Qué medicina es?").fill("la roja")
    page.get_by_label("Cuente qué pasó").fill("No hay desde el lunes")
    page.get_by_label("¿Cómo se llama usted?").fill("Elena")
    page.get_by_label("Su teléfono").fill("33 1234 5678")
    page.get_by_label("Su correo").fill("elena@example.org")
    page.get_by_role("button", name="Seguir").dblclick()
    expect(page.get_by_role("heading", name="Escriba el código")).to_be_visible()
    code = re.findall(r"^(\d{4}-\d{4})$", mail.outbox[-1].body, re.M)[0]
    page.get_by_label("Código").fill(code)
    page.get_by_role("button", name="Mandar mi aviso").dblclick()
    expect(page.get_by_role("heading", name="Su aviso")).to_be_visible()
    case = Case.objects.get()
    expect(page.get_by_text(case.folio, exact=True)).to_be_visible()
    expect(page.get_by_text("Falta la roja. Lo resuelve Ana del Hospital, 33 1000 0000.")).to_be_visible()
    write_folio(case.followers.get().pk, "es-mx")
    link = re.search(r"/avisar/seguir/\w+/", mail.outbox[-1].body)
    other = live_browser.page(path=link[0] if link else "", **PHONE)
    expect(other.get_by_text(case.folio, exact=True)).to_be_visible()
    assert other.url.endswith("/avisar/mi-aviso/")
    other.get_by_role("button", name="Cerrar en este teléfono").click()
    expect(other.get_by_text("Listo. Este teléfono ya no muestra su aviso.")).to_be_visible()
    other.go_back()
    expect(other.get_by_text(case.folio, exact=True)).to_have_count(0)
