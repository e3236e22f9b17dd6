"""Several people prepare at one moment from the same few vials: nothing is drawn twice, nothing opened in vain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum

from pediatric_platform.actions.mixing import prepare
from pediatric_platform.errors.mixing import MixingRefusal
from pediatric_platform.models import Draw, Mixture, Vial
from supply.actions.ledger import LotLine, receive
from supply.models import Balance

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_halves_from_three_vials_are_six(shareable, validated, mixing_centre, mireya):
    today = mixing_centre.today()
    receive(
        place=mixing_centre,
        lines=[LotLine(shareable.pk, "L", today.replace(year=today.year + 1), 3)],
        key="three",
        by=None,
    )
    ids = [validated(amount=Decimal("0.5")).pk for _ in range(8)]

    def make(pk: int) -> bool:
        try:
            prepare(mixtures=[Mixture.objects.get(pk=pk)], by=mireya)
        except MixingRefusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(make, ids))
    # Six halves fill three vials of 1 mg; two have nothing to be made of.
    assert sum(made) == 6
    assert Balance.objects.get(place=mixing_centre).on_hand == 0
    assert Vial.objects.count() == 3
    drawn = Draw.objects.values("vial").annotate(total=Sum("amount")).values_list("total", flat=True)
    assert list(drawn) == [Decimal("1.000")] * 3
    assert Mixture.objects.filter(state="prepared").count() == 6
