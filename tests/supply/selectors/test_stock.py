from __future__ import annotations

import pytest

from supply.actions.ledger import IssueLine, dispense
from supply.selectors.stock import totals_of
from tests.factories.supply import AssortmentFactory

pytestmark = pytest.mark.django_db


def test_what_the_mixing_centre_gives_out_is_not_missing_in_the_pharmacy(
    pharmacy, mixing_centre, warehouse, hospital, vincristine, ondansetron
):
    AssortmentFactory(unit=hospital, drug=vincristine)
    AssortmentFactory(unit=hospital, drug=ondansetron)
    out = {place.kind: totals_of(place, place.today()).out for place in (pharmacy, mixing_centre, warehouse)}
    assert out == {"farmacia": 1, "central_de_mezclas": 1, "almacen": 0}


def test_a_pharmacy_without_a_mixing_centre_beside_it_carries_everything(pharmacy, hospital, vincristine, ondansetron):
    AssortmentFactory(unit=hospital, drug=vincristine)
    AssortmentFactory(unit=hospital, drug=ondansetron)
    assert totals_of(pharmacy, pharmacy.today()).out == 2


def test_what_has_lain_here_and_ran_out_is_missing_here(stocked, pharmacy, mixing_centre, hospital, vincristine, ana):
    AssortmentFactory(unit=hospital, drug=vincristine)
    assert totals_of(pharmacy, pharmacy.today()).out == 0
    from_here = sum(lot.balances.get(place=pharmacy).on_hand for lot in stocked.values())
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, from_here)], key="d", by=ana)
    assert totals_of(pharmacy, pharmacy.today()).out == 1
