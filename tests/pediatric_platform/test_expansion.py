from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pediatric_platform.dosing import Body, compute
from pediatric_platform.expansion import PlannedDose, expand, first_day_number, runs, timeline
from pediatric_platform.pieces import Strength, combination
from pediatric_platform.regimen_shape import LineShape, PhaseShape, RegimenShape

MONDAY = date(2026, 11, 23)


def line(position: int, inn: str, days: tuple[int, ...], **facts) -> LineShape:
    plain = {"basis": "m2", "amount": Decimal("1.5"), "unit": "mg", "per_day": 1, "route": "IV", "purpose": "chemo"}
    return LineShape(
        **{"id": position, "position": position, "inn": inn, "name": inn, "days": days, "evidence": "sourced"}
        | plain
        | facts
    )


def phase(position: int, *lines: LineShape, cycle_days: int = 35, cycles: int = 1, origin: int = 1) -> PhaseShape:
    return PhaseShape(position, f"Fase {position}", cycle_days, cycles, origin, lines)


def regimen(*phases: PhaseShape) -> RegimenShape:
    return RegimenShape(1, "PRUEBA", 1, phases)


INDUCTION = phase(
    1,
    line(1, "vincristine", (1, 8, 15, 22), max_amount=Decimal(2)),
    line(2, "dexamethasone", tuple(range(1, 15)), amount=Decimal(5), per_day=2, route="PO", below_age=10),
    line(3, "prednisone", tuple(range(1, 29)), amount=Decimal(30), per_day=2, route="PO", from_age=10),
    line(4, "asparaginase", (2, 4, 6, 8, 10, 12, 15, 17, 19), amount=Decimal(6000), unit="UI", route="IM"),
    line(5, "daunorubicin", (1, 8, 15, 22), amount=Decimal(25)),
)


def test_high_risk_induction_for_0_8_square_metres_takes_eight_vials_of_vincristine():
    # 1.5 mg/m² × 0.8 m² = 1.2 mg on days 1, 8, 15 and 22; each takes 2 vials of 1 mg; 4 × 2 = 8
    body = Body(Decimal(20), Decimal("0.800"), date(2019, 5, 17))
    given = [
        (session.on, compute(dose.line, body, session.on).amount, dose.administrations)
        for session in expand(regimen(INDUCTION), MONDAY, born=body.born)
        for dose in session.doses
        if dose.line.inn == "vincristine"
    ]
    assert given == [(MONDAY + timedelta(days=n), Decimal("1.200"), 1) for n in (0, 7, 14, 21)]
    vials = [combination(amount, times, [Strength(1, 1000)])[1] for _on, amount, times in given]
    assert vials == [2, 2, 2, 2]
    assert sum(vials) == 8


def test_days_of_several_lines_are_one_session_in_the_order_of_the_regimen():
    sessions = expand(regimen(INDUCTION), MONDAY, born=date(2019, 5, 17))
    eighth = next(session for session in sessions if session.day == 8)
    assert eighth.on == date(2026, 11, 30)
    assert [dose.line.inn for dose in eighth.doses] == ["vincristine", "asparaginase", "daunorubicin"]
    assert eighth.key == (1, 1, 8)


def test_an_oral_run_is_one_dose_handed_out_on_its_first_day():
    first = expand(regimen(INDUCTION), MONDAY, born=date(2019, 5, 17))[0]
    dexamethasone = next(dose for dose in first.doses if dose.line.inn == "dexamethasone")
    # 14 days, twice a day
    assert (dexamethasone.days, dexamethasone.administrations) == (14, 28)


def test_a_child_of_ten_gets_the_line_from_ten_and_not_the_one_below():
    given = {
        dose.line.inn
        for session in expand(regimen(INDUCTION), MONDAY, born=date(2016, 11, 23))
        for dose in session.doses
    }
    assert "prednisone" in given
    assert "dexamethasone" not in given


def test_a_tenth_birthday_within_the_run_ends_one_line_and_begins_the_other():
    # Ten years old on 30 November, day 8: dexamethasone days 1–7, prednisone from day 8 to 28, 21 days.
    sessions = expand(regimen(INDUCTION), MONDAY, born=date(2016, 11, 30))
    oral = {(d.line.inn, s.day): d.days for s in sessions for d in s.doses if d.line.route == "PO"}
    assert oral == {("dexamethasone", 1): 7, ("prednisone", 8): 21}


