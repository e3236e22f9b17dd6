"""Trainings: the list, marks, certificates with a folio, a list reopened; and who has to know the record."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest

from delegations.models import Notification
from delegations.roles import Role
from pediatric_platform.actions.rollout import (
    Mark,
    TrainingFacts,
    cancel_training,
    change_training,
    close_list,
    correct_trainee,
    drop,
    enrol,
    list_accounts,
    list_staff,
    mark,
    plan_training,
    reopen_list,
)
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.rollout import BadDay, FactMissing, NotYoursToRollOut
from pediatric_platform.errors.trainings import (
    BadScore,
    ListEmpty,
    ListIncomplete,
    NotOnTheList,
    TraineeExists,
    TraineeLeft,
    TrainingIsOver,
)
from pediatric_platform.models import Attendance, RolloutSite, Trainee, Training
from pediatric_platform.rollout_rules import Staff
from pediatric_platform.selectors.rollout.certificates import certificate_of
from pediatric_platform.selectors.rollout.measured import staff_at
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.rollout import AttendanceFactory, RolloutSiteFactory, TraineeFactory, TrainingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(hospital) -> RolloutSite:
    return RolloutSiteFactory(unit=hospital)


@pytest.fixture
def today_s(hospital) -> Training:
    return TrainingFactory(unit=hospital, on=hospital.today())


def facts(hospital, **other) -> TrainingFacts:
    told = TrainingFacts(
        on=hospital.today() + timedelta(days=5), starts_at=time(9), hours=Decimal(2), topic="Tema", trainer="Alguien"
    )
    return replace(told, **other)


def seated(training, site, count=2) -> list[Attendance]:
    return [AttendanceFactory(training=training, trainee=TraineeFactory(site=site)) for _seat in range(count)]


class TestStaff:
    def test_names_go_on_the_list_once(self, site, olga):
        assert (
            len(list_staff(site=site, names=["  Luz  Pérez ", "", "Eva Ruiz", "Luz Pérez"], role="nurse", by=olga)) == 2
        )
        with pytest.raises(TraineeExists) as refused:
            list_staff(site=site, names=["Mar Sol", "Eva Ruiz"], role="nurse", by=olga)
        assert "Eva Ruiz" in refused.value.message
        assert not Trainee.objects.filter(full_name="Mar Sol").exists()

    def test_accounts_go_on_the_list_and_one_written_by_hand_is_linked(self, site, ana, carmen, felipe, carla, olga):
        by_hand = TraineeFactory(site=site, full_name=carmen.full_name, role="oncologist")
        assert len(list_accounts(site=site, by=olga)) == 3
        by_hand.refresh_from_db()
        assert by_hand.person == carmen
        assert {row.person for row in Trainee.objects.filter(site=site)} == {ana, carmen, felipe}
        assert list_accounts(site=site, by=olga) == []

    def test_two_accounts_of_one_name_are_told_apart(self, site, hospital, olga):
        for number in range(2):
            person = PersonFactory(full_name="Ana Gómez", email=f"ana{number}@example.org")
            PostingFactory(person=person, role=Role.CLINICIAN, unit=hospital)
        list_accounts(site=site, by=olga)
        assert sorted(Trainee.objects.values_list("full_name", flat=True)) == [
            "Ana Gómez",
            "Ana Gómez (2)",
        ]

    def test_who_left_counts_no_more_and_may_come_back(self, site, olga):
        row = TraineeFactory(site=site, full_name="Luz Pérez")
        left = correct_trainee(trainee=row, full_name="Luz Pérez", role="nurse", left_on=site.unit.today(), by=olga)
        assert staff_at([site.pk]) == {}
        with pytest.raises(TraineeLeft):
            correct_trainee(trainee=left, full_name="Luz Pérez", role="nurse", by=olga)
        assert list_staff(site=site, names=["Luz Pérez"], role="nurse", by=olga)

    def test_only_who_leads_the_roll_out(self, site, ana):
        with pytest.raises(NotYoursToRollOut):
            list_staff(site=site, names=["Luz"], role="nurse", by=ana)


class TestPlanning:
    def test_a_training_says_what_by_whom_and_for_how_long(self, hospital, olga):
        assert plan_training(unit=hospital, facts=facts(hospital), by=olga).pass_mark == 8
        wrong = (
            {"topic": " "},
            {"trainer": ""},
            {"hours": Decimal(0)},
            {"hours": Decimal(41)},
            {"pass_mark": Decimal(11)},
        )
        for other in wrong:
            with pytest.raises(FactMissing) as refused:
                plan_training(unit=hospital, facts=facts(hospital, **other), by=olga)
            assert refused.value.field == next(iter(other))
        assert Training.objects.count() == 1

    def test_who_is_called_and_has_an_account_is_told_and_of_another_day_again(self, hospital, site, carmen, olga):
        training = plan_training(unit=hospital, facts=facts(hospital), by=olga)
        people = [TraineeFactory(site=site, person=carmen), TraineeFactory(site=site)]
        assert enrol(training=training, trainees=people, by=olga) == 2
        assert enrol(training=training, trainees=people, by=olga) == 0
        told = Notification.objects.filter(kind="rollout.training_called", person=carmen)
        assert told.count() == 1
        change_training(training=training, facts=facts(hospital, room="Aula 2"), by=olga)
        assert told.count() == 1
        change_training(training=training, facts=facts(hospital, starts_at=time(11)), by=olga)
        assert told.count() == 2
        cancel_training(training=training, reason="Sin luz", by=olga)
        assert Notification.objects.filter(kind="rollout.training_cancelled", person=carmen).count() == 1
        with pytest.raises(TrainingIsOver):
            enrol(training=training, trainees=people, by=olga)

    def test_people_of_a_hospital_that_one_does_not_lead_are_not_called(self, hospital, other_hospital, delegation):
        hugo = PersonFactory()
        PostingFactory(person=hugo, role=Role.HEAD_OF_MEDICAL_SERVICES, delegation=delegation)
        theirs = TraineeFactory(site=RolloutSiteFactory(unit=other_hospital))
        with pytest.raises(NotYoursToRollOut):
            enrol(training=TrainingFactory(unit=hospital), trainees=[theirs], by=hugo)
        assert not Attendance.objects.exists()


class TestMarks:
    def test_who_reaches_the_mark_passes_and_closing_gives_each_a_folio(self, today_s, site, olga):
        first, second, third = seated(today_s, site, 3)
        told = {first.pk: Mark(True, Decimal(8)), second.pk: Mark(True, Decimal("7.9")), third.pk: Mark(False)}
        mark(training=today_s, marks=told, by=olga)
        assert staff_at([site.pk]) == {site.pk: Staff(0, 3)}  # the list is still open
        training = close_list(training=today_s, by=olga)
        rows = {row.pk: row for row in training.attendances.all()}
        assert [rows[one.pk].passed for one in (first, second, third)] == [True, False, False]
        assert [bool(rows[one.pk].certificate) for one in (first, second, third)] == [True, False, False]
        assert staff_at([site.pk]) == {site.pk: Staff(1, 3)}
        assert certificate_of(rows[first.pk].certificate.lower()) == first

    def test_a_list_closes_only_when_everybody_is_told_of(self, today_s, site, olga):
        with pytest.raises(ListEmpty):
            close_list(training=today_s, by=olga)
        first, second = seated(today_s, site)
        mark(training=today_s, marks={first.pk: Mark(True, Decimal(9))}, by=olga)
        with pytest.raises(ListIncomplete) as refused:
            close_list(training=today_s, by=olga)
        assert second.trainee.full_name in refused.value.message
        mark(training=today_s, marks={second.pk: Mark(True, None)}, by=olga)
        with pytest.raises(ListIncomplete):
            close_list(training=today_s, by=olga)
        drop(attendance=second, by=olga)
        assert close_list(training=today_s, by=olga).closed_by == olga

    @pytest.mark.parametrize("one", [Mark(False, Decimal(9)), Mark(True, Decimal(11)), Mark(True, Decimal("8.55"))])
    def test_a_score_that_cannot_be_is_refused_with_the_name(self, one, today_s, site, olga):
        seat = seated(today_s, site, 1)[0]
        with pytest.raises(BadScore) as refused:
            mark(training=today_s, marks={seat.pk: one}, by=olga)
        assert seat.trainee.full_name in refused.value.message

    def test_nobody_came_to_what_has_not_been_held_nor_is_on_another_s_list(self, hospital, site, today_s, olga):
        coming = TrainingFactory(unit=hospital)
        seat = seated(coming, site, 1)[0]
        with pytest.raises(BadDay):
            mark(training=coming, marks={seat.pk: Mark(True, Decimal(9))}, by=olga)
        with pytest.raises(NotOnTheList):
            mark(training=today_s, marks={seat.pk: Mark(True, Decimal(9))}, by=olga)

    def test_two_who_mark_at_once_do_not_write_over_each_other(self, today_s, site, olga, admin):
        seat = seated(today_s, site, 1)[0]
        mark(training=today_s, marks={seat.pk: Mark(True, Decimal(9))}, edition=1, by=olga)
        with pytest.raises(StaleEdition):
            mark(training=today_s, marks={seat.pk: Mark(False)}, edition=1, by=admin)
        seat.refresh_from_db()
        assert seat.score == 9

    def test_reopened_the_folio_stays_with_who_still_passes_and_holds_only_once_closed(self, today_s, site, olga):
        first, second = seated(today_s, site)
        mark(training=today_s, marks={one.pk: Mark(True, Decimal(9)) for one in (first, second)}, by=olga)
        close_list(training=today_s, by=olga)
        first.refresh_from_db()
        second.refresh_from_db()
        kept, lost = first.certificate, second.certificate
        with pytest.raises(TrainingIsOver):
            mark(training=today_s, marks={second.pk: Mark(True, Decimal(5))}, by=olga)
        reopen_list(training=today_s, reason="Se capturó mal", by=olga)
        assert certificate_of(kept) is None
        mark(training=today_s, marks={second.pk: Mark(True, Decimal(5))}, by=olga)
        close_list(training=today_s, by=olga)
        assert certificate_of(kept) == first
        assert certificate_of(lost) is None

    def test_another_mark_to_reach_asks_again_who_passed(self, today_s, hospital, site, olga):
        seat = seated(today_s, site, 1)[0]
        mark(training=today_s, marks={seat.pk: Mark(True, Decimal(7))}, by=olga)
        change_training(training=today_s, facts=facts(hospital, on=hospital.today(), pass_mark=Decimal(7)), by=olga)
        seat.refresh_from_db()
        assert seat.passed
