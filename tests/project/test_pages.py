"""Every page of the site in a real browser, but those about treatment: wide and on a phone, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from delegations.roles import Role
from tests.factories.two_sides import TwoSides, person_of
from tests.project.sitemap import PAGES
from tests.project.walking import visit_pages, walks, world  # noqa: F401  # fixtures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_every_other_page(walks: Any, world: TwoSides) -> None:  # noqa: F811
    visit_pages([name for name in PAGES if not name.startswith("pediatric:")], walks, world)
    weeks = urlencode({"semana": str(world.here.week), "comparar": str(world.here.week.previous())})
    walk = walks(world.olga)
    walk.visit(f"/?{weeks}")


def test_pages_in_their_other_states(walks: Any, world: TwoSides) -> None:  # noqa: F811
    """Signed, refused, empty, not found: what one sees less often has to be as readable."""
    side = world.here
    manager = person_of(Role.UNIT_SUPPLY_MANAGER, side)
    walk = walks(manager)
    walk.visit(reverse("supply:report-detail", args=[side.signed.pk]))
    walk.visit(reverse("supply:board-unit", args=[side.hospital.clues]))
    walk.visit(f"{reverse('supply:drug-list')}?q=nada+se+llama+asi")
    for name in ("receive", "dispense", "dispatch", "adjust"):
        walk.visit(reverse(f"supply:{name}", args=[side.pharmacy.code]))
        walk.page.locator("main form[method=post] button[type=submit]").last.click()
        walk.page.wait_for_load_state()
        walk.here += " (refused)"
        walk.look()
    relative = walks(person_of(Role.FAMILY, side))
    relative.visit("/")
