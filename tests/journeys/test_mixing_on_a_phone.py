"""The mixing centre's tables on a telephone and on a desk: no lot, amount or button stands outside its row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from pediatric_platform.actions.mixing import prepare
from tests.pediatric_platform.mixing_world import *  # noqa: F403
from tests.project.walking import PHONE, WIDE

pytestmark = pytest.mark.django_db(transaction=True)

# How far what is told or pressed in a table stands beyond the row that holds it.
BEYOND = """Math.max(...[...document.querySelectorAll('table.cards :is(.code, .badge, .button, input)')].map(
    (one) => one.getBoundingClientRect().right
        - Math.min(one.closest('tr').getBoundingClientRect().right, document.documentElement.clientWidth)))"""


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "desk"])
def test_lots_and_buttons_stay_in_their_rows(live_browser, shareable, validated, shelf, mireya, size):
    mixture = validated(amount=Decimal("4.5"), max_amount=None)  # from two lots and five vials
    prepare(mixtures=[mixture], by=mireya)
    page = live_browser.page(mireya, **size)
    for path in (reverse("pediatric:vial-list"), reverse("pediatric:mixing-order", args=[mixture.order.folio])):
        page.goto(path)
        assert page.locator("table.cards .code").count()
        assert page.evaluate(BEYOND) <= 0, path
