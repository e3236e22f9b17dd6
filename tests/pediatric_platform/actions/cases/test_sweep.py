"""Stories of the clock, minute by minute. 16 November 2026 is a Monday and a day of rest by law; 23 a plain Monday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from delegations.actions.holidays import load_holidays
from delegations.models import AuditEvent, Holding, Notification
from delegations.roles import Role
from delegations.selectors.answering import who_answers
from pediatric_platform.actions import cases
from pediatric_platform.actions.cases import Told, sweep_cases
from pediatric_platform.actions.mixing import hand_out
from pediatric_platform.actions.sessions import give_session
from pediatric_platform.models import Case, CaseEvent, CaseState, Level, Severity, SeverityRule
from pediatric_platform.selectors.case_owners import Owners
from tests.factories.children import DoseFactory, DosePieceFactory, PlanFactory, SessionFactory
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.pediatric_platform.actions.cases.conftest import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def holidays(db) -> None:
    load_holidays(
        rows=[{"day": date(2026, 11, 16), "name": "Aniversario de la Revolución", "source": "LFT, art. 74, VI"}]
    )


@pytest.fixture
def zone_hospital(hospital):
    """Ana's hospital as one that answers to its delegation."""
    hospital.kind = "HGZ"
    hospital.save()
    return hospital


@pytest.fixture
def opened(rules, holidays, zone_hospital, ana, felipe):
    """A case that Ana's pharmacist opens at a moment."""

    def make(when: datetime, **told) -> Case:
        facts = Told(channel="staff", story="No hay", **told)
        return cases.open_case(unit=zone_hospital, kind="missing", told=facts, by=felipe, now=when)

    return make


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_vital_case_that_nobody_touches_climbs_at_the_exact_minutes(opened, ana, beto, olga):
    """Opened on a Saturday night: what is vital counts every hour."""
    start = at(21, 22, 7)
    case = opened(start, needed_on=start.date() + timedelta(days=1))
    for minutes in range(0, 800, 20):
        sweep_cases(now=start + timedelta(minutes=minutes, seconds=-1))
        sweep_cases(now=start + timedelta(minutes=minutes))
    told = [
        ((row.at - start) / timedelta(minutes=1), row.kind, row.data.get("to"))
        for row in case.events.exclude(kind__in=["opened", "checked"]).order_by("at", "pk")
    ]
    assert told == [
        (60, "contact_late", None),
        (120, "reminded", None),
        (240, "escalated", Level.DELEGATION),
        (360, "reminded", None),
        (480, "escalated", Level.CENTRAL),
        (600, "reminded", None),
        (720, "escalated", Level.SESSION),
    ]
    owners = case.events.filter(kind="escalated").order_by("at").values_list("data__owner__1", flat=True)
    assert list(owners) == [beto.postings.get().pk, olga.postings.get().pk, olga.postings.get().pk]
    row = again(case)
    assert (row.level, row.agenda_on, row.owner.person) == (Level.SESSION, date(2026, 11, 25), olga)
    assert row.deadline_at == at(25, 18)
    for kind, person in (("escalated", beto), ("escalated", olga), ("agenda", olga)):
        assert Notification.objects.filter(kind=f"case.{kind}", person=person).exists()


def test_the_session_met_and_it_stands_on_the_next_one(opened, olga):
    case = opened(at(23, 9))
    Case.objects.filter(pk=case.pk).update(
        level=Level.SESSION, agenda_on=date(2026, 11, 25), deadline_at=at(25, 18), remind_at=None, owner=None
    )
    sweep_cases(now=at(25, 17, 59))
    assert again(case).agenda_on == date(2026, 11, 25)
    sweep_cases(now=at(25, 18))
    row = again(case)
    assert (row.agenda_on, row.deadline_at, row.owner.person) == (date(2026, 12, 2), at(2, 18, month=12), olga)


def test_a_high_case_counts_working_hours_past_a_weekend_and_a_day_of_rest(opened, beto):
    """Friday 13 at 12:00: four hours that day, none on Saturday, Sunday and the Monday of rest, four on Tuesday."""
    case = opened(at(13, 12), needed_on=date(2026, 11, 20))
    assert case.severity == Severity.HIGH
    assert case.deadline_at == at(17, 12)
    assert case.remind_at == at(13, 16)
    assert sweep_cases(now=at(17, 11, 59)).escalated == 0
    sweep_cases(now=at(17, 12))
    assert again(case).level == Level.DELEGATION
    assert again(case).deadline_at == at(18, 12)


