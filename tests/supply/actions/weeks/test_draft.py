from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.models import PlaceKind
from supply.actions import prescriptions
from supply.actions.ledger import CountLine, IssueLine, accept, count, dispatch, reverse
from supply.actions.lots import set_state
from supply.actions.prescriptions import Tally
from supply.actions.weeks import draft_country_week, draft_week, sign_week
from supply.models import Lot, Movement, WeeklyLine, WeeklyReport
from supply.reasons import Reason, column_of
from supply.weeks import IsoWeek
from tests.factories.delegations import DelegationFactory, PlaceFactory, UnitFactory
from tests.supply.actions.weeks.conftest import Story

pytestmark = pytest.mark.django_db


def test_a_line_tells_what_came_went_and_stayed(at_pharmacy, vincristine, line_of) -> None:
    at_pharmacy.came(vincristine, 30, -10)
    at_pharmacy.came(vincristine, 20, 1, lot="L2")
    at_pharmacy.given(vincristine, 8, 2)
    at_pharmacy.given(vincristine, 2, 7)  # the Monday after: not this week's
    line = line_of(vincristine)
    assert (line.opening, line.received, line.dispensed, line.closing, line.usable) == (30, 20, 8, 42, 42)
    assert line.category is None, "not in the assortment: it cannot be missing"


def test_every_kind_of_movement_falls_into_its_column_and_the_identity_holds(
    at_pharmacy, pharmacy, warehouse, vincristine, draft, week
) -> None:
    at_pharmacy.came(vincristine, 50, -3)
    store = Story(warehouse, week)
    store.came(vincristine, 40, -3, lot="W1")
    sent = dispatch(
        place=warehouse,
        to_place=pharmacy,
        lines=[IssueLine(vincristine.pk, 15)],
        key="d",
        by=None,
        occurred_on=at_pharmacy.day(0),
    )
    accept(transfer=sent.transfer, key="a", by=None, occurred_on=at_pharmacy.day(1))
    wrong = at_pharmacy.given(vincristine, 4, 2)
    reverse(document=wrong.document, key="r", by=None)
    at_pharmacy.given(vincristine, 6, 3)
    lot = Lot.objects.get(number="L1")
    count(place=pharmacy, lines=[CountLine(lot.pk, 40)], key="c", by=None, occurred_on=at_pharmacy.day(4))

    report = draft()
    expected: Counter[tuple[str, str]] = Counter()
    for movement in Movement.objects.filter(
        place__unit=report.unit, occurred_on__range=(week.monday, week.sunday)
    ).select_related("place"):
        column = column_of(movement.reason)
        sign = -1 if column in ("dispensed", "transferred_out", "expired") else 1
        for kind in (movement.place.kind, "conjunto"):
            expected[kind, column] += sign * movement.quantity
    for line in report.lines.all():
        for column in ("received", "dispensed", "transferred_in", "transferred_out", "adjusted", "expired"):
            assert getattr(line, column) == expected[line.place_kind, column], (line.place_kind, column)
        flows = line.received + line.transferred_in - line.transferred_out - line.dispensed - line.expired
        assert line.closing == line.opening + flows + line.adjusted
    whole = report.lines.get(place_kind="conjunto")
    kinds = report.lines.exclude(place_kind="conjunto")
    assert whole.closing == sum(line.closing for line in kinds)


def test_what_is_recalled_or_expired_is_on_hand_but_not_usable(at_pharmacy, vincristine, carried, line_of) -> None:
    carried(vincristine)
    at_pharmacy.came(vincristine, 10, -5, lot="GOOD")
    at_pharmacy.came(vincristine, 7, -5, lot="BAD")
    at_pharmacy.came(vincristine, 5, -5, lot="OLD", good_for=10)  # good through Saturday
    set_state(lot=Lot.objects.get(number="BAD"), state="recalled", reason="prueba", by=None)
    line = line_of(vincristine)
    assert (line.closing, line.usable) == (22, 10)


def test_expiry_is_counted_from_sunday_and_each_horizon_holds_the_one_before(at_pharmacy, vincristine, line_of) -> None:
    for lot, days_after_sunday in (("A", 0), ("B", 30), ("C", 31), ("D", 90), ("E", 91)):
        at_pharmacy.came(vincristine, 1, 0, lot=lot, good_for=6 + days_after_sunday)
    line = line_of(vincristine)
    assert (line.expiring_30, line.expiring_60, line.expiring_90) == (2, 3, 4)


