"""A transfer order from draft to ledger: both ends say yes, two different people, and it leaves once."""

from __future__ import annotations

import pytest

from delegations.errors.editing import StaleEdition
from delegations.models import AuditEvent, Notification, Person, Place
from delegations.roles import Role
from supply.actions.transfer_orders import (
    OrderLine,
    cancel_transfer_order,
    confirm_transfer_order,
    draft_transfer_order,
    refuse_transfer_order,
    send_transfer_order,
)
from supply.errors import BadQuantity, NotEnoughStock, UnknownLot
from supply.models import Balance, Drug, Lot, Step, Transfer, TransferOrder
from supply.refusals.redistribution import (
    AlreadyConfirmed,
    NotConfirmed,
    NothingToMove,
    NotYoursToConfirm,
    NotYoursToMove,
    NotYoursToSend,
    OrderIsOver,
    ReasonMissing,
    SameLineTwice,
    SamePersonTwice,
    WrongEnds,
)
from tests.factories.delegations import PersonFactory, PlaceFactory, PostingFactory, UnitFactory
from tests.factories.supply import LotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sister(hospital, delegation) -> Place:
    """A pharmacy of another hospital of the same delegation."""
    return PlaceFactory(unit=UnitFactory(delegation=delegation), kind="farmacia")


@pytest.fixture
def sonia(sister: Place) -> Person:
    """Supply manager of the other hospital."""
    return PostingFactory(person=PersonFactory(), role=Role.UNIT_SUPPLY_MANAGER, unit=sister.unit).person


@pytest.fixture
def order(stocked: dict[str, Lot], pharmacy: Place, sister: Place, vincristine: Drug, ana: Person, sonia: Person):
    return draft_transfer_order(
        from_place=pharmacy, to_place=sister, lines=[OrderLine(vincristine.pk, 3)], by=ana, why="Sobra aquí."
    )


def test_both_managers_confirm_and_what_they_confirmed_is_in_transit_once(
    order: TransferOrder, pharmacy: Place, ana: Person, sonia: Person, vincristine: Drug
) -> None:
    before = sum(Balance.objects.filter(place=pharmacy, lot__drug=vincristine).values_list("on_hand", flat=True))
    confirm_transfer_order(order=order, side="giver", by=ana)
    confirmed = confirm_transfer_order(order=order, side="taker", by=sonia)
    assert confirmed.state == "confirmed"
    sent = send_transfer_order(order=confirmed, by=ana)
    again = send_transfer_order(order=confirmed, by=ana)
    assert sent.transfer is not None
    assert again.transfer_id == sent.transfer_id
    assert Transfer.objects.count() == 1
    after = sum(Balance.objects.filter(place=pharmacy, lot__drug=vincristine).values_list("on_hand", flat=True))
    assert before - after == 3
    assert sent.transfer.lines.get().sent == 3
    assert [step.what for step in Step.objects.filter(transfer_order=order)] == [
        "drafted", "giver_confirmed", "taker_confirmed", "sent",
    ]  # fmt: skip
    assert AuditEvent.objects.about(sent).filter(type__startswith="transfer_order.").count() == 4


def test_whoever_made_it_is_not_told_and_the_other_manager_is(order: TransferOrder, ana: Person, sonia: Person) -> None:
    told = Notification.objects.filter(kind="supply.transfer_order_drafted").values_list("person", flat=True)
    assert sonia.pk in told
    assert ana.pk not in told


def test_one_person_does_not_confirm_both_ends(order: TransferOrder, beto: Person) -> None:
    """The delegation's manager answers for both hospitals, and still says yes for one only."""
    confirm_transfer_order(order=order, side="giver", by=beto)
    with pytest.raises(SamePersonTwice):
        confirm_transfer_order(order=order, side="taker", by=beto)


def test_an_end_is_confirmed_by_whoever_answers_for_it(order: TransferOrder, ana: Person, carla: Person) -> None:
    with pytest.raises(NotYoursToConfirm):
        confirm_transfer_order(order=order, side="taker", by=ana)
    with pytest.raises(NotYoursToConfirm):
        confirm_transfer_order(order=order, side="giver", by=carla)
    with pytest.raises(NotYoursToConfirm):
        confirm_transfer_order(order=order, side="giver", by=None)