def test_a_umae_skips_the_delegation(opened, zone_hospital, beto, olga):
    zone_hospital.kind = "UMAE"
    zone_hospital.save()
    case = opened(at(23, 9))
    sweep_cases(now=case.deadline_at)
    assert (again(case).level, again(case).owner.person) == (Level.CENTRAL, olga)


def test_an_empty_delegation_is_skipped_and_the_gap_is_told(opened, olga):
    case = opened(at(23, 9))
    sweep_cases(now=case.deadline_at)
    assert (again(case).level, again(case).owner.person) == (Level.CENTRAL, olga)
    assert Notification.objects.filter(kind="case.gap", person=olga).exists()


def test_a_sweep_that_did_not_come_for_hours_gives_the_next_level_its_time(opened, beto, olga):
    start = at(21, 8)
    case = opened(start, needed_on=start.date())
    late = start + timedelta(hours=30)
    sweep_cases(now=late)
    row = again(case)
    assert row.level == Level.DELEGATION
    assert late + timedelta(minutes=230) < row.deadline_at <= late + timedelta(minutes=240)


def test_waiting_does_not_stop_it(opened, beto, ana):
    case = opened(at(23, 9))
    until = date(2026, 12, 20)
    cases.wait_for(case=case, whom="supplier", until=until, note="", edition=None, by=ana, now=at(23, 10))
    sweep_cases(now=case.deadline_at)
    assert (again(case).level, again(case).state) == (Level.DELEGATION, CaseState.WAITING)


def test_it_becomes_more_urgent_as_the_day_comes_nearer(opened, beto):
    case = opened(at(23, 9), needed_on=date(2026, 12, 4))
    assert case.severity == Severity.MEDIUM
    sweep_cases(now=at(26, 23, 59))
    assert again(case).severity == Severity.MEDIUM
    Case.objects.filter(pk=case.pk).update(deadline_at=at(4, 12, month=12), level=Level.DELEGATION)
    before = again(case).edition
    assert sweep_cases(now=at(27, 0, 1)).graver == 1
    row = again(case)
    assert (row.severity, row.edition) == (Severity.HIGH, before + 1)
    assert row.deadline_at == at(27, 16)  # eight working hours, and less than it had
    assert sweep_cases(now=at(27, 0, 2)).graver == 0


def test_the_hospital_decides_which_day_it_is(opened, zone_hospital, beto):
    """In Tijuana, two hours behind, Friday 27 has not begun when it is 0:30 in Mexico City."""
    zone_hospital.time_zone = "America/Tijuana"
    zone_hospital.save()
    case = opened(at(23, 9), needed_on=date(2026, 12, 4))
    assert sweep_cases(now=at(27, 0, 30)).graver == 0
    assert sweep_cases(now=at(27, 2, 1)).graver == 1
    assert again(case).severity == Severity.HIGH


def test_an_owner_away_has_their_cases_with_who_stands_in_and_gets_them_back(opened, ana, zone_hospital):
    case = opened(at(23, 9), needed_on=date(2027, 3, 1))
    titular = ana.postings.get()
    acting = PostingFactory(
        person=PersonFactory(), role=Role.UNIT_SUPPLY_MANAGER, unit=zone_hospital, holding=Holding.ACTING,
        covers=titular, starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 25),
    )  # fmt: skip
    assert sweep_cases(now=at(23, 23, 59)).moved == 0
    assert sweep_cases(now=at(24, 0, 0)).moved == 1
    row = again(case)
    assert (row.owner, row.level, row.deadline_at) == (acting, Level.UNIT, case.deadline_at)
    assert Notification.objects.filter(kind="case.owned", person=acting.person).exists()
    assert sweep_cases(now=at(25, 23, 59)).moved == 0
    assert sweep_cases(now=at(26, 0, 0)).moved == 1
    assert again(case).owner == titular


def test_away_and_a_day_of_rest_together(opened, ana, zone_hospital, beto):
    """Whoever stands in over the long weekend has it, and the clock of working hours rests with everybody."""
    case = opened(at(13, 12), needed_on=date(2026, 11, 19))
    acting = PostingFactory(
        role=Role.UNIT_SUPPLY_MANAGER, unit=zone_hospital, holding=Holding.ACTING,
        covers=ana.postings.get(), starts_on=date(2026, 11, 14), ends_on=date(2026, 11, 20),
    )  # fmt: skip
    sweep_cases(now=at(14, 0, 1))
    sweep_cases(now=at(16, 23, 59))
    assert (again(case).owner, again(case).level) == (acting, Level.UNIT)
    sweep_cases(now=at(17, 12))
    assert again(case).owner.person == beto


