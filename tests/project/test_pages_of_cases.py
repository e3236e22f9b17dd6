"""Every page of cases, fever, the roll-out and guides in a real browser: wide and on a phone, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.two_sides import TwoSides
from tests.project.sitemap import PAGES
from tests.project.walking import CASES, visit_pages, walks, world  # noqa: F401  # fixtures

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_every_page_of_cases_and_what_goes_with_them(walks: Any, world: TwoSides) -> None:  # noqa: F811
    visit_pages([name for name in PAGES if name.startswith(CASES)], walks, world)
