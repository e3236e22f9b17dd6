"""Each kind of work: who has it on their list, in which words, and who has not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from supply.actions.ledger import IssueLine, dispatch, dispense
from supply.models import Step, WeeklyReport
from supply.selectors.worklist import read_worklist
from supply.weeks import IsoWeek
from supply.worklist import Desk, WorkItem
from tests.factories.loans import LoanFactory, LoanLineFactory
from tests.factories.planning import StockPlanFactory
from tests.factories.purchasing import ContractLineFactory, SupplyOrderFactory
from tests.factories.recalls import RecallFactory, RecallHoldingFactory
from tests.factories.redistribution import TransferOrderFactory, TransferOrderLineFactory
from tests.factories.requisitions import RequisitionFactory, RequisitionLineFactory
from tests.factories.supply import LotFactory, PresentationFactory, answered

pytestmark = pytest.mark.django_db


def work(person, kind: str, **asked) -> list[WorkItem]:
    return [line.item for line in read_worklist(Desk(person, timezone.now(), **asked), kind).lines]


def titles(person, kind: str, **asked) -> list[str]:
    return [item.told.title for item in work(person, kind, **asked)]


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


class TestDoses:
    @pytest.fixture
    def lacking(self, hospital, vincristine, methotrexate):
        answered(hospital, in_days(9), "N-1", {vincristine: (2, 2), methotrexate: (4, 0)})
        answered(hospital, in_days(3), "N-2", {vincristine: (2, 1)})
        answered(hospital, in_days(1), "N-3", {methotrexate: (1, 1)})
        answered(hospital, in_days(2), "N-4", {vincristine: (1, 0)})  # covered
        answered(hospital, in_days(60), "N-5", {vincristine: (9, 9)})  # further than is answered

    def test_by_drug_the_soonest_first_with_pieces_and_doses(self, ana, lacking):
        first, second = work(ana, "doses")
        assert "Metotrexato" in first.told.title
        assert first.told.due == in_days(1)
        assert second.told.why.startswith("Sin cubrir: 3 piezas para 2 dosis con fecha en 28 días; la primera, el ")
        assert (first.told.tone, second.told.due) == ("out", in_days(3))

    def test_whoever_sees_the_unit_has_them_and_others_have_not(self, beto, olga, carla, lacking):
        assert len(work(beto, "doses")) == len(work(olga, "doses")) == 2
        assert work(carla, "doses") == []

    def test_of_one_drug_or_unit(self, beto, lacking, hospital, other_hospital, vincristine):
        assert len(work(beto, "doses", drugs={vincristine.pk})) == 1
        assert len(work(beto, "doses", units={hospital.pk})) == 2
        assert work(beto, "doses", units={other_hospital.pk}) == []


class TestRecalls:
    def test_whoever_keeps_the_place_answers_the_first_clock_first(
        self, ana, felipe, carla, olga, pharmacy, vincristine
    ):
        recall = RecallFactory(drug=vincristine)
        for hours in (30, 3):
            RecallHoldingFactory(
                recall=recall,
                place=pharmacy,
                lot=LotFactory(drug=vincristine, number=f"R{hours}"),
                deadline_at=timezone.now() + timedelta(hours=hours),
            )
        assert [title.split()[3] for title in titles(ana, "recalls")] == ["R3", "R30"]
        assert len(work(felipe, "recalls")) == 2
        assert work(carla, "recalls") == work(olga, "recalls") == []

    def test_a_lifted_one_asks_for_nothing(self, ana, pharmacy, vincristine):
        lifted = {"state": "lifted", "ended_at": timezone.now(), "end_reason": "Falsa alarma"}
        RecallHoldingFactory(recall=RecallFactory(drug=vincristine, **lifted), place=pharmacy)
        assert work(ana, "recalls") == []


class TestRunningOut:
    def test_by_how_likely_times_how_vital(self, ana, hospital, vincristine, methotrexate, ondansetron):
        vincristine.ven, methotrexate.ven, ondansetron.ven = "V", "E", "N"
        for drug in (vincristine, methotrexate, ondansetron):
            drug.save()
        StockPlanFactory(unit=hospital, drug=ondansetron, runs_out_probability="0.95", usable=3)  # × 0.3
        StockPlanFactory(unit=hospital, drug=methotrexate, runs_out_probability="0.9", usable=3)  # × 0.6
        StockPlanFactory(unit=hospital, drug=vincristine, runs_out_probability="0.6", usable=3)
        assert [item.told.drug.split()[0] for item in work(ana, "running_out")] == [
            "Vincristina",
            "Metotrexato",
            "Ondansetrón",
        ]

    def test_the_sentence_says_how_much_there_is_and_how_likely_it_ends(self, ana, hospital, vincristine):
        StockPlanFactory(
            unit=hospital, drug=vincristine, usable=4, on_the_way=1, runs_out_on=in_days(4),
            runs_out_probability="0.83", suggested=19,
        )  # fmt: skip
        [item] = work(ana, "running_out")
        assert item.told.why == (
            "Hay 4 piezas y se piden 1.0 al día. Un pedido de hoy tarda 10 días: la probabilidad de quedarse antes "
            "sin existencia es 83 %. En camino: 1 pieza. Conviene pedir 19 piezas."
        )
        assert item.told.due == in_days(4)

    def test_what_is_unlikely_or_never_asked_for_stays_away(self, ana, hospital, vincristine, methotrexate):
        StockPlanFactory(unit=hospital, drug=vincristine, runs_out_probability="0.09")
        StockPlanFactory(unit=hospital, drug=methotrexate, runs_out_probability=1, daily_mean=0)
        assert work(ana, "running_out") == []

    def test_at_zero_is_another_line_than_soon_at_zero(self, ana, hospital, vincristine):
        row = StockPlanFactory(unit=hospital, drug=vincristine, usable=1, runs_out_probability="0.9")
        [soon] = work(ana, "running_out")
        row.usable = 0
        row.save()
        [out] = work(ana, "running_out")
        assert soon.key != out.key
        assert out.told.title.endswith("en cero")


class TestExpiring:
    def test_the_dearest_first_and_what_is_far_off_not_yet(self, ana, hospital, vincristine, methotrexate, ondansetron):
        for drug, days, worth in ((vincristine, 90, 50.0), (methotrexate, 100, 900.5), (ondansetron, 200, 9000.0)):
            StockPlanFactory(
                unit=hospital, drug=drug, expiring=6, expires_first_on=in_days(days), facts={"lost_value": worth}
            )
        first, second = work(ana, "expiring")
        assert first.told.title.startswith("Dar uso a 6 piezas de Metotrexato")
        assert "Vale $900.50" in first.told.why
        assert "Vincristina" in second.told.title


class TestWeeks:
    @pytest.fixture
    def draft(self, hospital, delegation):
        now = timezone.now()
        return WeeklyReport.objects.create(
            unit=hospital, delegation=delegation, week=IsoWeek.of(timezone.localdate()).previous().monday,
            drafted_at=now, due_at=now + timedelta(hours=5),
        )  # fmt: skip

    def test_a_unit_signs_its_own_and_its_delegation_does_not_sign_for_it(self, ana, beto, carla, olga, draft):
        assert [title.split()[:3] for title in titles(ana, "to_sign")] == [["Firmar", "la", "semana"]]
        assert titles(beto, "to_sign") == titles(carla, "to_sign") == titles(olga, "to_sign") == []

    def test_past_its_limit_the_delegation_asks_for_it(self, ana, beto, carla, draft):
        assert titles(beto, "owed") == []
        draft.due_at = timezone.now() - timedelta(hours=1)
        draft.save()
        assert len(titles(beto, "owed")) == 1
        assert titles(ana, "owed") == titles(carla, "owed") == []

    def test_signed_it_is_the_delegations_to_validate(self, ana, beto, olga, draft):
        draft.state, draft.signed_at = "signed", timezone.now()
        draft.save()
        assert titles(ana, "to_sign") == titles(ana, "to_validate") == []
        assert len(titles(beto, "to_validate")) == len(titles(olga, "to_validate")) == 1


class TestTransfers:
    def test_whoever_receives_has_it_with_its_pieces(self, ana, carla, pharmacy, other_pharmacy, stocked, vincristine):
        dispatch(
            place=pharmacy, to_place=other_pharmacy, lines=[IssueLine(vincristine.pk, 12)], key="t", by=None,
            expected_on=in_days(2),
        )  # fmt: skip
        [item] = work(carla, "to_accept")
        assert item.told.why.startswith("12 piezas de 1 clave; salió hoy, se espera el ")
        assert work(carla, "to_accept", drugs={vincristine.pk})[0].told.why == item.told.why
        assert work(ana, "to_accept") == []

    def test_an_order_asks_giver_and_taker_and_then_the_giver_to_send(self, ana, carla, pharmacy, other_pharmacy, beto):
        order = TransferOrderFactory(from_place=pharmacy, to_place=other_pharmacy, why="Allá falta.")
        TransferOrderLineFactory(order=order, pieces=3)
        [giving], [taking] = work(ana, "transfer_orders"), work(carla, "transfer_orders")
        assert (giving.told.action, taking.told.action) == ("Confirmar envío", "Confirmar recibo")
        assert giving.told.href.endswith("/confirmar-envio/")
        assert giving.told.press == {"edition": "1", "regreso": "/reabasto/"}
        order.giver_confirmed_at, order.giver_confirmed_by = timezone.now(), ana
        order.save()
        assert work(ana, "transfer_orders") == []
        order.taker_confirmed_at, order.taker_confirmed_by, order.state = timezone.now(), carla, "confirmed"
        order.save()
        [item] = work(ana, "transfer_orders")
        assert (item.told.action, item.told.unit_id, item.told.press) == ("Enviar", pharmacy.unit_id, None)
        assert work(carla, "transfer_orders") == []

    def test_who_said_yes_for_one_end_is_not_asked_for_the_other(self, beto, ana, pharmacy, warehouse):
        order = TransferOrderFactory(from_place=warehouse, to_place=pharmacy)
        TransferOrderLineFactory(order=order, pieces=3)
        [item] = work(beto, "transfer_orders")
        assert item.told.action == "Confirmar envío"
        order.giver_confirmed_at, order.giver_confirmed_by = timezone.now(), beto
        order.save()
        assert work(beto, "transfer_orders") == []
        assert [item.told.action for item in work(ana, "transfer_orders")] == ["Confirmar recibo"]


class TestRequisitions:
    def test_a_delegation_decides_what_its_units_send_the_urgent_first(self, ana, beto, carla, olga, pharmacy):
        usual = RequisitionFactory(place=pharmacy)
        urgent = RequisitionFactory(place=pharmacy, is_emergency=True, note="Llegan dos niños")
        for made in (usual, urgent):
            RequisitionLineFactory(requisition=made, asked=4)
        assert titles(beto, "requisitions") == [
            f"Decidir la requisición urgente {urgent.folio}",
            f"Decidir la requisición {usual.folio}",
        ]
        assert work(beto, "requisitions")[0].told.why == "Pide 4 piezas de 1 clave. Llegan dos niños"
        assert work(ana, "requisitions") == work(carla, "requisitions") == work(olga, "requisitions") == []
        # Nobody is asked to decide what they wrote, or wrote anew.
        type(usual).objects.filter(pk=usual.pk).update(made_by=beto)
        Step.objects.create(requisition=urgent, what="changed", by=beto)
        assert work(beto, "requisitions") == []

    def test_what_a_delegation_passed_on_waits_for_central_office(self, beto, olga, pharmacy):
        RequisitionLineFactory(requisition=RequisitionFactory(place=pharmacy, state="escalated"))
        assert work(beto, "requisitions") == []
        assert len(work(olga, "requisitions")) == 1


class TestSupplyOrders:
    def test_past_its_deadline_with_packs_and_pieces_that_are_missing(self, ana, carla, pharmacy, vincristine):
        line = ContractLineFactory(presentation=PresentationFactory(drug=vincristine, pieces_per_pack=10))
        SupplyOrderFactory(line=line, place=pharmacy, packs=40, received_packs=0, deadline_on=in_days(-3))
        SupplyOrderFactory(line=line, place=pharmacy)  # in time
        [item] = work(ana, "supply_orders")
        assert "debía entregarla hace 3 días. Por recibir: 40 envases · 400 piezas." in item.told.why
        assert work(carla, "supply_orders") == []


class TestLoans:
    def test_overdue_and_due_within_a_week_with_what_is_still_owed(
        self, ana, beto, carla, pharmacy, stocked, vincristine
    ):
        lent = dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 5)], key="l", by=None).document
        loan = LoanFactory(place=pharmacy, document=lent, on=in_days(-30), due_on=in_days(-2))
        LoanLineFactory(loan=loan, lot=stocked["near"], pieces=5, returned=2)
        [item] = work(ana, "loans")
        assert item.told.title == f"Pedir la devolución de {loan.partner.name}"
        assert f"{loan.folio}: nos deben 3 piezas" in item.told.why
        assert (item.told.tone, len(work(beto, "loans")), work(carla, "loans")) == ("critical", 1, [])
        loan.due_on = in_days(8)
        loan.save()
        assert work(ana, "loans") == []