def test_a_post_that_falls_empty_gives_its_cases_to_the_delegation(opened, ana, beto):
    case = opened(at(23, 9), needed_on=date(2027, 3, 1))
    posting = ana.postings.get()
    posting.ends_on = date(2026, 11, 23)
    posting.save()
    sweep_cases(now=at(24, 0, 5))
    row = again(case)
    assert (row.owner.person, row.level) == (beto, Level.DELEGATION)
    assert row.deadline_at >= case.opened_at


def test_a_closed_account_has_no_cases(opened, ana, beto):
    case = opened(at(23, 9))
    ana.is_active = False
    ana.save()
    sweep_cases(now=at(23, 9, 5))
    assert again(case).owner.person == beto


def test_nobody_called_in_time(opened, ana, beto):
    case = opened(at(23, 9))
    sweep_cases(now=case.contact_by - timedelta(minutes=1))
    assert again(case).contact_late_at is None
    sweep_cases(now=case.contact_by)
    assert again(case).contact_late_at == case.contact_by
    told = set(Notification.objects.filter(kind="case.contact_late").values_list("person", flat=True))
    assert told == {ana.pk, beto.pk}


def test_who_has_spoken_with_the_family_is_not_late(opened, ana):
    case = opened(at(23, 9))
    cases.note_contact(case=case, way="phone", reached=True, by=ana, now=at(23, 9, 30))
    assert sweep_cases(now=case.contact_by + timedelta(minutes=1)).contact_late == 0


def test_what_is_solved_is_asked_again_and_never_ends_by_itself(told_by_rosa, holidays, ana, rosa, beto):
    case = told_by_rosa(now=at(23, 9))
    cases.note_contact(case=case, way="phone", reached=True, by=ana, now=at(23, 9, 30))
    row = cases.claim_solved(case=case, solution="Llegó", edition=None, by=ana, now=at(23, 10))
    assert row.deadline_at == at(25, 10)
    for moment in (at(25, 10), at(27, 10), at(1, 10, month=12)):
        assert sweep_cases(now=moment).reminded == 1
    row = again(case)
    assert (row.state, row.level, row.owner.person) == (CaseState.SOLVED, Level.UNIT, ana)
    assert Notification.objects.filter(kind="case.ask_again", person=rosa).count() == 3
    assert Notification.objects.filter(kind="case.unconfirmed", person=ana).count() == 3


def test_swept_twice_nothing_happens_twice(opened, ana, beto):
    case = opened(at(21, 22), needed_on=date(2026, 11, 22))
    moment = case.deadline_at
    first = sweep_cases(now=moment)
    assert first.escalated == 1
    events, told = CaseEvent.objects.count(), Notification.objects.count()
    assert sweep_cases(now=moment).cases == 0
    assert (CaseEvent.objects.count(), Notification.objects.count()) == (events, told)


def test_each_change_leaves_a_trace_without_words(opened, beto):
    case = opened(at(21, 22), needed_on=date(2026, 11, 22))
    sweep_cases(now=case.deadline_at)
    event = AuditEvent.objects.get(type="case.swept")
    assert (event.target_label, event.unit_id) == (case.folio, case.unit_id)
    assert event.after["level"] == Level.DELEGATION
    assert event.before["level"] == Level.UNIT


def test_ended_cases_are_left_alone(told_by_rosa, ana, rosa):
    case = told_by_rosa(now=at(23, 9))
    cases.confirm(follower=case.followers.get(), by=rosa, now=at(23, 10))
    assert sweep_cases(now=at(30, 10)).cases == 0


def test_rules_that_change_do_not_touch_a_clock_that_runs(opened, beto):
    case = opened(at(23, 9), needed_on=date(2026, 12, 28))
    SeverityRule.objects.filter(severity=Severity.LOW).update(contact_minutes=1)
    sweep_cases(now=at(23, 9, 30))
    assert again(case).contact_by == case.contact_by


