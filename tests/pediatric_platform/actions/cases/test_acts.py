from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from delegations.models import AuditEvent, Notification
from pediatric_platform.actions import cases
from pediatric_platform.actions.cases import Told
from pediatric_platform.errors import cases as refused
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.models import Case, CaseEvent, CaseState, Level, Severity
from pediatric_platform.words.cases import WORDS
from tests.factories.children import ChildFactory, relative_of
from tests.factories.delegations import PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(told_by_rosa, ana) -> Case:
    return told_by_rosa()


@pytest.fixture
def follower(case):
    return case.followers.get()


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def solved(case: Case, by) -> Case:
    return cases.claim_solved(case=case, solution="Llegó del almacén", edition=again(case).edition, by=by)


def test_taking_it_makes_it_ones_own_and_gives_no_time(case, felipe, rosa):
    row = cases.take_case(case=case, edition=case.edition, by=felipe)
    assert (row.owner.person, row.state, row.deadline_at) == (felipe, CaseState.IN_PROGRESS, case.deadline_at)
    assert Notification.objects.filter(kind="case.taken", person=rosa).exists()


def test_an_old_page_is_told_who_was_first(case, felipe, ana):
    cases.take_case(case=case, edition=case.edition, by=felipe)
    with pytest.raises(StaleEdition) as told:
        cases.take_case(case=case, edition=case.edition, by=ana)
    assert told.value.who == felipe.full_name


@pytest.mark.parametrize("who", ["carla", "mireya"])
def test_who_does_not_work_at_cases_there_changes_nothing(case, request, who):
    by = request.getfixturevalue(who)
    for act in (
        lambda: cases.take_case(case=case, edition=1, by=by),
        lambda: cases.note_contact(case=case, way="phone", reached=True, by=by),
        lambda: cases.write_note(case=case, text="x", by=by),
        lambda: cases.wait_for(case=case, whom="supplier", until=None, note="", edition=1, by=by),
        lambda: cases.claim_solved(case=case, solution="x", edition=1, by=by),
        lambda: cases.reopen(case=case, reason="x", edition=1, by=by),
        lambda: cases.close_unconfirmed(case=case, reason="x", edition=1, by=by),
        lambda: cases.hand_case(case=case, to=case.owner, reason="x", edition=1, by=by),
        lambda: cases.correct_case(
            case=case, kind="denied", drug=None, drug_words="", needed_on=None, edition=1, by=by
        ),
    ):
        with pytest.raises(refused.NotYourCase):
            act()
    assert again(case).edition == case.edition


def test_it_is_handed_to_a_post_that_answers_there(case, ana, felipe, carla, beto, hospital):
    row = cases.hand_case(case=case, to=felipe.postings.get(), reason="Turno", edition=None, by=ana)
    assert (row.owner.person, row.level, row.deadline_at) == (felipe, Level.UNIT, case.deadline_at)
    assert Notification.objects.filter(kind="case.owned", person=felipe).exists()
    with pytest.raises(refused.CannotOwn):
        cases.hand_case(case=row, to=carla.postings.get(), reason="x", edition=None, by=ana)


def test_a_posting_that_has_ended_is_given_nothing(case, ana, hospital):
    over = PostingFactory(role="pharmacist", unit=hospital, ends_on=hospital.today() - timedelta(days=1))
    with pytest.raises(refused.CannotOwn):
        cases.hand_case(case=case, to=over, reason="x", edition=None, by=ana)


def test_only_a_family_that_answered_stops_the_first_contact(case, ana):
    cases.note_contact(case=case, way="phone", reached=False, by=ana)
    assert again(case).contact_by == case.contact_by
    assert again(case).contacted_at is None
    cases.note_contact(case=case, way="phone", reached=True, text="Ya le dije", by=ana)
    row = again(case)
    assert row.contact_by is None
    assert row.contacted_at is not None
    assert row.deadline_at == case.deadline_at


def test_the_same_press_is_one_contact(case, ana):
    for _ in range(2):
        cases.note_contact(case=case, way="phone", reached=False, key="k1", by=ana)
    assert case.events.filter(kind="contact").count() == 1


