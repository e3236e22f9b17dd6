"""Agreements: written once, whose, moved, closed, carried; who may not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Holding, Notification
from delegations.roles import Role
from meetings.actions.agreements import (
    agree,
    cancel,
    carry_over,
    change_agreement,
    fulfil,
    give_agreement,
    hand_over,
    move_due,
    note_progress,
    reopen,
)
from meetings.actions.agreements.owners import refresh_owners
from meetings.agreement_owner import Owner
from meetings.condition_facts import ConditionFacts
from meetings.errors.agreements import (
    AgreementFactMissing,
    AgreementIsClosed,
    AgreementIsPending,
    BadDueDay,
    ConditionIncomplete,
    KeyOfAnotherAgreement,
    MeasuredByTheData,
    NoMeetingToAgreeIn,
    NotYoursToAgree,
    OtherMeetings,
    OwnerUnclear,
    SignedAway,
)
from meetings.models import Agreement, AgreementEvent, Condition
from meetings.selectors.agreements.one import entry
from pediatric_platform.errors.editing import StaleEdition
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.meetings import (
    AgreementFactory,
    ConditionFactory,
    MeetingFactory,
    MinutesFactory,
    ReviewFactory,
    ended,
    running,
    signed,
)


@pytest.fixture
def meeting(db):
    return running(MeetingFactory())


@pytest.fixture
def post(delegation):
    """The supply of the delegation."""
    return Owner(Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation)


def soon(days: int = 7):
    return timezone.localdate() + timedelta(days=days)


def said(meeting, owner, by, **more):
    told = {"text": "Surtir lo que falta", "due_on": soon(), **more}
    return agree(meeting=meeting, owner=owner, by=by, **told)


def kinds(agreement) -> list[str]:
    return list(AgreementEvent.objects.filter(agreement=agreement).order_by("pk").values_list("kind", flat=True))


def test_an_agreement_finds_who_holds_the_post_tells_them_and_leaves_its_trace(meeting, post, olga, beto):
    agreement = said(meeting, post, olga)
    assert agreement.owner.person == beto
    assert agreement.first_due_on == agreement.due_on == soon()
    assert kinds(agreement) == ["agreed"]
    told = Notification.objects.get(kind="agreement.given")
    assert (told.person, told.path) == (beto, agreement.get_absolute_url())
    event = AuditEvent.objects.get(type="agreement.agreed")
    assert event.after["owner"]["delegation"] == "JAL"
    assert "Surtir" not in str(event.after)


def test_the_same_form_sent_twice_is_one_agreement_and_with_other_words_is_refused(meeting, post, olga, beto):
    first = said(meeting, post, olga, key="k1")
    assert said(meeting, post, olga, key="k1") == first
    assert said(meeting, post, olga, key="k2") != first
    with pytest.raises(KeyOfAnotherAgreement):
        said(meeting, post, olga, key="k1", text="Otra cosa")
    assert Agreement.objects.count() == 2
    assert Notification.objects.filter(kind="agreement.given").count() == 2


def test_a_post_that_nobody_holds_may_have_an_agreement_and_an_acting_holder_comes_before_the_titular(
    meeting, post, olga, delegation
):
    assert said(meeting, post, olga).owner is None
    titular = PostingFactory(role=post.role, delegation=delegation)
    assert said(meeting, post, olga).owner == titular
    acting = PostingFactory(
        role=post.role, delegation=delegation, holding=Holding.ACTING, covers=titular,
        starts_on=timezone.localdate(), ends_on=soon(3),
    )  # fmt: skip
    assert said(meeting, post, olga).owner == acting


def test_somebody_from_outside_may_have_it_and_is_not_named_in_the_trail(meeting, olga):
    agreement = said(meeting, Owner(name="  Proveedora  Uno ", organisation="Distribuidora"), olga)
    assert (agreement.owner_name, agreement.owner_organisation) == ("Proveedora Uno", "Distribuidora")
    assert "Proveedora" not in str(AuditEvent.objects.get(type="agreement.agreed").after)


def test_owners_that_are_nobody_or_nowhere_are_refused(meeting, delegation, hospital, olga):
    for owner in (
        Owner(),
        Owner(Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation, name="Además alguien"),
        Owner(Role.DELEGATION_SUPPLY_MANAGER, unit=hospital),
        Owner(Role.UNIT_SUPPLY_MANAGER, delegation=delegation),
        Owner(Role.CENTRAL_OFFICE),
        Owner(Role.FAMILY, unit=hospital),
    ):
        with pytest.raises(OwnerUnclear):
            said(meeting, owner, olga)
    assert not Agreement.objects.exists()


def test_what_is_missing_or_out_of_its_days_is_refused_by_name(meeting, post, olga):
    with pytest.raises(AgreementFactMissing):
        said(meeting, post, olga, text="  \n ")
    for due_on in (meeting.on - timedelta(days=1), soon(800)):
        with pytest.raises(BadDueDay):
            said(meeting, post, olga, due_on=due_on)


def test_nothing_is_agreed_before_a_meeting_nor_after_its_minutes_are_signed(post, olga):
    coming = MeetingFactory()
    with pytest.raises(NoMeetingToAgreeIn):
        said(coming, post, olga)
    held = ended(coming)
    assert said(held, post, olga, due_on=soon(20))
    signed(MinutesFactory(meeting=held), olga)
    with pytest.raises(NoMeetingToAgreeIn):
        said(held, post, olga, due_on=soon(20))


def test_an_agreement_of_a_review_is_about_its_place_and_a_review_of_another_meeting_is_refused(
    meeting, post, olga, delegation
):
    review = ReviewFactory(meeting=meeting, delegation=delegation)
    assert said(meeting, post, olga, review=review).delegation == delegation
    with pytest.raises(OtherMeetings):
        said(running(MeetingFactory()), post, olga, review=review)


def test_only_central_office_writes_and_only_the_holder_of_the_post_or_they_note_progress(
    meeting, post, olga, ana, beto, carla
):
    for person in (ana, beto, carla):
        with pytest.raises(NotYoursToAgree):
            said(meeting, post, person)
    agreement = said(meeting, post, olga)
    assert note_progress(agreement=agreement, text="Salió el camión", by=beto).by == beto
    for person in (ana, carla):
        with pytest.raises(NotYoursToAgree):
            note_progress(agreement=agreement, text="Yo", by=person)
    for act in (
        lambda: cancel(agreement=agreement, reason="Ya no", by=beto),
        lambda: move_due(agreement=agreement, due_on=soon(9), reason="No llega", by=beto),
        lambda: give_agreement(agreement=agreement, owner=post, by=beto),
    ):
        with pytest.raises(NotYoursToAgree):
            act()
    assert fulfil(agreement=agreement, note="Se surtió todo", by=beto).state == "fulfilled"
    with pytest.raises(NotYoursToAgree):
        reopen(agreement=agreement, reason="No", by=beto)


def test_the_history_says_from_which_post_to_which_and_names_nobody_from_outside(
    meeting, post, olga, delegation, hospital
):
    agreement = said(meeting, post, olga)
    of_the_unit = Owner(Role.UNIT_SUPPLY_MANAGER, unit=hospital)
    for owner in (of_the_unit, Owner(name="Rosa Mendieta"), Owner(name="Luis Ceja", organisation="Distribuidora")):
        give_agreement(agreement=agreement, owner=owner, by=olga)
    manager = f"Responsable de abasto de la unidad · {hospital.name}"
    events = AgreementEvent.objects.filter(agreement=agreement, kind="owner").order_by("pk")
    assert [row.text for row in events] == [
        f"Responsable de abasto de la delegación · {delegation.name} → {manager}",
        f"{manager} → Alguien de fuera",
        "Alguien de fuera → Distribuidora",
    ]


def test_what_the_data_measure_its_owner_cannot_close_and_the_secretary_may_with_what_was_seen(
    meeting, post, olga, beto, delegation
):
    facts = ConditionFacts("abasto_level", threshold=95)
    agreement = said(meeting, post, olga, delegation=delegation, condition=facts)
    with pytest.raises(MeasuredByTheData):
        fulfil(agreement=agreement, note="Ya está", by=beto)
    done = fulfil(agreement=agreement, note="Se vio en la visita", by=olga)
    assert (done.state, done.closing_note) == ("fulfilled", "Se vio en la visita")


def test_a_condition_takes_place_and_drug_from_its_agreement_and_is_refused_where_it_lacks_them(
    meeting, post, olga, delegation
):
    facts = ConditionFacts("abasto_level", threshold=95, hold_weeks=2)
    row = said(meeting, post, olga, delegation=delegation, condition=facts).condition
    assert (row.delegation, row.hold_weeks, row.met, row.value) == (delegation, 2, None, None)
    assert row.evaluated_at is not None
    for lacking, field in (
        (ConditionFacts("abasto_level"), "threshold"),
        (ConditionFacts("abasto_level", threshold=101), "threshold"),
        (ConditionFacts("abasto_level", threshold=95, hold_weeks=27), "hold_weeks"),
        (ConditionFacts("drug_coverage", threshold=15), "place"),
        (ConditionFacts("post_filled"), "role"),
        (ConditionFacts("post_filled", role=Role.UNIT_SUPPLY_MANAGER), "role"),
        (ConditionFacts("case_confirmed"), "case"),
        (ConditionFacts("transfer_accepted"), "transfer"),
        (ConditionFacts("order_received"), "supply_order"),
        (ConditionFacts("milestone_reached", milestone="users"), "place"),
    ):
        with pytest.raises(ConditionIncomplete) as refused:
            said(meeting, post, olga, delegation=delegation, condition=lacking)
        assert refused.value.field == field
    with pytest.raises(ConditionIncomplete):
        said(meeting, post, olga, condition=facts)
    assert Agreement.objects.count() == 1


def test_a_moved_date_keeps_the_first_promise_opens_what_was_broken_and_tells_why(olga, delegation, beto):
    agreement = AgreementFactory(
        owner_delegation=delegation, state="broken", due_on=soon(-1), first_due_on=soon(-1),
        meeting__starts_at=timezone.now() - timedelta(days=9),
    )  # fmt: skip
    moved = move_due(agreement=agreement, due_on=soon(5), reason="El proveedor entrega el viernes", by=olga)
    assert (moved.state, moved.first_due_on, moved.due_on) == ("open", soon(-1), soon(5))
    event = AgreementEvent.objects.get(agreement=agreement, kind="due_moved")
    assert (event.before, event.after) == ("broken", "open")
    assert "viernes" in event.text
    for due_on in (soon(5), soon(-1)):
        with pytest.raises(BadDueDay):
            move_due(agreement=agreement, due_on=due_on, reason="Otra vez", by=olga)
    with pytest.raises(AgreementFactMissing):
        move_due(agreement=agreement, due_on=soon(6), reason=" ", by=olga)


def test_two_who_edit_at_once_the_second_is_told_who_was_first(olga):
    agreement = AgreementFactory()
    read = agreement.edition
    cancel(agreement=agreement, reason="Se duplicó", edition=read, by=olga)
    with pytest.raises(StaleEdition) as refused:
        move_due(agreement=agreement, due_on=soon(20), reason="Tarda", edition=read, by=olga)
    assert "Olga" in refused.value.message


def test_words_and_condition_change_until_the_minutes_are_signed(olga, delegation):
    condition = ConditionFactory(met=True, met_since=timezone.localdate(), value=97)
    agreement = condition.agreement
    told = {"delegation": agreement.delegation, "unit": None, "drug": None, "case": None}
    same = ConditionFacts("abasto_level", threshold=95)
    change_agreement(agreement=agreement, text="Con otras palabras", condition=same, by=olga, **told)
    condition.refresh_from_db()
    assert (condition.value, condition.met) == (97, True)  # nothing about it changed
    other = ConditionFacts("abasto_level", threshold=98)
    change_agreement(agreement=agreement, text="Más", family_text="Habrá más", condition=other, by=olga, **told)
    condition.refresh_from_db()
    agreement.refresh_from_db()
    assert (condition.threshold, condition.met) == (98, None)
    assert agreement.for_families
    change_agreement(agreement=agreement, text="Sin condición", condition=None, by=olga, **told)
    assert not Condition.objects.exists()
    signed(MinutesFactory(meeting=agreement.meeting), olga)
    with pytest.raises(SignedAway):
        change_agreement(agreement=agreement, text="Tarde", condition=None, by=olga, **told)


def test_what_is_closed_is_not_changed_and_what_is_pending_is_not_reopened(olga):
    agreement = AgreementFactory(meeting=ended(MeetingFactory()))
    with pytest.raises(AgreementIsPending):
        reopen(agreement=agreement, reason="No", by=olga)
    fulfil(agreement=agreement, note="Se surtió", by=olga)
    for act in (
        lambda: cancel(agreement=agreement, reason="Ya no", by=olga),
        lambda: fulfil(agreement=agreement, note="Otra vez", by=olga),
        lambda: note_progress(agreement=agreement, text="Algo", by=olga),
    ):
        with pytest.raises(AgreementIsClosed):
            act()
    again = reopen(agreement=agreement, reason="Volvió a faltar", by=olga)
    assert (again.state, again.reopenings, again.fulfilled_on, again.closing_note) == ("open", 1, None, "")
    assert kinds(agreement) == ["fulfilled", "reopened"]


def test_what_is_owed_is_carried_to_the_next_meeting_of_its_series_once(olga):
    first = ended(MeetingFactory())
    owed, done = AgreementFactory(meeting=first), AgreementFactory(meeting=first)
    AgreementFactory()  # of another series
    fulfil(agreement=done, note="Se surtió", by=olga)
    following = running(MeetingFactory(series=first.series, planned_on=first.planned_on + timedelta(days=7)))
    AgreementFactory(meeting=following)
    assert carry_over(meeting=following, by=olga) == 1
    assert carry_over(meeting=following, by=olga) == 0
    assert [row.carried for row in Agreement.objects.order_by("pk")] == [1, 0, 0, 0]
    event = AgreementEvent.objects.get(kind="carried")
    assert (event.agreement, event.meeting) == (owed, following)


def test_what_was_agreed_after_a_past_meeting_is_not_owed_to_it(olga):
    first = ended(MeetingFactory())
    AgreementFactory(meeting=first)
    past = running(MeetingFactory(series=first.series, planned_on=first.planned_on + timedelta(days=7)))
    assert carry_over(meeting=past, by=olga, now=timezone.now() - timedelta(days=1)) == 0


def test_a_post_handed_over_passes_its_pending_agreements_to_the_next_holder(delegation, beto, olga):
    agreement = AgreementFactory(owner_delegation=delegation)
    old = agreement.owner
    done = AgreementFactory(owner_delegation=delegation)
    fulfil(agreement=done, note="Se surtió", by=olga)
    old.ends_on = timezone.localdate() - timedelta(days=1)
    old.starts_on = min(old.starts_on, old.ends_on)
    type(old).objects.filter(pk=old.pk).update(ends_on=old.ends_on)
    new = PostingFactory(person=PersonFactory(), role=old.role, delegation=delegation, starts_on=timezone.localdate())
    assert hand_over(old=old, new=new) == 1
    agreement.refresh_from_db()
    done.refresh_from_db()
    assert (agreement.owner, done.owner) == (new, old)
    assert kinds(agreement) == ["owner"]
    assert entry(agreement.events.get(), "")["text"] == "Cambió quién ocupa el puesto responsable"
    assert Notification.objects.get(kind="agreement.passed_on").person == new.person


def test_what_names_a_holder_of_the_country_passes_at_once_also_to_one_who_begins_later(olga):
    old = olga.postings.get()
    agreement = AgreementFactory(owner_role=old.role, owner=old, owner_delegation=None)
    tomorrow = timezone.localdate() + timedelta(days=1)
    new = PostingFactory(person=PersonFactory(), role=old.role, is_national=True, starts_on=tomorrow)
    assert hand_over(old=old, new=new) == 1
    agreement.refresh_from_db()
    assert agreement.owner == new


def test_of_a_post_left_empty_whoever_answers_for_it_is_told_once(delegation, olga):
    today = timezone.localdate()
    days = {"starts_on": today - timedelta(days=9), "ends_on": today - timedelta(days=1)}
    gone = PostingFactory(role=Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation, **days)
    agreement = AgreementFactory(owner_delegation=delegation, owner=gone)
    assert refresh_owners(now=timezone.now()) == 1
    assert refresh_owners(now=timezone.now()) == 0
    agreement.refresh_from_db()
    told = Notification.objects.get(kind="agreement.ownerless")
    assert (agreement.owner, told.person, told.context["folio"]) == (None, olga, agreement.folio)
    assert delegation.name in told.context["owner"]
