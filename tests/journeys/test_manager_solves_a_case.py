"""On her telephone: the manager takes a case, calls the family, and says how it was solved; the family has the word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pediatric_platform.actions.cases import Told, open_case
from pediatric_platform.models import Case, CaseState
from tests.factories.cases import case_rules
from tests.project.walking import PHONE

pytestmark = pytest.mark.django_db(transaction=True)

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def case(hospital, ana, nina, rosa, vincristine) -> Case:
    """Nina's mother told this morning that there is no vincristine for tomorrow."""
    case_rules()
    guardian = nina.guardians.get(person=rosa)
    guardian.phone = "33 1234 5678"
    guardian.save()
    told = Told(
        child=nina,
        channel="family",
        story="En la ventanilla dicen que no hay.",
        needed_on=timezone.localdate() + timedelta(days=1),
    )
    return open_case(unit=hospital, kind="missing", drug=vincristine, told=told, by=rosa)


def test_the_manager_takes_a_case_calls_and_says_how_it_was_solved(live_browser, case, ana):
    page = live_browser.page(ana, **PHONE)
    page.goto("/casos/")
    page.get_by_role("link", name="Vincristina").first.click()

    # At once, without moving the page: what is missing, for when, who has it, how long is left and the next step.
    assert page.get_by_role("heading", level=1).inner_text() == case.drug.label
    assert page.evaluate(SIDEWAYS) <= 0
    for shown in (".case-day", ".case-left", ".case-owner .person", ".case-steps .button.primary"):
        box = page.locator(shown).first.bounding_box()
        assert box is not None, shown
        assert box["y"] + box["height"] <= PHONE["height"], (shown, box)
    assert page.locator(".button.primary:visible").count() == 1

    page.get_by_role("button", name="Empiezo a atenderlo").click()
    page.get_by_role("link", name="Anotar una llamada").first.click()
    assert page.locator("a[href='tel:3312345678']").is_visible()
    page.get_by_label("Sí, hablé con la familia").check()
    page.get_by_label("Qué se dijo").fill("Le avisé que llega hoy en la tarde.")
    page.get_by_role("button", name="Guardar el contacto").click()

    page.get_by_role("link", name="Ya está resuelto").first.click()
    page.get_by_label("Cómo se resolvió").fill("Llegaron 10 piezas de otro hospital; están en farmacia.")
    page.get_by_role("button", name="Darlo por resuelto").click()

    assert page.locator(".page-head .badge").inner_text() == "Por confirmar"
    case.refresh_from_db()
    assert (case.state, case.solved_by, case.contacted_at is not None) == (CaseState.SOLVED, ana, True)
    kinds = list(case.events.order_by("at", "pk").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind in {"taken", "contact", "solved"}] == ["taken", "contact", "solved"]


def test_a_case_is_opened_in_a_moment_and_the_next_one_of_the_same_joins_it(live_browser, case, ana):
    page = live_browser.page(ana, **PHONE)
    page.goto("/casos/nuevo/")
    page.locator("#id_drug").fill("vincris")
    page.locator(".choices [role=option]").first.click()
    page.get_by_label(f"Sumarse a {case.folio}").check()
    page.get_by_label("Qué pasó, con sus palabras").fill("Otra familia sin su vincristina.")
    page.get_by_role("button", name="Abrir el caso").click()

    page.wait_for_url(f"**/casos/{case.folio}/")
    assert Case.objects.count() == 1
    assert case.followers.current().count() == 2
