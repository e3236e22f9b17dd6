"""What each kind of condition measures, checked by hand; and that more of them are no more queries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.models import Holding, Place
from delegations.roles import Role
from meetings.actions.agreements import evaluate_agreements
from meetings.condition_facts import OF_NO_PLACE
from meetings.conditions import EVALUATE, joined, measure
from meetings.models import Condition, ConditionKind
from pediatric_platform.models import Case
from supply.models import DelegationWeek, SupplyOrder, Transfer, WeeklyLine
from supply.weeks import IsoWeek
from tests.factories.boards import Stood, add_up, report
from tests.factories.cases import CaseFactory, CaseFollowerFactory
from tests.factories.delegations import PostingFactory, UnitFactory
from tests.factories.meetings import AgreementFactory, ConditionFactory
from tests.factories.purchasing import DeliveryFactory, DeliveryLineFactory, SupplyOrderFactory
from tests.factories.rollout import MilestoneFactory, RolloutSiteFactory
from tests.factories.supply import DrugFactory, LotFactory, answered

# The week closed last is 2026-W46 (9 to 15 November); what is agreed was agreed on its Wednesday.
NOW = datetime(2026, 11, 17, 12, tzinfo=UTC)
TODAY = date(2026, 11, 17)
AGREED = datetime(2026, 11, 11, 18, tzinfo=UTC)
WEEK = IsoWeek(2026, 46)


def condition(kind: str, **facts) -> Condition:
    agreement = AgreementFactory(agreed_at=AGREED)
    place = facts.get("unit") or facts.get("delegation")
    own = {} if place else {"delegation": None}
    threshold = {} if "threshold" in facts else {"threshold": None}
    return ConditionFactory(agreement=agreement, kind=kind, **{"delegation": None, **own, **threshold, **facts})


def found(row: Condition, now: datetime = NOW):
    [one] = joined(Condition.objects.filter(pk=row.pk))
    return measure([one], now)[one.pk]


def test_the_level_of_a_delegation_and_of_a_unit_is_that_of_the_boards(hospital):
    drugs = [DrugFactory() for _n in range(4)]
    standing = ("adequate", "low", "critical", "adequate")
    report(hospital, WEEK, {drug: Stood(how, 10) for drug, how in zip(drugs, standing, strict=True)})
    beside = UnitFactory(delegation=hospital.delegation)
    report(beside, WEEK, {drug: Stood("adequate", 10) for drug in drugs})
    add_up(WEEK)
    whole = DelegationWeek.objects.get(place_kind="conjunto")
    assert (whole.pairs, whole.pairs_critical) == (8, 1)
    unit = found(condition("abasto_level", unit=hospital, threshold=75))
    assert (unit.value, unit.met, unit.kept_on) == (Decimal(75), True, WEEK.sunday)
    above = found(condition("abasto_level", delegation=hospital.delegation, threshold=88))
    assert (above.value, above.met, above.kept_on) == (Decimal("87.5"), False, None)
    assert (above.part, above.whole) == (7, 8)
    assert above.data_as_of == WEEK.ends_at(hospital.delegation.zone)


def test_a_level_just_below_is_never_rounded_up_to_what_was_agreed(delegation):
    DelegationWeek.objects.create(
        delegation=delegation, week=WEEK.monday, place_kind="conjunto", pairs_adequate=9_499_999, pairs_out=500_001,
        computed_at=NOW,
    )  # fmt: skip
    just_below = found(condition("abasto_level", delegation=delegation, threshold=95))
    assert (just_below.met, just_below.value) == (False, Decimal("94.99"))


def test_days_of_coverage_of_a_drug_and_what_nobody_asked_for(hospital):
    lasting, gone, unasked, unknown = (DrugFactory() for _n in range(4))
    told = {lasting: Stood("adequate", 20), gone: Stood("out", 0), unasked: Stood("excess", 5, cpm=0)}
    report(hospital, WEEK, told)
    WeeklyLine.objects.filter(drug=lasting).update(days_of_coverage="20.3")
    for drug, value, met in (
        (lasting, Decimal("20.3"), True), (gone, Decimal(0), False), (unasked, None, True), (unknown, None, None),
    ):  # fmt: skip
        one = found(condition("drug_coverage", unit=hospital, drug=drug, threshold=15))
        assert (one.value, one.met) == (value, met)


def test_units_that_signed_count_once_their_week_is_due(delegation, hospital):
    drug = DrugFactory()
    report(hospital, WEEK, {drug: Stood("low", 1)})
    report(UnitFactory(delegation=delegation), WEEK, {drug: Stood("low", 1)}, signed_at=None)
    report(None, WEEK, {drug: Stood("low", 1)}, delegation=delegation)  # the delegation's own warehouse is no unit
    row = condition("reports_signed", delegation=delegation, threshold=50)
    due = found(row)
    assert (due.value, due.met, due.part, due.whole) == (Decimal(50), True, 1, 2)
    before_it_is_due = found(row, WEEK.due_at(delegation.zone) - timedelta(minutes=1))
    assert (before_it_is_due.met, before_it_is_due.is_waiting) == (None, True)


def test_children_who_lack_something_and_data_too_old_to_say(hospital, monkeypatch):
    drug = DrugFactory()
    answered(hospital, TODAY + timedelta(days=3), "N-222222", {drug: (2, 1)}, computed_at=NOW)
    answered(hospital, TODAY + timedelta(days=9), "N-222222", {drug: (2, 2)}, computed_at=NOW)  # the same child
    answered(hospital, TODAY + timedelta(days=5), "N-333333", {drug: (2, 0)}, computed_at=NOW)
    answered(hospital, TODAY + timedelta(days=60), "N-444444", {drug: (2, 2)}, computed_at=NOW)  # too far ahead
    ages = "pediatric_platform.selectors.coverage.ages.data_at"
    monkeypatch.setattr(ages, lambda units: dict.fromkeys(units, NOW - timedelta(hours=2)))
    one = condition("children_uncovered", unit=hospital, threshold=1)
    none = condition("children_uncovered", delegation=hospital.delegation, threshold=0)
    assert (found(one).value, found(one).met, found(one).kept_on) == (Decimal(1), True, TODAY)
    assert (found(none).met, found(none).part, found(none).whole) == (False, 1, 2)
    monkeypatch.setattr(ages, lambda units: dict.fromkeys(units, NOW - timedelta(days=90)))
    assert found(none).met is None


def test_children_for_several_weeks_means_every_night_from_the_first_reading(hospital):
    row = condition("children_uncovered", unit=hospital, threshold=0, hold_weeks=2)
    assert (found(row).met, found(row).kept_on) == (True, None)
    Condition.objects.filter(pk=row.pk).update(met=True, met_since=TODAY - timedelta(days=6))
    assert found(row).kept_on is None
    assert found(row, NOW + timedelta(days=1)).kept_on == TODAY + timedelta(days=1)


def test_a_post_has_a_titular_and_a_substitute_is_none(delegation):
    role = Role.DELEGATION_SUPPLY_MANAGER
    row = condition("post_filled", delegation=delegation, role=role)
    PostingFactory(role=role, delegation=delegation, holding=Holding.SUBSTITUTE)
    assert found(row).met is False
    PostingFactory(role=role, delegation=delegation, starts_on=TODAY + timedelta(days=1))
    assert found(row).met is False
    tomorrow = found(row, NOW + timedelta(days=1))
    assert (tomorrow.met, tomorrow.kept_on) == (True, TODAY + timedelta(days=1))


def test_a_case_is_confirmed_also_in_the_one_it_was_joined_to(hospital):
    case, into = CaseFactory(unit=hospital), CaseFactory(unit=hospital)
    row = condition("case_confirmed", case=case)
    assert found(row).met is False
    ended = {"deadline_at": None, "remind_at": None, "contact_by": None, "ended_at": NOW - timedelta(days=1)}
    Case.objects.filter(pk=case.pk).update(state="merged", merged_into=into, **ended)
    assert found(row).met is False
    CaseFollowerFactory(case=into, confirmed_at=NOW, confirmed_how="family")
    solved = {"solved_at": NOW - timedelta(days=2), "solution": "Llegó"}
    Case.objects.filter(pk=into.pk).update(state="confirmed", **ended, **solved)
    assert (found(row).met, found(row).kept_on) == (True, TODAY - timedelta(days=1))


def test_a_transfer_arrives_whole_or_does_not_count(world_transfer):
    row = condition("transfer_accepted", transfer=world_transfer)
    assert found(row).met is False
    for state, met in (("accepted", True), ("accepted_short", False)):
        Transfer.objects.filter(pk=world_transfer.pk).update(
            state=state, acceptance=world_transfer.dispatch, accepted_on=TODAY
        )
        assert found(row).met is met


def test_an_order_is_received_whole_on_the_day_its_last_pack_came(db):
    order = SupplyOrderFactory(packs=10)
    row = condition("order_received", supply_order=order)
    orders = SupplyOrder.objects.filter(pk=order.pk)
    assert found(row).met is False
    orders.update(state="closed_short", reason="El proveedor no la completó")
    assert found(row).met is False
    orders.update(state="open", reason="")
    for packs, on, kept_on in ((9, date(2026, 11, 2), None), (1, date(2026, 11, 16), date(2026, 11, 16))):
        lot = LotFactory(drug=order.line.presentation.drug)
        DeliveryLineFactory(
            delivery=DeliveryFactory(supplier=order.line.contract.supplier, place=order.place, arrived_on=on),
            order=order, lot=lot, lot_number=lot.number, expires_on=lot.expires_on, delivered_packs=packs,
            accepted_packs=packs, rejected_packs=0, reason="",
        )  # fmt: skip
        assert found(row).kept_on == kept_on
    agreed_later = date(2026, 11, 17)
    row.agreement.agreed_at = NOW
    row.agreement.save(update_fields=["agreed_at"])
    assert found(row).kept_on == agreed_later


def test_a_step_of_the_record_is_reached_and_a_hospital_outside_the_roll_out_says_nothing(hospital, other_hospital):
    row = condition("milestone_reached", unit=hospital, milestone="users")
    assert found(row).met is None
    site = RolloutSiteFactory(unit=hospital)
    assert found(row).met is False
    MilestoneFactory(site=site, kind="users", done_on=date(2026, 11, 1))
    # Before it was agreed: kept on the day it was.
    assert (found(row).met, found(row).kept_on) == (True, date(2026, 11, 11))


def test_more_conditions_of_a_kind_are_no_more_queries(hospital, other_hospital, world_transfer):
    drug, case = DrugFactory(), CaseFactory(unit=hospital)
    facts = {
        ConditionKind.ABASTO_LEVEL: {"threshold": 9},
        ConditionKind.DRUG_COVERAGE: {"threshold": 9, "drug": drug},
        ConditionKind.REPORTS_SIGNED: {"threshold": 9},
        ConditionKind.CHILDREN_UNCOVERED: {"threshold": 9},
        ConditionKind.POST_FILLED: {"role": Role.UNIT_SUPPLY_MANAGER},
        ConditionKind.CASE_CONFIRMED: {"case": case},
        ConditionKind.TRANSFER_ACCEPTED: {"transfer": world_transfer},
        ConditionKind.ORDER_RECEIVED: {"supply_order": SupplyOrderFactory()},
        ConditionKind.MILESTONE_REACHED: {"milestone": "users"},
    }
    assert set(facts) == set(EVALUATE) == set(ConditionKind)

    def asked(kind: str) -> int:
        rows = list(joined(Condition.objects.filter(kind=kind)))
        with CaptureQueriesContext(connection) as queries:
            measure(rows, NOW)
        return len(queries)

    for kind, told in facts.items():
        placed = [hospital, other_hospital]
        if kind in OF_NO_PLACE:
            places = [{} for _one in placed]
        elif kind == ConditionKind.REPORTS_SIGNED:
            places = [{"delegation": unit.delegation} for unit in placed]
        else:
            places = [{"unit": unit} for unit in placed]
        condition(kind, **told, **places[0])
        first = asked(kind)
        assert first <= 5, kind
        condition(kind, **told, **places[1])
        condition(kind, **told, **places[0])
        assert asked(kind) <= first, kind


def test_every_kind_at_every_place_is_measured_with_real_rows(hospital, world_transfer, monkeypatch):
    """Once each, all of one night together: a query that the database or the ORM refuses falls here."""
    drug, case, delegation = DrugFactory(), CaseFactory(unit=hospital), hospital.delegation
    report(hospital, WEEK, {drug: Stood("adequate", 20), DrugFactory(): Stood("out", 0)})
    WeeklyLine.objects.filter(drug=drug).update(days_of_coverage="20.3")
    add_up(WEEK)
    answered(hospital, TODAY + timedelta(days=3), "N-222222", {drug: (2, 1)}, computed_at=NOW)
    ages = "pediatric_platform.selectors.coverage.ages.data_at"
    monkeypatch.setattr(ages, lambda units: dict.fromkeys(units, NOW - timedelta(hours=2)))
    MilestoneFactory(site=RolloutSiteFactory(unit=hospital), kind="users", done_on=TODAY)
    here, there = {"unit": hospital}, {"delegation": delegation}
    level, yes = Decimal(50), None
    expected = [
        ("abasto_level", there | {"threshold": 50}, (True, level)),
        ("abasto_level", here | {"threshold": 51}, (False, level)),
        ("drug_coverage", here | {"threshold": 15, "drug": drug}, (True, Decimal("20.3"))),
        ("reports_signed", there | {"threshold": 95}, (True, Decimal(100))),
        ("children_uncovered", there | {"threshold": 0}, (False, Decimal(1))),
        ("children_uncovered", here | {"threshold": 1}, (True, Decimal(1))),
        ("post_filled", there | {"role": Role.DELEGATION_SUPPLY_MANAGER}, (False, yes)),
        ("post_filled", here | {"role": Role.UNIT_SUPPLY_MANAGER}, (True, yes)),
        ("case_confirmed", {"case": case}, (False, yes)),
        ("transfer_accepted", {"transfer": world_transfer}, (False, yes)),
        ("order_received", {"supply_order": SupplyOrderFactory()}, (False, yes)),
        ("milestone_reached", here | {"milestone": "users"}, (True, yes)),
    ]
    rows = {condition(kind, **facts).pk: (kind, told) for kind, facts, told in expected}
    assert {kind for kind, _told in rows.values()} == set(ConditionKind)

    evaluate_agreements(now=NOW)

    for row in Condition.objects.filter(pk__in=rows):
        kind, told = rows[row.pk]
        assert (row.met, row.value) == told, kind
        assert row.evaluated_at == NOW


@pytest.fixture
def world_transfer(pharmacy: Place, warehouse: Place, transit: Place) -> Transfer:
    """On its way."""
    from supply.models import Document

    sent = Document.objects.create(
        kind="dispatch", place=warehouse, idempotency_key="x", fingerprint="x", occurred_on=TODAY, posted_at=NOW
    )
    return Transfer.objects.create(
        dispatch=sent, from_place=warehouse, to_place=pharmacy, transit_place=transit, dispatched_on=TODAY
    )


@pytest.mark.parametrize("met", [None, False])
def test_what_does_not_hold_or_is_unknown_has_no_day_since_when(db, met):
    row = ConditionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.filter(pk=row.pk).update(met=met, met_since=timezone.localdate())