@pytest.mark.parametrize("kind", ["HGZ", "UMAE"])
def test_who_answers_for_a_case_is_who_answers_for_the_hospital(kind, zone_hospital, ana, beto, olga, delegation):
    zone_hospital.kind = kind
    zone_hospital.save()
    now, today = datetime.now(UTC), zone_hospital.today()
    substitute = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=zone_hospital, holding=Holding.SUBSTITUTE)
    posting = ana.postings.get()
    acting = PostingFactory(
        role=Role.UNIT_SUPPLY_MANAGER, unit=zone_hospital, holding=Holding.ACTING, covers=posting,
        starts_on=today, ends_on=today + timedelta(days=3),
    )  # fmt: skip
    for gone in (None, acting.person, ana, substitute.person):
        if gone is not None:
            gone.is_active = False
            gone.save()
        answers = who_answers(zone_hospital, today)
        found = Owners([zone_hospital], now).at(zone_hospital, Level.UNIT)
        assert found.posting == (answers.posting or olga.postings.get())
    assert found.level == (Level.DELEGATION if kind == "HGZ" else Level.CENTRAL)


class TestRecords:
    """A record that it was given ends a case, wherever it was written."""

    @pytest.fixture
    def session(self, nina, vincristine):
        session = SessionFactory(plan=PlanFactory(child=nina), on=nina.unit.today(), planned_on=nina.unit.today())
        DosePieceFactory(dose=DoseFactory(session=session), drug=vincristine)
        return session

    def test_a_session_given_elsewhere_ends_it(self, told_by_rosa, ana, session, other_hospital):
        case = told_by_rosa()
        session.unit = other_hospital
        session.save()
        give_session(session=session, given_on=other_hospital.today(), by=None)
        row = again(case)
        assert (row.state, row.ended_by, row.deadline_at) == (CaseState.CONFIRMED, None, None)
        follower = row.followers.get()
        assert (follower.confirmed_how, follower.dose) == ("record", session.doses.get())
        assert Notification.objects.filter(kind="case.confirmed", person=ana).exists()

    def test_a_dose_handed_out_ends_it(self, told_by_rosa, ana, session, pharmacy, stocked, felipe):
        dose = session.doses.get()
        dose.route, dose.inn, dose.name = "PO", "vincristine", "Vincristina"
        dose.save()
        case = told_by_rosa()
        hand_out(dose=dose, place=pharmacy, by=felipe)
        assert again(case).state == CaseState.CONFIRMED

    def test_the_sweep_finds_what_no_action_told(self, told_by_rosa, ana, session, now):
        case = told_by_rosa()
        session.doses.update(state="given")
        type(session).objects.filter(pk=session.pk).update(
            state="given", given_on=session.unit.today(), recorded_at=now + timedelta(minutes=1)
        )
        assert sweep_cases(now=now + timedelta(minutes=2)).confirmed == 1
        assert again(case).state == CaseState.CONFIRMED
        assert sweep_cases(now=now + timedelta(minutes=3)).confirmed == 0

    def test_what_was_given_before_proves_nothing(self, told_by_rosa, ana, session):
        give_session(session=session, given_on=session.unit.today(), by=None)
        case = told_by_rosa()
        sweep_cases()
        assert again(case).state == CaseState.OPEN

    def test_an_old_dose_captured_late_proves_nothing(self, told_by_rosa, ana, session):
        case = told_by_rosa()
        give_session(session=session, given_on=session.unit.today() - timedelta(days=2), by=None)
        assert again(case).state == CaseState.OPEN

    def test_a_day_given_without_the_drug_proves_nothing(self, told_by_rosa, ana, session):
        case = told_by_rosa()
        session.doses.update(state="omitted", state_reason="No había", was_missing=True)
        give_session(session=session, given_on=session.unit.today(), by=None)
        assert again(case).state == CaseState.OPEN

    def test_what_was_reopened_needs_a_new_record(self, told_by_rosa, ana, session):
        case = told_by_rosa()
        give_session(session=session, given_on=session.unit.today(), by=None)
        cases.reopen(case=again(case), reason="No era suya", edition=None, by=ana)
        sweep_cases()
        assert again(case).state == CaseState.OPEN

    def test_a_wrong_medicine_is_not_put_right_by_a_dose(self, told_by_rosa, ana, session):
        case = told_by_rosa(kind="wrong")
        give_session(session=session, given_on=session.unit.today(), by=None)
        assert again(case).state == CaseState.OPEN

    def test_with_two_children_the_record_of_one_leaves_it_open(self, told_by_rosa, ana, session, felipe, hospital):
        case = told_by_rosa()
        cases.join_case(case=case, told=Told(channel="staff"), by=felipe)
        give_session(session=session, given_on=session.unit.today(), by=None)
        row = again(case)
        assert row.state == CaseState.OPEN
        assert row.followers.unconfirmed().count() == 1
