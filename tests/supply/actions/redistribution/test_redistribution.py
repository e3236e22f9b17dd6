"""From a dose that nothing covers to a transfer order: asked, computed, taken up or not."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from delegations.models import Delegation, Person, Place
from supply.actions.ledger import IssueLine, LotLine, dispatch, dispense, receive
from supply.actions.redistribution import (
    accept_all,
    accept_proposal,
    ask_redistribution,
    cancel_redistribution,
    reject_proposal,
)
from supply.actions.redistribution.computing import compute_redistribution
from supply.actions.requirements import Package, declare
from supply.models import Drug, PlanningRule, Proposal, RedistributionRun, RunState
from supply.redistributing.sentences import sentence
from supply.redistributing.sureness import how_sure
from supply.refusals.redistribution import (
    AskedAlready,
    NotYoursToRedistribute,
    OnlyAQuestion,
    ProposalIsDecided,
    ReasonMissing,
    RunIsOver,
    StockChanged,
    TooManyAsked,
)
from tests.factories.delegations import PlaceFactory, UnitFactory
from tests.factories.planning import PlanningRuleFactory
from tests.factories.redistribution import ProposalFactory
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sister(hospital, delegation: Delegation) -> Place:
    """A pharmacy of another hospital of the same delegation; it has none of the drug."""
    return PlaceFactory(unit=UnitFactory(delegation=delegation), kind="farmacia")


def _receive(place: Place, drug: Drug, pieces: int, *, days: int = 300, number: str = "L1") -> None:
    line = LotLine(drug.pk, number, timezone.localdate() + timedelta(days=days), pieces)
    receive(place=place, lines=[line], key=f"{place.pk}{number}", by=None)


def _needs(place: Place, drug: Drug, *pieces: int, day: int = 5, mark: str = "a") -> None:
    """A dated dose for each number of pieces."""
    assert place.unit is not None
    declare(
        packages=[
            Package(
                reference=f"{mark}{place.pk}-{number}", folio=f"F{mark}{place.pk}{number}", unit_id=place.unit.pk,
                needed_on=timezone.localdate() + timedelta(days=day), priority=0, lines=((drug.pk, count),),
            )
            for number, count in enumerate(pieces)
        ]
    )  # fmt: skip


@pytest.fixture
def run(pharmacy: Place, sister: Place, vincristine: Drug, delegation: Delegation, beto: Person) -> RedistributionRun:
    """Ten here of which four are needed here; two doses of three lack there."""
    _receive(pharmacy, vincristine, 10)
    _needs(pharmacy, vincristine, 2, 2, day=9)
    _needs(sister, vincristine, 3, 3, mark="b")
    asked = ask_redistribution(delegation=delegation, by=beto)
    compute_redistribution(run=asked)
    asked.refresh_from_db()
    return asked


def test_doses_that_lack_are_covered_from_what_is_left_elsewhere(
    run: RedistributionRun, pharmacy: Place, sister: Place
) -> None:
    proposal = Proposal.objects.get(run=run)
    assert run.state == RunState.DONE
    assert (proposal.from_place, proposal.to_place, proposal.pieces, proposal.doses) == (pharmacy, sister, 6, 2)
    assert (run.summary["before"]["uncovered"], run.summary["after"]["uncovered"]) == (2, 0)
    assert run.summary["drugs"][0]["gap"] == 0
    assert "Cubre 2 dosis" in sentence(proposal.facts)


def test_a_donor_is_not_asked_for_what_its_own_doses_need(
    pharmacy: Place, sister: Place, vincristine: Drug, olga: Person
) -> None:
    _receive(pharmacy, vincristine, 10)
    _needs(pharmacy, vincristine, 4, 4, day=20)
    _needs(sister, vincristine, 3, mark="b")
    run = ask_redistribution(by=olga)
    assert compute_redistribution(run=run) == 0


def test_an_accepted_proposal_is_a_transfer_order_of_the_same_lot_and_asks_both_ends(
    run: RedistributionRun, beto: Person
) -> None:
    proposal = Proposal.objects.get(run=run)
    order = accept_proposal(proposal=proposal, by=beto)
    line = order.lines.get()
    assert (order.state, order.origin, line.pieces) == ("draft", "redistribution", 6)
    assert line.lot_id == proposal.lots[0]["lot"]
    assert order.send_by == timezone.localdate() + timedelta(days=5 - proposal.transit_days)
    with pytest.raises(ProposalIsDecided):
        accept_proposal(proposal=proposal, by=beto)


def test_what_was_accepted_is_not_proposed_again(run: RedistributionRun, delegation: Delegation, beto: Person) -> None:
    """Its pieces are promised, and its taker counts on them."""
    accept_all(run=run, by=beto)
    again = ask_redistribution(delegation=delegation, by=beto)
    assert compute_redistribution(run=again) == 0


def test_what_left_meanwhile_is_not_promised_and_its_proposal_no_longer_applies(
    run: RedistributionRun, pharmacy: Place, vincristine: Drug, beto: Person
) -> None:
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 7)], key="gone", by=None)
    proposal = Proposal.objects.get(run=run)
    with pytest.raises(StockChanged):
        accept_proposal(proposal=proposal, by=beto)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.order) == ("stale", beto, None)
    assert "pide 6 piezas y quedaban 3" in proposal.reason


def test_of_all_at_once_those_whose_stock_is_there_are_accepted_and_the_others_told(
    run: RedistributionRun, pharmacy: Place, sister: Place, vincristine: Drug, beto: Person
) -> None:
    """Ten in the lot, six proposed first: of the same lot four are left for another, and none for a third."""
    first = Proposal.objects.get(run=run)
    lot = first.lots[0]["lot"]
    more = {"run": run, "drug": vincristine, "from_place": pharmacy, "to_place": sister}
    fits = ProposalFactory(**more, doses=1, pieces=4, lots=[{"lot": lot, "pieces": 4}])
    late = ProposalFactory(**more, doses=0, pieces=1, lots=[{"lot": lot, "pieces": 1}])
    taken = accept_all(run=run, by=beto)
    assert [order.lines.get().pieces for order in taken.orders] == [10]
    assert taken.gone == [late]
    states = dict(Proposal.objects.values_list("pk", "state"))
    assert states == {first.pk: "accepted", fits.pk: "accepted", late.pk: "stale"}


def test_a_rejected_proposal_says_why(run: RedistributionRun, beto: Person, ana: Person) -> None:
    proposal = Proposal.objects.get(run=run)
    with pytest.raises(ReasonMissing):
        reject_proposal(proposal=proposal, reason="", by=beto)
    with pytest.raises(NotYoursToRedistribute):
        reject_proposal(proposal=proposal, reason="No", by=ana)
    assert reject_proposal(proposal=proposal, reason="Llega compra mañana", by=beto).state == "rejected"


def test_the_country_is_asked_by_central_office_and_a_delegation_by_its_manager(
    delegation: Delegation, other_delegation: Delegation, ana: Person, beto: Person, olga: Person
) -> None:
    for person, where in ((ana, delegation), (beto, None), (beto, other_delegation)):
        with pytest.raises(NotYoursToRedistribute):
            ask_redistribution(delegation=where, by=person)
    assert ask_redistribution(by=olga).state == "queued"


def test_within_a_delegation_nothing_crosses_its_border(
    pharmacy: Place, other_pharmacy: Place, vincristine: Drug, other_delegation: Delegation, olga: Person
) -> None:
    _receive(pharmacy, vincristine, 10)
    _needs(other_pharmacy, vincristine, 3, day=12)
    assert compute_redistribution(run=ask_redistribution(delegation=other_delegation, by=olga)) == 0
    assert compute_redistribution(run=ask_redistribution(by=olga)) == 1


def test_what_if_a_transfer_does_not_come_is_studied_and_not_taken_up(
    pharmacy: Place, sister: Place, mixing_centre: Place, warehouse: Place, vincristine: Drug, beto: Person
) -> None:
    _receive(pharmacy, vincristine, 10)
    _receive(warehouse, vincristine, 3, number="L2")
    _needs(sister, vincristine, 3, day=6)
    lines = [IssueLine(vincristine.pk, 3)]
    posting = dispatch(place=warehouse, to_place=sister, lines=lines, key="way", by=None)
    assert posting.transfer is not None
    delegation = pharmacy.delegation
    assert compute_redistribution(run=ask_redistribution(delegation=delegation, by=beto)) == 0
    what_if = ask_redistribution(delegation=delegation, without_transfers=[posting.transfer.pk], by=beto)
    assert compute_redistribution(run=what_if) == 1
    with pytest.raises(OnlyAQuestion):
        accept_all(run=what_if, by=beto)


def test_a_cancelled_run_keeps_nothing(delegation: Delegation, beto: Person, run: RedistributionRun) -> None:
    asked = ask_redistribution(delegation=delegation, by=beto)
    cancel_redistribution(run=asked, by=beto)
    assert compute_redistribution(run=asked) == 0
    assert not Proposal.objects.filter(run=asked).exists()
    with pytest.raises(RunIsOver):
        cancel_redistribution(run=asked, by=beto)


def test_a_run_repeated_by_the_queue_writes_its_proposals_once(run: RedistributionRun) -> None:
    assert compute_redistribution(run=run) == 0
    assert Proposal.objects.filter(run=run).count() == 1


def test_the_command_tells_the_same_and_writes_nothing(
    pharmacy: Place, sister: Place, vincristine: Drug, capsys: pytest.CaptureFixture[str]
) -> None:
    _receive(pharmacy, vincristine, 10)
    _needs(sister, vincristine, 3)
    call_command("redistribute", "--json", "--delegation", pharmacy.delegation.code)
    told = json.loads(capsys.readouterr().out)
    assert [one["pieces"] for one in told["proposals"]] == [3]
    assert told["after"]["uncovered"] == 0
    assert not RedistributionRun.objects.exists()


def test_a_question_is_not_computed_twice_at_once_and_only_so_many_wait(
    delegation: Delegation, other_delegation: Delegation, beto: Person, olga: Person
) -> None:
    first = ask_redistribution(delegation=delegation, by=beto)
    with pytest.raises(AskedAlready, match=first.folio):
        ask_redistribution(delegation=delegation, by=beto)
    for drug in DrugFactory.create_batch(2):
        ask_redistribution(delegation=delegation, drug=drug, by=beto)
    with pytest.raises(TooManyAsked):
        ask_redistribution(delegation=delegation, drug=DrugFactory(), by=beto)
    assert ask_redistribution(delegation=other_delegation, by=olga).state == "queued"
    cancel_redistribution(run=first, by=beto)
    assert ask_redistribution(delegation=delegation, by=beto).state == "queued"


def test_the_days_of_a_trip_are_a_rule_of_planning(
    pharmacy: Place, sister: Place, vincristine: Drug, delegation: Delegation, beto: Person
) -> None:
    """What takes nine days from here does not reach doses five days away; what takes five does."""
    PlanningRuleFactory(kind="transit_days", unit=pharmacy.unit, drug=vincristine, value=9)
    _receive(pharmacy, vincristine, 10)
    _needs(sister, vincristine, 3, 3, mark="b")
    asked = ask_redistribution(delegation=delegation, by=beto)
    assert compute_redistribution(run=asked) == 0
    PlanningRule.objects.update(value=5)
    again = ask_redistribution(delegation=delegation, by=beto)
    assert compute_redistribution(run=again) == 1
    again.refresh_from_db()
    assert again.summary["drugs"][0]["off"]["uncovered"] == 0
    assert "ninguna de las rutas permitidas" in how_sure(again.summary["drugs"][0])