def test_a_contact_says_how(case, ana):
    with pytest.raises(refused.BadContact):
        cases.note_contact(case=case, way="paloma", reached=True, by=ana)


def test_did_not_answer_ten_times_leaves_it_open(case, ana, olga, now):
    for number in range(10):
        cases.note_contact(case=case, way="phone", reached=False, by=ana, now=now - timedelta(days=number))
    with pytest.raises(refused.NotEnoughContacts) as told:
        cases.close_unconfirmed(case=case, reason="No contesta", edition=None, by=olga)
    assert (told.value.contacts, told.value.days, told.value.ways) == (10, 10, 1)
    assert again(case).state == CaseState.IN_PROGRESS


def test_central_office_closes_after_three_days_and_two_ways(case, ana, olga, rosa, now):
    for number, way in enumerate(("phone", "phone", "text")):
        cases.note_contact(case=case, way=way, reached=False, by=ana, now=now - timedelta(days=number))
    with pytest.raises(refused.NotYoursToClose):
        cases.close_unconfirmed(case=case, reason="No contesta", edition=None, by=ana)
    with pytest.raises(refused.CaseReasonMissing):
        cases.close_unconfirmed(case=case, reason=" ", edition=None, by=olga)
    row = cases.close_unconfirmed(case=case, reason="Se mudaron", edition=None, by=olga)
    assert (row.state, row.ended_by, row.deadline_at, row.contact_by) == (CaseState.CLOSED, olga, None, None)
    assert Notification.objects.filter(kind="case.closed", person=rosa).exists()


@pytest.mark.parametrize("anew", ["reopened", "disputed", "joined"])
def test_the_calls_of_before_close_nothing_anew(case, follower, rosa, ana, olga, now, anew, hospital):
    for number, way in enumerate(("phone", "phone", "text")):
        cases.note_contact(case=case, way=way, reached=False, by=ana, now=now - timedelta(days=number, hours=1))
    if anew == "joined":
        other = ChildFactory(unit=hospital)
        cases.join_case(case=case, told=Told(child=other, channel="family"), by=relative_of(other).person)
    elif anew == "disputed":
        solved(case, ana)
        cases.dispute(follower=follower, text="", by=rosa)
    else:
        cases.close_unconfirmed(case=case, reason="Se mudaron", edition=None, by=olga)
        cases.reopen(case=case, follower=follower, reason="", edition=None, by=rosa)
    with pytest.raises(refused.NotEnoughContacts) as told:
        cases.close_unconfirmed(case=case, reason="Otra vez", edition=None, by=olga)
    assert told.value.contacts == 0
    over = {"state": "closed", "ended_at": now, "ended_by": olga, "closed_reason": "x", "deadline_at": None}
    with pytest.raises(IntegrityError, match="contacts on 0 days"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**over, remind_at=None, contact_by=None)
    for number, way in enumerate(("phone", "mail", "text"), 1):
        cases.note_contact(case=case, way=way, reached=False, by=ana, now=now + timedelta(days=number))
    assert cases.close_unconfirmed(case=case, reason="Otra vez", edition=None, by=olga).state == CaseState.CLOSED


def test_three_contacts_of_one_afternoon_close_nothing(case, ana, olga, now):
    for way in ("phone", "text", "mail"):
        cases.note_contact(case=case, way=way, reached=False, by=ana, now=now)
    with pytest.raises(refused.NotEnoughContacts):
        cases.close_unconfirmed(case=case, reason="No contesta", edition=None, by=olga)


def test_a_message_reaches_the_family_and_a_note_does_not(case, ana, rosa):
    cases.write_note(case=case, text="Pedí al almacén", by=ana)
    assert not Notification.objects.filter(person=rosa).exists()
    event = cases.write_note(case=case, text="Llega mañana", for_family=True, by=ana)
    assert (event.kind, event.for_family) == ("message", True)
    assert Notification.objects.get(person=rosa).kind == "case.message"


def test_what_the_family_answers_reaches_the_owner_and_never_the_trail(case, follower, rosa, ana):
    cases.reply(follower=follower, text="Nadie me llamó", by=rosa)
    assert Notification.objects.filter(kind="case.reply", person=ana).exists()
    assert "Nadie" not in str(list(AuditEvent.objects.values("before", "after")))
    assert "Nadie" not in str(list(Notification.objects.values("context")))
    with pytest.raises(refused.NothingSaid):
        cases.reply(follower=follower, text="  ", by=rosa)