def test_confirmed_already_is_told_by_whom(order: TransferOrder, ana: Person, beto: Person) -> None:
    confirm_transfer_order(order=order, side="giver", by=ana)
    with pytest.raises(AlreadyConfirmed) as refused:
        confirm_transfer_order(order=order, side="giver", by=beto)
    assert str(ana) in str(refused.value)


def test_a_stale_page_is_told_that_somebody_was_first(order: TransferOrder, ana: Person, sonia: Person) -> None:
    confirm_transfer_order(order=order, side="giver", by=ana, edition=1)
    with pytest.raises(StaleEdition):
        confirm_transfer_order(order=order, side="taker", by=sonia, edition=1)


def test_it_does_not_leave_before_both_said_yes(order: TransferOrder, ana: Person, sonia: Person) -> None:
    confirm_transfer_order(order=order, side="giver", by=ana)
    with pytest.raises(NotConfirmed):
        send_transfer_order(order=order, by=ana)
    confirm_transfer_order(order=order, side="taker", by=sonia)
    with pytest.raises(NotYoursToSend):
        send_transfer_order(order=order, by=sonia)


def test_what_is_no_longer_there_is_not_sent_and_the_order_stands(
    stocked: dict[str, Lot], pharmacy: Place, sister: Place, vincristine: Drug, ana: Person, sonia: Person
) -> None:
    order = draft_transfer_order(
        from_place=pharmacy, to_place=sister, lines=[OrderLine(vincristine.pk, 100_000)], by=ana
    )
    confirm_transfer_order(order=order, side="giver", by=ana)
    confirm_transfer_order(order=order, side="taker", by=sonia)
    with pytest.raises(NotEnoughStock):
        send_transfer_order(order=order, by=ana)
    order.refresh_from_db()
    assert order.state == "confirmed"


def test_either_end_may_say_no_with_a_reason(order: TransferOrder, sonia: Person, ana: Person, carla: Person) -> None:
    with pytest.raises(NotYoursToConfirm):
        refuse_transfer_order(order=order, reason="No cabe", by=carla)
    with pytest.raises(ReasonMissing):
        refuse_transfer_order(order=order, reason="  ", by=sonia)
    refused = refuse_transfer_order(order=order, reason="No cabe", by=sonia)
    assert (refused.state, refused.reason) == ("refused", "No cabe")
    assert Notification.objects.filter(kind="supply.transfer_order_ended", person=ana).exists()
    with pytest.raises(OrderIsOver):
        confirm_transfer_order(order=order, side="giver", by=ana)


def test_whoever_made_it_or_orders_it_takes_it_back(
    order: TransferOrder, ana: Person, beto: Person, sonia: Person
) -> None:
    with pytest.raises(NotYoursToMove):
        cancel_transfer_order(order=order, reason="Ya no", by=sonia)
    assert cancel_transfer_order(order=order, reason="Ya no", by=beto).state == "cancelled"


def test_between_delegations_only_central_office_orders(
    pharmacy: Place, other_pharmacy: Place, vincristine: Drug, ana: Person, beto: Person, carla: Person, olga: Person
) -> None:
    lines = [OrderLine(vincristine.pk, 1)]
    for person in (ana, beto, carla):
        with pytest.raises(NotYoursToMove):
            draft_transfer_order(from_place=pharmacy, to_place=other_pharmacy, lines=lines, by=person)
    order = draft_transfer_order(from_place=pharmacy, to_place=other_pharmacy, lines=lines, by=olga)
    assert order.state == "draft"


def test_lines_that_say_nothing_or_the_same_twice_are_refused(
    pharmacy: Place, sister: Place, vincristine: Drug, ana: Person, transit: Place
) -> None:
    def draft(*lines: OrderLine, to: Place = sister) -> None:
        draft_transfer_order(from_place=pharmacy, to_place=to, lines=lines, by=ana)

    with pytest.raises(NothingToMove):
        draft()
    with pytest.raises(BadQuantity):
        draft(OrderLine(vincristine.pk, 0))
    with pytest.raises(SameLineTwice):
        draft(OrderLine(vincristine.pk, 1), OrderLine(vincristine.pk, 2))
    with pytest.raises(UnknownLot):
        draft(OrderLine(vincristine.pk, 1, LotFactory().pk))
    with pytest.raises(WrongEnds):
        draft(OrderLine(vincristine.pk, 1), to=pharmacy)
    with pytest.raises(WrongEnds):
        draft(OrderLine(vincristine.pk, 1), to=transit)