@pytest.mark.parametrize(
    ("given_on", "back_on", "days_out"),
    [
        (2, 5, 3),  # empty at the end of Wednesday, Thursday and Friday
        (0, None, 7),
        (6, None, 1),
        (2, 2, 0),  # gone and back on the same day
    ],
)
def test_days_out_are_days_that_ended_with_nothing_usable(
    at_pharmacy, vincristine, carried, line_of, given_on, back_on, days_out
) -> None:
    carried(vincristine)
    at_pharmacy.came(vincristine, 5, -20)
    at_pharmacy.given(vincristine, 5, given_on)
    if back_on is not None:
        at_pharmacy.came(vincristine, 9, back_on, lot="L2")
    assert line_of(vincristine).days_out == days_out
    assert line_of(vincristine, "farmacia").days_out == days_out


def test_a_lot_that_expires_in_the_week_leaves_days_out_behind(at_pharmacy, vincristine, carried, line_of) -> None:
    carried(vincristine)
    at_pharmacy.came(vincristine, 5, -20, good_for=23)  # good through Thursday
    line = line_of(vincristine)
    assert (line.closing, line.usable, line.days_out, line.category) == (5, 0, 3, "out")


def test_days_before_the_first_movement_are_not_days_out(
    at_pharmacy, vincristine, methotrexate, carried, line_of
) -> None:
    carried(vincristine, methotrexate)
    at_pharmacy.came(methotrexate, 5, 3)  # the pharmacy opens on Thursday
    assert line_of(vincristine).days_out == 4
    assert line_of(methotrexate).days_out == 0


def test_a_drug_of_the_assortment_without_a_single_movement_is_a_line_and_is_out(
    at_pharmacy, vincristine, methotrexate, carried, line_of
) -> None:
    carried(vincristine)
    at_pharmacy.came(methotrexate, 5, -30)
    line = line_of(vincristine)
    assert (line.closing, line.category, line.days_out, line.cpm_basis) == (0, "out", 7, "none")


def test_prescriptions_stand_on_the_pharmacy_and_on_the_whole_and_denied_ones_are_demand(
    at_pharmacy, hospital, warehouse, vincristine, ana, carried, line_of, week
) -> None:
    carried(vincristine)
    Story(warehouse, week).came(vincristine, 10, 0, lot="W")
    at_pharmacy.came(vincristine, 500, -95)
    at_pharmacy.given(vincristine, 40, 1)
    prescriptions.record(
        unit=hospital,
        day=at_pharmacy.day(1),
        tallies=[Tally(vincristine.pk, filled=8, partly_filled=2, denied=3)],
        by=ana,
    )
    for kind in ("farmacia", "conjunto"):
        line = line_of(vincristine, kind)
        assert (line.presented, line.filled, line.partly_filled, line.denied) == (13, 8, 2, 3)
        assert line.denied_pieces == 12, "four pieces to each prescription that was given"
        assert line.cpm_raw == Decimal("17.39")  # (40 + 12) × 30.4375 / 91
    assert line_of(vincristine, "almacen").presented == 0


def test_a_warehouse_that_never_kept_a_drug_is_not_out_of_it(
    at_pharmacy, warehouse, vincristine, carried, draft, week
) -> None:
    carried(vincristine)
    at_pharmacy.came(vincristine, 10, 0)
    store = Story(warehouse, week)
    store.came(vincristine, 5, -120, lot="OLD")
    store.given(vincristine, 5, -110)
    draft()
    lines = dict(WeeklyLine.objects.values_list("place_kind", "category"))
    assert "almacen" not in lines
    assert lines["conjunto"] is not None


def test_a_warehouse_that_kept_a_drug_and_ran_out_of_it_is_out(
    at_pharmacy, warehouse, vincristine, carried, line_of, week
) -> None:
    carried(vincristine)
    at_pharmacy.came(vincristine, 10, 0)
    store = Story(warehouse, week)
    store.came(vincristine, 5, -20, lot="W")
    store.given(vincristine, 5, -10)
    assert line_of(vincristine, "almacen").category == "out"


