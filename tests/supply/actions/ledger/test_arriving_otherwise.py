"""More arrived than was sent, or what arrived was not to be kept: told, in the ledger, and undone."""

from __future__ import annotations

import pytest

from delegations.models import Notification
from supply.actions.ledger import IssueLine, accept, dispatch, reverse
from supply.actions.lots import set_state
from supply.errors import BadArrival, KeyReused, WasSentBack
from supply.models import Balance, LotState, Transfer, TransferState
from supply.selectors.ledger_checks import check_ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(stocked, pharmacy, mixing_centre, vincristine, beto) -> Transfer:
    transfer = dispatch(
        place=pharmacy, to_place=mixing_centre, lines=[IssueLine(vincristine.pk, 10)], key="s", by=beto
    ).transfer
    assert transfer is not None
    return transfer


def _on_hand(place: object, lot: object) -> int:
    return Balance.objects.filter(place=place, lot=lot).values_list("on_hand", flat=True).first() or 0


def test_more_than_was_sent_enters_with_its_reason_and_the_sender_is_told(sent, mixing_centre, beto, ana):
    line = sent.lines.get()
    with pytest.raises(BadArrival, match="12"):
        accept(transfer=sent, key="a", by=beto, received={line.pk: (12, "")})
    accept(transfer=sent, key="a", by=beto, received={line.pk: (12, "")}, notes={line.pk: "Venía otra caja"})
    line.refresh_from_db()
    sent.refresh_from_db()
    assert (line.received, line.over, line.note, sent.state) == (10, 2, "Venía otra caja", TransferState.ACCEPTED)
    assert _on_hand(mixing_centre, line.lot_id) == 12
    assert Notification.objects.get(kind="supply.transfer_differs").person_id == ana.pk
    assert not [one for one in check_ledger() if one.faults]


def test_what_is_turned_away_goes_back_by_a_transfer_of_its_own(sent, pharmacy, mixing_centre, transit, beto, ana):
    line = sent.lines.get()
    before = _on_hand(pharmacy, line.lot_id)
    said = {"rejected": {line.pk: 4}, "notes": {line.pk: "Frascos rotos"}}
    posting = accept(transfer=sent, key="a", by=beto, **said)
    back = posting.returned
    assert back is not None
    assert (back.from_place, back.to_place, back.sends_back) == (mixing_centre, pharmacy, sent)
    assert (back.lines.get().sent, back.state) == (4, TransferState.IN_TRANSIT)
    assert (_on_hand(mixing_centre, line.lot_id), _on_hand(transit, line.lot_id)) == (6, 4)
    accept(transfer=back, key="b", by=ana)
    assert _on_hand(pharmacy, line.lot_id) == before + 4
    assert not [one for one in check_ledger() if one.faults]


def test_a_lot_that_was_stopped_on_its_way_may_be_turned_away(sent, olga, beto):
    line = sent.lines.get()
    set_state(lot=line.lot, state=LotState.QUARANTINED, reason="En estudio", by=olga)
    said = {"rejected": {line.pk: 10}, "notes": {line.pk: "El lote está en estudio"}}
    assert accept(transfer=sent, key="a", by=beto, **said).returned is not None


@pytest.mark.parametrize(
    ("received", "rejected", "note"), [((10, ""), 11, "Rotos"), ((6, "damage"), 7, "Rotos"), ((10, ""), 2, " ")]
)
def test_no_more_is_turned_away_than_came_and_not_without_a_reason(sent, beto, received, rejected, note):
    line = sent.lines.get()
    with pytest.raises(BadArrival):
        accept(
            transfer=sent, key="a", by=beto, received={line.pk: received}, rejected={line.pk: rejected},
            notes={line.pk: note},
        )  # fmt: skip
    assert not Transfer.objects.filter(sends_back=sent).exists()


def test_said_twice_it_is_one_effect_and_otherwise_it_is_refused(sent, beto):
    line = sent.lines.get()
    said = {"rejected": {line.pk: 4}, "notes": {line.pk: "Frascos rotos"}}
    accept(transfer=sent, key="a", by=beto, **said)
    assert accept(transfer=sent, key="a", by=beto, **said).replayed
    assert Transfer.objects.filter(sends_back=sent).count() == 1
    with pytest.raises(KeyReused):
        accept(transfer=sent, key="a", by=beto, rejected={line.pk: 5}, notes={line.pk: "Frascos rotos"})


def test_an_arrival_is_undone_once_what_was_turned_away_is_there_again(sent, mixing_centre, beto):
    line = sent.lines.get()
    posting = accept(transfer=sent, key="a", by=beto, rejected={line.pk: 4}, notes={line.pk: "Frascos rotos"})
    assert posting.returned is not None
    with pytest.raises(WasSentBack):
        reverse(document=posting.document, key="r", by=beto)
    reverse(document=posting.returned.dispatch, key="r0", by=beto)
    reverse(document=posting.document, key="r", by=beto)
    line.refresh_from_db()
    assert (line.received, line.rejected, line.note) == (None, 0, "")
    assert _on_hand(mixing_centre, line.lot_id) == 0
    again = accept(transfer=sent, key="c", by=beto, rejected={line.pk: 1}, notes={line.pk: "Uno roto"})
    assert again.returned is not None
    assert again.returned.sends_back == sent
    assert not [one for one in check_ledger() if one.faults]