def test_lines_of_every_age_stand_side_by_side_where_no_birth_date_is_known():
    assert [dose.line.inn for dose in expand(regimen(INDUCTION), MONDAY)[0].doses][:3] == [
        "vincristine",
        "dexamethasone",
        "prednisone",
    ]


def test_runs_break_at_gaps_and_at_28_days():
    assert list(runs((1, 2, 3, 7, 8))) == [(1, 3), (7, 2)]
    assert list(runs(tuple(range(1, 85)))) == [(1, 28), (29, 28), (57, 28)]
    assert list(runs(tuple(range(30)))) == [(0, 28), (28, 2)]
    assert list(runs(())) == []


def test_phases_follow_each_other_and_cycles_repeat():
    # 2 cycles of 21 days from 23 November: day 1 on 23 Nov and 14 Dec; the next phase starts 42 days on, 4 January.
    shape = regimen(
        phase(1, line(1, "cyclophosphamide", (1,)), cycle_days=21, cycles=2), phase(2, line(2, "etoposide", (1, 3)))
    )
    assert [(s.phase_position, s.cycle, s.day, s.on) for s in expand(shape, MONDAY)] == [
        (1, 1, 1, date(2026, 11, 23)),
        (1, 2, 1, date(2026, 12, 14)),
        (2, 1, 1, date(2027, 1, 4)),
        (2, 1, 3, date(2027, 1, 6)),
    ]
    assert [(dates.first, dates.last) for dates in timeline(shape, MONDAY)] == [
        (date(2026, 11, 23), date(2027, 1, 3)),
        (date(2027, 1, 4), date(2027, 2, 7)),
    ]


def test_a_regimen_that_counts_from_day_0_starts_on_day_0():
    shape = regimen(phase(1, line(1, "vincristine", (0, 7)), cycle_days=28, origin=0))
    assert [(s.day, s.on) for s in expand(shape, MONDAY)] == [(0, MONDAY), (7, MONDAY + timedelta(days=7))]


def test_a_day_beyond_the_cycle_falls_into_the_next_phase_and_stays_the_one_before_s():
    # Intrathecal on day 29 of an induction of 28 days: the day on which the next phase begins.
    shape = regimen(
        phase(1, line(1, "methotrexate", (15, 29), route="IT"), cycle_days=28), phase(2, line(2, "cytarabine", (1,)))
    )
    sessions = expand(shape, MONDAY)
    assert [(s.phase_position, s.day, s.on) for s in sessions][1:] == [
        (1, 29, MONDAY + timedelta(days=28)),
        (2, 1, MONDAY + timedelta(days=28)),
    ]


def test_days_counted_on_from_the_phase_before_start_with_their_own_phase():
    # Protocol Ib: days 36 and 64 in 29 days, after 35 of Ia: day 36 is its first.
    second = phase(2, line(2, "cyclophosphamide", (36, 64)), cycle_days=29)
    assert first_day_number(second) == 36
    shape = regimen(phase(1, line(1, "prednisone", (1,))), second)
    assert [(s.day, (s.on - MONDAY).days) for s in expand(shape, MONDAY)] == [(1, 0), (36, 35), (64, 63)]


def test_a_plan_may_begin_with_a_later_phase_on_its_first_day():
    shape = regimen(phase(1, line(1, "a", (1,))), phase(4, line(2, "b", (1,))))
    assert [(s.phase_position, s.on) for s in expand(shape, MONDAY, from_phase=2)] == [(4, MONDAY)]


def test_until_is_the_last_day_that_is_written_out():
    shape = regimen(phase(1, line(1, "a", (1,)), cycle_days=7, cycles=500))
    sessions = expand(shape, MONDAY, until=MONDAY + timedelta(days=14))
    assert [s.on for s in sessions] == [MONDAY, MONDAY + timedelta(days=7), MONDAY + timedelta(days=14)]


def test_what_is_written_until_one_day_and_then_until_another_is_the_whole_once():
    whole = expand(regimen(INDUCTION), MONDAY, born=date(2016, 11, 30))
    middle = MONDAY + timedelta(days=10)
    early = expand(regimen(INDUCTION), MONDAY, until=middle, born=date(2016, 11, 30))
    assert early == [session for session in whole if session.on <= middle]


def test_several_administrations_a_day_are_counted():
    assert PlannedDose(line(1, "mesna", (1,), per_day=5)).administrations == 5