def test_a_warehouse_is_judged_by_its_units_whole_demand(
    at_pharmacy, warehouse, week, vincristine, carried, line_of
) -> None:
    carried(vincristine)
    at_pharmacy.came(vincristine, 91, -95)
    at_pharmacy.given(vincristine, 91, 0)
    Story(warehouse, week).came(vincristine, 10, 0, lot="W")
    line = line_of(vincristine, "almacen")
    assert (line.assorted, line.cpm) == (True, line_of(vincristine).cpm)
    assert line.category == "low"  # ten pieces at one a day, and a bit


def test_a_mixed_drug_is_missed_where_it_is_mixed_unless_the_pharmacy_gives_it_out(
    at_pharmacy, mixing_centre, week, vincristine, methotrexate, carried, line_of
) -> None:
    carried(vincristine, methotrexate)
    for drug in (vincristine, methotrexate):
        at_pharmacy.came(drug, 9, -30)
    at_pharmacy.given(methotrexate, 1, 0)
    assert line_of(vincristine, "central_de_mezclas").category == "out"
    assert line_of(vincristine, "farmacia").category is None
    assert line_of(methotrexate, "farmacia").assorted
    assert not WeeklyLine.objects.filter(drug=methotrexate, place_kind="central_de_mezclas").exists()
    mixed = Story(mixing_centre, week)
    mixed.came(vincristine, 4, 0, lot="M")
    mixed.given(vincristine, 1, 0, reason=Reason.MIXING)
    assert line_of(vincristine, "central_de_mezclas").dispensed == 1


def test_a_delegations_warehouse_covers_what_its_units_ask_for(
    at_pharmacy, delegation_warehouse, vincristine, carried, draft, line_of, week
) -> None:
    carried(vincristine)
    at_pharmacy.came(vincristine, 91, -95)
    at_pharmacy.given(vincristine, 91, 0)
    Story(delegation_warehouse, week).came(vincristine, 50, -2, lot="A")
    draft()
    own = WeeklyReport.objects.get(unit=None)
    for kind in ("almacen", "conjunto"):
        line = own.lines.get(place_kind=kind)
        assert (line.usable, line.cpm, line.category) == (50, line_of(vincristine).cpm, None)


def test_after_a_window_all_out_the_last_window_with_stock_speaks(
    at_pharmacy, hospital, vincristine, carried, week
) -> None:
    carried(vincristine)
    first = week.previous(15)
    at_pharmacy.came(vincristine, 91, (first.monday - week.monday).days - 90)
    at_pharmacy.given(vincristine, 91, (first.monday - week.monday).days)
    now = timezone.now()
    for each in first.until(week):
        draft_week(delegation=hospital.delegation, week=each, now=now)
    lines = list(WeeklyLine.objects.filter(place_kind="conjunto").order_by("report__week"))
    assert lines[0].cpm_basis == "window"
    assert lines[-1].cpm_basis == "last_stock"
    assert lines[-1].cpm_raw == 0
    assert lines[-1].cpm == next(line.cpm for line in reversed(lines) if line.cpm_basis == "window")


def test_drafting_again_changes_nothing_and_replaces_nothing_it_should_not(
    at_pharmacy, vincristine, carried, draft
) -> None:
    carried(vincristine)
    at_pharmacy.came(vincristine, 30, -10)
    at_pharmacy.given(vincristine, 3, 1)
    fields = [field.name for field in WeeklyLine._meta.concrete_fields if field.name != "id"]
    before = list(draft().lines.order_by("drug", "place_kind").values(*fields))
    again = draft()
    assert list(again.lines.order_by("drug", "place_kind").values(*fields)) == before
    assert WeeklyReport.objects.count() == 1
    at_pharmacy.given(vincristine, 2, 3)
    assert draft().lines.get(place_kind="conjunto").dispensed == 5


def test_a_signed_report_is_never_touched(at_pharmacy, vincristine, ana, draft) -> None:
    at_pharmacy.came(vincristine, 30, -10)
    signed = sign_week(report=draft(), by=ana)
    lines = list(signed.lines.values_list("pk", flat=True))
    again = draft()
    assert (again.state, again.drafted_at) == ("signed", signed.drafted_at)
    assert list(again.lines.values_list("pk", flat=True)) == lines


