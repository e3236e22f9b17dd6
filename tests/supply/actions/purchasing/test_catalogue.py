"""Suppliers, procedures and contracts: what is refused before anything is ordered, and what cannot change after."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from delegations.errors.editing import StaleEdition
from delegations.models import AuditEvent, Person
from supply.actions.purchasing import (
    change_contract,
    change_supplier,
    end_contract,
    register_contract,
    register_supplier,
    register_tender,
    set_bid,
    set_contract_line,
    set_tender_line,
)
from supply.models import Bid, Contract, ContractLine, Presentation, SupplyOrder
from supply.refusals.purchasing import (
    AlreadyThere,
    BadPenalty,
    BadPeriod,
    FactMissing,
    NothingChanges,
    NotYoursToBuy,
)
from tests.factories.purchasing import SupplierFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
HALF = Decimal("0.50")


def contract(**more: Any) -> Contract:
    told = {"number": "c-1", "starts_on": TODAY, "ends_on": TODAY + timedelta(days=30), "by": None}
    return register_contract(**({"supplier": SupplierFactory()} | told | more))


def test_a_supplier_is_there_once_by_name_and_by_rfc() -> None:
    made = register_supplier(name="  Droguería   Uno ", rfc="dun-200101-ab1", by=None)
    assert (made.name, made.rfc) == ("Droguería Uno", "DUN200101AB1")
    with pytest.raises(AlreadyThere):
        register_supplier(name="droguería uno", by=None)
    with pytest.raises(AlreadyThere):
        register_supplier(name="Otra", rfc="DUN200101AB1", by=None)
    with pytest.raises(FactMissing):
        register_supplier(name="Tercera", rfc="123", by=None)
    register_supplier(name="Sin RFC", by=None)
    register_supplier(name="Tampoco tiene", by=None)


def test_a_supplier_is_changed_by_central_office_alone_and_not_over_another_change(olga: Person, beto: Person) -> None:
    made = register_supplier(name="Uno", by=olga)
    with pytest.raises(NotYoursToBuy):
        change_supplier(supplier=made, name="Dos", by=beto)
    change_supplier(supplier=made, name="Dos", by=olga, edition=1)
    with pytest.raises(StaleEdition):
        change_supplier(supplier=made, name="Tres", by=olga, edition=1)
    with pytest.raises(NothingChanges):
        change_supplier(supplier=made, name="Dos", by=olga)
    assert AuditEvent.objects.filter(type="supplier.changed").count() == 1


def test_a_contract_has_a_period_a_number_of_its_own_and_a_penalty_that_can_be(olga: Person, beto: Person) -> None:
    assert contract(by=olga, penalty_percent=HALF, penalty_cap_percent=Decimal(10)).number == "C-1"
    for wrong, refusal in (
        ({}, AlreadyThere),
        ({"number": "C-2", "ends_on": TODAY - timedelta(days=1)}, BadPeriod),
        ({"number": "C-2", "penalty_cap_percent": HALF}, BadPenalty),
        ({"number": "C-2", "penalty_percent": HALF, "penalty_cap_percent": Decimal("0.25")}, BadPenalty),
        ({"number": "C-2", "penalty_percent": Decimal(101)}, BadPenalty),
        ({"number": "  "}, FactMissing),
        ({"number": "C-2", "by": beto}, NotYoursToBuy),
    ):
        with pytest.raises(refusal):
            contract(**wrong)
    assert Contract.objects.count() == 1


def test_whose_a_contract_is_cannot_change_once_something_was_ordered(order: SupplyOrder) -> None:
    bought = order.line.contract
    told = {"number": bought.number, "starts_on": bought.starts_on, "ends_on": bought.ends_on, "by": None}
    with pytest.raises(FactMissing):
        change_contract(contract=bought, supplier=SupplierFactory(), **told)
    change_contract(contract=bought, supplier=bought.supplier, note="Convenio 1", **told)
    bought.refresh_from_db()
    assert bought.note == "Convenio 1"


def test_a_contract_ends_early_within_its_period_with_a_reason(line: ContractLine) -> None:
    bought = line.contract
    with pytest.raises(FactMissing):
        end_contract(contract=bought, on=TODAY, reason=" ", by=None)
    with pytest.raises(BadPeriod):
        end_contract(contract=bought, on=bought.ends_on + timedelta(days=1), reason="Rescisión", by=None)
    end_contract(contract=bought, on=TODAY, reason="Rescisión", by=None)
    bought.refresh_from_db()
    assert (bought.ended_early_on, "Rescisión" in bought.note) == (TODAY, True)


def test_an_order_keeps_the_price_it_was_issued_at(order: SupplyOrder, presentation: Presentation) -> None:
    set_contract_line(
        contract=order.line.contract, presentation=presentation, max_packs=120, price=Decimal("130.00"), by=None,
        note="Convenio 2",
    )  # fmt: skip
    order.refresh_from_db()
    assert (order.price, order.line.price) == (Decimal("125.50"), Decimal("130.00"))
    for wrong in ({"price": Decimal(0)}, {"max_packs": 0}, {"min_packs": 500}):
        told = {"max_packs": 120, "price": Decimal(1), "min_packs": 0} | wrong
        with pytest.raises(FactMissing):
            set_contract_line(contract=order.line.contract, presentation=presentation, by=None, **told)


def test_a_bid_that_wins_awards_its_clave_and_one_said_again_is_put_right(presentation: Presentation) -> None:
    tender = register_tender(number="la-1", kind="open", by=None)
    line = set_tender_line(tender=tender, presentation=presentation, packs=10, by=None)
    seller = SupplierFactory()
    set_bid(line=line, supplier=seller, price=Decimal(90), won=False, by=None)
    line.refresh_from_db()
    assert line.result == "pending"
    set_bid(line=line, supplier=seller, price=Decimal(80), won=True, by=None)
    line.refresh_from_db()
    assert (line.result, Bid.objects.get().price) == ("awarded", Decimal(80))
    with pytest.raises(FactMissing):
        set_bid(line=line, supplier=seller, price=Decimal(0), won=True, by=None)
    with pytest.raises(BadPeriod):
        register_tender(number="LA-2", kind="open", by=None, published_on=TODAY, decided_on=TODAY - timedelta(days=1))
    with pytest.raises(AlreadyThere):
        register_tender(number="LA-1", kind="direct", by=None)