def test_nobody_answers_for_another_family(case, follower, ana, felipe, hospital):
    stranger = relative_of(ChildFactory(unit=hospital)).person
    for by in (stranger, ana, felipe, None):
        with pytest.raises(refused.NotYoursToConfirm):
            cases.reply(follower=follower, text="x", by=by)
        with pytest.raises(refused.NotYoursToConfirm):
            cases.confirm(follower=follower, by=by)


def test_waiting_stops_no_clock(case, ana, hospital):
    until = hospital.today() + timedelta(days=3)
    row = cases.wait_for(case=case, whom="supplier", until=until, note="Orden 7", edition=None, by=ana)
    assert (row.state, row.waiting_for, row.waiting_until) == (CaseState.WAITING, "supplier", until)
    assert (row.deadline_at, row.remind_at, row.contact_by) == (case.deadline_at, case.remind_at, case.contact_by)
    row = cases.resume(case=row, edition=row.edition, by=ana)
    assert (row.state, row.waiting_for, row.waiting_until) == (CaseState.IN_PROGRESS, "", None)
    with pytest.raises(refused.NotWaiting):
        cases.resume(case=row, edition=None, by=ana)


@pytest.mark.parametrize(("whom", "days"), [("nadie", 1), ("supplier", -1)])
def test_a_wait_says_of_whom_and_until_a_day_to_come(case, ana, hospital, whom, days):
    until = hospital.today() + timedelta(days=days)
    with pytest.raises(refused.BadWait):
        cases.wait_for(case=case, whom=whom, until=until, note="", edition=None, by=ana)


def test_said_to_be_solved_it_stands_until_the_family_says_so(case, follower, ana, rosa):
    row = solved(case, ana)
    assert (row.state, row.is_standing, row.remind_at) == (CaseState.SOLVED, True, None)
    assert Notification.objects.filter(kind="case.solved", person=rosa).exists()
    row = cases.confirm(follower=follower, by=rosa)
    assert (row.state, row.ended_by, row.deadline_at) == (CaseState.CONFIRMED, rosa, None)
    assert row.followers.get().confirmed_how == "family"
    assert cases.confirm(follower=follower, by=rosa).edition == row.edition


def test_who_solved_it_does_not_confirm_it(rules, ana, felipe, hospital):
    case = cases.open_case(unit=hospital, kind="missing", told=Told(channel="staff"), by=felipe)
    solved(case, felipe)
    with pytest.raises(refused.OwnSolution):
        cases.confirm(follower=case.followers.get(), by=felipe)


def test_a_colleague_who_told_it_ends_nothing_that_nobody_says_is_solved(rules, ana, felipe, hospital):
    case = cases.open_case(unit=hospital, kind="missing", told=Told(channel="staff"), by=felipe)
    with pytest.raises(refused.NotSolved):
        cases.confirm(follower=case.followers.get(), by=felipe)
    assert again(case).state == CaseState.OPEN


def test_a_colleague_who_told_it_confirms_it_as_such(rules, ana, felipe, hospital):
    case = cases.open_case(unit=hospital, kind="missing", told=Told(channel="staff"), by=felipe)
    solved(case, ana)
    assert cases.confirm(follower=case.followers.get(), by=felipe).state == CaseState.CONFIRMED
    assert case.followers.get().confirmed_how == "teller"


def test_a_stranger_with_the_secret_link_confirms_as_who_told_it(rules, ana, hospital):
    told = Told(channel="public", contact_name="Luz", contact_phone="3312345678", token="secreto")
    case = cases.open_case(unit=hospital, kind="missing", told=told, by=None)
    follower = case.followers.get()
    assert (follower.contact_name, len(follower.token_hash)) == ("Luz", 64)
    assert cases.confirm(follower=follower).state == CaseState.CONFIRMED
    assert case.followers.get().confirmed_how == "teller"