def test_a_late_capture_counts_in_the_open_week_and_leaves_the_signed_one_alone(
    at_pharmacy, vincristine, hospital, ana, draft
) -> None:
    at_pharmacy.came(vincristine, 30, -10)
    sign_week(report=draft(), by=ana)
    late = at_pharmacy.given(vincristine, 4, 2)
    movement = late.document.movements.get()
    assert movement.true_date == at_pharmacy.day(2)
    assert draft().lines.get(place_kind="conjunto").dispensed == 0
    this_week = IsoWeek.of(at_pharmacy.place.today())
    draft_week(delegation=hospital.delegation, week=this_week, now=timezone.now() + timedelta(days=8))
    line = WeeklyLine.objects.get(report__week=this_week.monday, place_kind="conjunto")
    assert (line.opening, line.dispensed, line.closing) == (30, 4, 26)


@pytest.mark.parametrize(
    ("zone", "over_at_utc"),
    [
        ("America/Cancun", "2026-11-16T05:00"),
        ("America/Mexico_City", "2026-11-16T06:00"),
        ("America/Hermosillo", "2026-11-16T07:00"),
        ("America/Tijuana", "2026-11-16T08:00"),
    ],
)
def test_a_week_ends_at_midnight_where_the_unit_stands(db, zone: str, over_at_utc: str) -> None:
    unit = UnitFactory(time_zone=zone)
    PlaceFactory(unit=unit)
    over = datetime.fromisoformat(over_at_utc).replace(tzinfo=ZoneInfo("UTC"))
    week = IsoWeek(2026, 46)
    assert draft_week(delegation=unit.delegation, week=week, now=over - timedelta(seconds=1)) == []
    assert len(draft_week(delegation=unit.delegation, week=week, now=over)) == 1
    report = WeeklyReport.objects.get()
    assert report.due_at == week.due_at(ZoneInfo(zone)), "PostgreSQL and Python know the same zones"


def test_the_clock_change_in_tijuana_moves_the_end_of_the_week_by_an_hour(db) -> None:
    unit = UnitFactory(time_zone="America/Tijuana")
    PlaceFactory(unit=unit)
    week = IsoWeek(2026, 43)  # ends on 25 October, still in summer time
    draft_week(delegation=unit.delegation, week=week, now=datetime(2026, 10, 26, 7, tzinfo=ZoneInfo("UTC")))
    assert WeeklyReport.objects.get().due_at == week.due_at(ZoneInfo("America/Tijuana"))


def test_a_year_of_53_weeks_has_its_last_week_reported_once(db) -> None:
    unit = UnitFactory()
    PlaceFactory(unit=unit)
    now = datetime(2027, 1, 12, tzinfo=ZoneInfo("UTC"))
    for week in IsoWeek(2026, 52).until(IsoWeek(2027, 1)):
        draft_week(delegation=unit.delegation, week=week, now=now)
    assert [str(report.iso_week) for report in WeeklyReport.objects.order_by("week")] == [
        "2026-W52",
        "2026-W53",
        "2027-W01",
    ]


def test_only_units_open_in_the_week_with_an_active_place_are_expected(delegation) -> None:
    week = IsoWeek(2026, 46)
    opens_sunday = UnitFactory(delegation=delegation, opened_on=date(2026, 11, 15))
    closed_monday = UnitFactory(delegation=delegation, closed_on=date(2026, 11, 9))
    opens_later = UnitFactory(delegation=delegation, opened_on=date(2026, 11, 16))
    asleep = UnitFactory(delegation=delegation)
    UnitFactory(delegation=delegation)  # without a place
    for unit in (opens_sunday, closed_monday, opens_later):
        PlaceFactory(unit=unit)
    PlaceFactory(unit=asleep, is_active=False)
    PlaceFactory(unit=None, delegation=delegation, kind=PlaceKind.TRANSIT)
    draft_week(delegation=delegation, week=week, now=timezone.now())
    assert [report.unit for report in WeeklyReport.objects.all()] == [opens_sunday]


def test_drafting_takes_as_many_statements_for_forty_units_as_for_one(db, vincristine) -> None:
    week = IsoWeek(2026, 40)
    for _ in range(2):
        unit = UnitFactory(delegation=DelegationFactory())
        PlaceFactory(unit=unit)
    with CaptureQueriesContext(connection) as few:
        draft_country_week(week=week, now=timezone.now())
    for _ in range(40):
        PlaceFactory()
    with CaptureQueriesContext(connection) as many:
        draft_country_week(week=week, now=timezone.now())
    assert len(few) == len(many) <= 9
    assert WeeklyReport.objects.count() == 42
