"""Any sequence of actions, reversals and refusals keeps the ledger's promises, on every past day."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from delegations.models import PlaceKind
from supply.actions.closing import close_week
from supply.actions.ledger import (
    AdjustLine,
    CountLine,
    IssueLine,
    LotLine,
    accept,
    adjust,
    count,
    dispatch,
    dispense,
    receive,
    reverse,
)
from supply.actions.lots import set_state
from supply.errors import LedgerRefusal
from supply.models import Balance, Document, Lot, LotState, Movement, Transfer, TransferLine, TransferState
from supply.reasons import Reason
from supply.weeks import IsoWeek
from tests.factories.delegations import DelegationFactory, PlaceFactory, UnitFactory
from tests.factories.supply import DrugFactory

# Few places, lots and days on purpose: promises break where documents meet on the same shelf.
DAYS = st.sampled_from([0, 2, 5, 9, 16])
PIECES = st.integers(1, 6)
PLACES = st.integers(0, 1)
DRUGS = st.just(0)
LOTS = st.integers(0, 1)


class Ledger(RuleBasedStateMachine):
    documents: Bundle = Bundle("documents")
    transfers: Bundle = Bundle("transfers")

    @initialize()
    def world(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.keys = itertools.count()
        delegation = DelegationFactory()
        unit = UnitFactory(delegation=delegation)
        PlaceFactory(unit=None, delegation=delegation, kind=PlaceKind.TRANSIT)
        kinds = (PlaceKind.WAREHOUSE, PlaceKind.PHARMACY)
        self.places = [PlaceFactory(unit=unit, delegation=delegation, kind=kind) for kind in kinds]
        self.drugs = [DrugFactory()]
        self.today = self.places[0].today()
        # Something on every shelf from the oldest day on, so that most actions find what they ask for.
        lines = [LotLine(self.drugs[0].pk, f"L{lot}", self.expiry(lot), 8) for lot in (0, 1)]
        for place in self.places:
            receive(place=place, lines=lines, key="first", by=None, occurred_on=self.day(16))
        self.total = self._total()  # pieces in the country: what each posting must change, by just so much

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def attempt(self, change: int | None, call, *args, **kwargs):
        """Run an action; a refusal must leave every row as it was, a success must change the total by `change`."""
        before = (Document.objects.count(), Movement.objects.count(), self.total)
        try:
            with transaction.atomic():
                posting = call(*args, key=f"k{next(self.keys)}", by=None, **kwargs)
        except LedgerRefusal:
            assert (Document.objects.count(), Movement.objects.count(), self._total()) == before
            return None
        if change is not None:
            assert self._total() == self.total + change
        self.total = self._total()
        return posting

    def _total(self) -> int:
        return sum(Balance.objects.values_list("on_hand", flat=True))

    def expiry(self, lot: int):
        return self.today + timedelta(days=(3, 300)[lot])

    def day(self, back: int):
        return self.today - timedelta(days=back)

    def lot_of(self, drug: int, lot: int) -> Lot | None:
        return Lot.objects.filter(drug=self.drugs[drug], number=f"L{lot}").first()

    @rule(target=documents, place=PLACES, drug=DRUGS, lot=LOTS, pieces=PIECES, back=DAYS)
    def receives(self, place, drug, lot, pieces, back):
        lines = [LotLine(self.drugs[drug].pk, f"L{lot}", self.expiry(lot), pieces)]
        posting = self.attempt(pieces, receive, place=self.places[place], lines=lines, occurred_on=self.day(back))
        return posting.document if posting else multiple()

    @rule(target=documents, place=PLACES, drug=DRUGS, pieces=PIECES, back=DAYS)
    def dispenses(self, place, drug, pieces, back):
        lines = [IssueLine(self.drugs[drug].pk, pieces)]
        posting = self.attempt(-pieces, dispense, place=self.places[place], lines=lines, occurred_on=self.day(back))
        return posting.document if posting else multiple()

    @rule(target=transfers, source=PLACES, drug=DRUGS, pieces=PIECES, back=DAYS)
    def sends(self, source, drug, pieces, back):
        lines = [IssueLine(self.drugs[drug].pk, pieces)]
        posting = self.attempt(
            0,
            dispatch,
            place=self.places[source],
            to_place=self.places[1 - source],
            lines=lines,
            occurred_on=self.day(back),
        )
        return posting.transfer if posting else multiple()

    @rule(target=documents, transfer=transfers, missing=st.integers(0, 3))
    def accepts(self, transfer, missing):
        transfer = Transfer.objects.get(pk=transfer.pk)
        received, lost = {}, 0
        for line in transfer.lines.all():
            short = min(missing, line.sent)
            received[line.pk] = (line.sent - short, Reason.DAMAGE if short else "")
            lost += short
        posting = self.attempt(-lost, accept, transfer=transfer, received=received)
        return posting.document if posting else multiple()

    @rule(target=documents, place=PLACES, drug=DRUGS, lot=LOTS, pieces=PIECES, back=DAYS, up=st.booleans())
    def adjusts(self, place, drug, lot, pieces, back, up):
        found = self.lot_of(drug, lot)
        if found is None:
            return multiple()
        reason = Reason.PATIENT_RETURN if up else Reason.DAMAGE
        posting = self.attempt(
            pieces if up else -pieces,
            adjust,
            place=self.places[place],
            lines=[AdjustLine(found.pk, pieces, reason)],
            occurred_on=self.day(back),
        )
        return posting.document if posting else multiple()

    @rule(
        target=documents, place=PLACES, drug=DRUGS, lot=LOTS, found=st.integers(0, 3), back=DAYS, complete=st.booleans()
    )
    def counts(self, place, drug, lot, found, back, complete):
        existing = self.lot_of(drug, lot)
        if existing is None:
            return multiple()
        day = self.day(back)
        posting = self.attempt(
            None,
            count,
            place=self.places[place],
            lines=[CountLine(existing.pk, found)],
            occurred_on=day,
            complete=complete,
        )
        if posting is None:
            return multiple()
        moved = Movement.objects.filter(place=self.places[place], lot=existing, occurred_on__lte=day)
        assert sum(moved.values_list("quantity", flat=True)) == found
        return posting.document

    @rule(document=documents)
    def reverses(self, document):
        document = Document.objects.get(pk=document.pk)
        if hasattr(document, "reversal"):
            return
        own = sum(document.movements.values_list("quantity", flat=True))
        self.attempt(-own, reverse, document=document)

    @rule(transfer=transfers)
    def takes_back(self, transfer):
        transfer = Transfer.objects.select_related("dispatch").get(pk=transfer.pk)
        self.attempt(0, reverse, document=transfer.dispatch)

    @rule(back=st.sampled_from([9, 16]))
    def closes(self, back):
        """One place only: the other keeps its past open, where back-dated documents meet."""
        close_week(places=[self.places[1]], week=IsoWeek.of(self.day(back)))

    @rule(drug=DRUGS, state=st.sampled_from([LotState.USABLE, LotState.USABLE, LotState.QUARANTINED]))
    def holds(self, drug, state):
        found = self.lot_of(drug, 0)
        if found is not None:
            set_state(lot=found, state=state, reason="prueba", by=None)

    @invariant()
    def balances_are_sums_and_no_day_was_negative(self):
        if not hasattr(self, "places"):
            return
        running: dict[tuple[int, int], int] = {}
        days = Movement.objects.order_by("occurred_on").values_list("place_id", "lot_id", "occurred_on", "quantity")
        for _day, rows in itertools.groupby(days, key=lambda row: row[2]):
            for place_id, lot_id, _on, quantity in rows:
                running[place_id, lot_id] = running.get((place_id, lot_id), 0) + quantity
            assert all(pieces >= 0 for pieces in running.values())
        assert {(b.place_id, b.lot_id): b.on_hand for b in Balance.objects.all()} == running

    @invariant()
    def transit_holds_what_open_transfers_sent(self):
        if not hasattr(self, "places"):
            return
        standing = sum(Balance.objects.filter(place__kind=PlaceKind.TRANSIT).values_list("on_hand", flat=True))
        open_lines = TransferLine.objects.filter(transfer__state=TransferState.IN_TRANSIT)
        assert standing == sum(open_lines.values_list("sent", flat=True))


@pytest.mark.django_db
def test_any_sequence_of_actions_keeps_the_ledgers_promises():
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=50, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