def test_it_ends_with_the_last_family(case, follower, ana, rosa, hospital):
    other = ChildFactory(unit=hospital)
    mother = relative_of(other).person
    cases.join_case(case=case, told=Told(child=other, channel="family", story="A mí también"), by=mother)
    assert cases.confirm(follower=follower, by=rosa).state == CaseState.OPEN
    last = case.followers.get(child=other)
    assert cases.confirm(follower=last, by=mother).state == CaseState.CONFIRMED


def test_what_a_family_says_holds_for_its_child_whoever_told_of_it(case, follower, rosa, carmen, nina):
    cases.join_case(case=case, told=Told(child=nina, channel="staff"), by=carmen)
    assert case.followers.count() == 2
    assert cases.confirm(follower=follower, by=rosa).state == CaseState.CONFIRMED


def test_another_family_undoes_what_was_said_to_be_solved(case, ana, hospital):
    solved(case, ana)
    other = ChildFactory(unit=hospital)
    row = cases.join_case(case=case, told=Told(child=other, channel="family"), by=relative_of(other).person)
    assert (row.state, row.solved_at, row.solution) == (CaseState.IN_PROGRESS, None, "")
    assert row.contact_by is not None


def test_the_most_urgent_child_gives_the_clock(case, hospital):
    other = ChildFactory(unit=hospital)
    told = Told(child=other, channel="family", needed_on=hospital.today() + timedelta(days=1))
    row = cases.join_case(case=case, told=told, by=relative_of(other).person)
    assert (row.severity, row.needed_on) == (Severity.VITAL, told.needed_on)
    assert row.deadline_at <= case.deadline_at


def test_the_same_family_twice_is_one(case, nina, rosa):
    cases.join_case(case=case, told=Told(child=nina, channel="family", story="Sigue sin haber"), by=rosa)
    assert case.followers.count() == 1
    assert case.events.get(kind="reply").text == "Sigue sin haber"


def test_a_family_that_says_no_begins_the_clock_anew(case, follower, ana, rosa):
    solved(case, ana)
    row = cases.dispute(follower=follower, text="Me dieron otra cosa", by=rosa)
    assert (row.state, row.solved_at, row.solved_by) == (CaseState.IN_PROGRESS, None, None)
    assert row.contact_by is not None
    assert Notification.objects.filter(kind="case.disputed", person=ana).exists()


def test_nothing_is_disputed_that_nobody_said(case, follower, rosa):
    with pytest.raises(refused.NotSolved):
        cases.dispute(follower=follower, text="x", by=rosa)


def test_a_family_opens_again_what_it_had_confirmed(case, follower, ana, rosa):
    cases.confirm(follower=follower, by=rosa)
    row = cases.reopen(case=case, reason="Volvió a faltar", edition=None, by=rosa, follower=follower)
    assert (row.state, row.reopenings, row.ended_at) == (CaseState.OPEN, 1, None)
    assert row.followers.get().confirmed_at is None
    assert row.deadline_at is not None
    with pytest.raises(refused.CaseNotOver):
        cases.reopen(case=case, reason="x", edition=None, by=ana)


def test_two_that_are_one_go_on_in_one(case, told_by_rosa, ana, rosa, hospital):
    other = ChildFactory(unit=hospital)
    second = cases.open_case(
        unit=hospital,
        kind="missing",
        told=Told(child=other, channel="family", needed_on=hospital.today()),
        by=relative_of(other).person,
    )
    row = cases.merge(case=second, into=case, edition=second.edition, by=ana)
    assert row.pk == case.pk
    assert (row.severity, row.followers.current().count()) == (Severity.VITAL, 2)
    assert row.deadline_at == min(case.deadline_at, second.deadline_at)
    over = again(second)
    assert (over.state, over.merged_into, over.deadline_at) == (CaseState.MERGED, row, None)
    with pytest.raises(refused.MergedElsewhere):
        cases.take_case(case=second, edition=None, by=ana)


def test_a_merged_case_keeps_the_higher_level(case, ana, olga, hospital):
    second = cases.open_case(unit=hospital, kind="missing", told=Told(channel="staff"), by=ana)
    Case.objects.filter(pk=second.pk).update(level=Level.CENTRAL, owner=olga.postings.get())
    row = cases.merge(case=second, into=case, edition=None, by=ana)
    assert (row.level, row.owner.person) == (Level.CENTRAL, olga)


def test_cases_of_two_drugs_are_two_and_one_without_takes_the_others(case, ana, hospital, methotrexate):
    def another(**facts) -> Case:
        return cases.open_case(unit=hospital, kind="missing", told=Told(channel="staff"), by=ana, **facts)

    with pytest.raises(refused.OtherDrug):
        cases.merge(case=case, into=another(drug=methotrexate), edition=None, by=ana)
    assert cases.merge(case=case, into=another(drug_words="la roja"), edition=None, by=ana).drug == case.drug


def test_cases_of_two_hospitals_are_two(case, olga, other_hospital):
    second = cases.open_case(unit=other_hospital, kind="missing", told=Told(channel="staff"), by=olga)
    for other in (second, case):
        with pytest.raises(refused.CannotMerge):
            cases.merge(case=case, into=other, edition=None, by=olga)


def test_the_last_one_cannot_leave(case, follower, rosa, ana, hospital):
    with pytest.raises(refused.CannotLeave):
        cases.leave(follower=follower, reason="Ya no", by=rosa)
    other = ChildFactory(unit=hospital)
    mother = relative_of(other).person
    cases.join_case(case=case, told=Told(child=other, channel="family"), by=mother)
    with pytest.raises(refused.NotYourCase):
        cases.leave(follower=follower, reason="No contesta", by=ana)
    cases.leave(follower=follower, reason="Era otro hospital", by=rosa)
    assert [row.child for row in case.followers.current()] == [other]
    with pytest.raises(refused.AlreadyLeft):
        cases.leave(follower=follower, reason="x", by=rosa)


def test_central_office_takes_nobody_off_who_is_the_last_to_say_no(case, follower, rosa, olga, carmen, ana, nina):
    cases.join_case(case=case, told=Told(channel="staff"), by=carmen)
    solved(case, ana)
    cases.confirm(follower=case.followers.get(child=None), by=carmen)
    with pytest.raises(refused.WouldEndUnconfirmed):
        cases.leave(follower=follower, reason="No contesta", by=olga)
    assert again(case).is_standing
    assert cases.leave(follower=follower, reason="Era otro hospital", by=rosa).state == CaseState.CONFIRMED


def test_a_correction_makes_it_graver_at_once_and_never_gives_time(case, ana, hospital, methotrexate):
    kind = {"kind": "denied", "drug": methotrexate, "drug_words": ""}
    row = cases.correct_case(case=case, needed_on=hospital.today(), edition=case.edition, by=ana, **kind)
    assert (row.severity, row.drug, row.kind) == (Severity.VITAL, methotrexate, "denied")
    assert row.deadline_at <= case.deadline_at
    assert row.contact_by < case.contact_by  # the family is called by the graver limit
    far = hospital.today() + timedelta(days=200)
    later = cases.correct_case(case=row, needed_on=far, edition=row.edition, by=ana, **kind)
    assert (later.severity, later.deadline_at) == (Severity.LOW, row.deadline_at)
    assert cases.correct_case(case=later, needed_on=far, edition=None, by=ana, **kind).edition == later.edition


def test_nothing_is_done_to_what_has_ended(case, follower, ana, rosa):
    cases.confirm(follower=follower, by=rosa)
    for act in (
        lambda: cases.take_case(case=case, edition=None, by=ana),
        lambda: cases.note_contact(case=case, way="phone", reached=True, by=ana),
        lambda: cases.claim_solved(case=case, solution="x", edition=None, by=ana),
        lambda: cases.reply(follower=follower, text="x", by=rosa),
        lambda: cases.join_case(case=case, told=Told(channel="staff"), by=ana),
    ):
        with pytest.raises(refused.CaseIsOver):
            act()


def test_every_event_of_the_trail_has_its_words(case, follower, ana, rosa):
    solved(case, ana)
    cases.dispute(follower=follower, text="No", by=rosa)
    types = set(AuditEvent.objects.filter(type__startswith="case.").values_list("type", flat=True))
    assert types - set(WORDS) <= {"case.checked"}
    assert CaseEvent.objects.filter(case=case).count() >= 4
