from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Notification
from delegations.roles import Role
from pediatric_platform.actions.cases import Told, open_case
from pediatric_platform.errors.cases import ChildNotHere, ImpossibleNeed, NothingSaid, NotYoursToOpen
from pediatric_platform.models import Case, CaseFollower, Level, Severity
from supply.models import UnmetDemand
from tests.factories.children import ChildFactory, DoseFactory, DosePieceFactory, PlanFactory, SessionFactory
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(nina, vincristine):
    """Nina's vincristine, tomorrow."""
    session = SessionFactory(plan=PlanFactory(child=nina))
    DosePieceFactory(dose=DoseFactory(session=session), drug=vincristine)
    return session


def test_a_case_has_an_owner_a_clock_and_a_folio_at_once(told_by_rosa, ana, nina, session):
    case = told_by_rosa()
    assert case.owner.person == ana
    assert (case.level, case.state, case.severity) == (Level.UNIT, "open", Severity.VITAL)
    assert case.needed_on == session.on
    assert case.deadline_at - case.opened_at == timedelta(minutes=240)
    assert case.remind_at - case.opened_at == timedelta(minutes=120)
    assert case.contact_by - case.opened_at == timedelta(minutes=60)
    follower = case.followers.get()
    assert (follower.child, follower.session) == (nina, session)
    assert list(case.events.order_by("pk").values_list("kind", flat=True)) == ["opened", "checked"]
    assert Notification.objects.get(kind="case.owned").person == ana


def test_what_was_needed_is_noted_once_by_its_session(told_by_rosa, ana, session):
    told_by_rosa()
    row = UnmetDemand.objects.get()
    assert (row.reference, row.day) == (session.reference, session.on)


def test_the_trail_holds_no_word_of_the_family(told_by_rosa, ana, nina, rosa):
    told_by_rosa(story="Le urge a mi hija Nina Fernanda", drug_words="la roja")
    written = str(list(AuditEvent.objects.values("before", "after", "target_label", "by")))
    for secret in ("Fernanda", "urge", "la roja", rosa.full_name):
        assert secret not in written
    assert nina.folio in written


def test_the_same_key_is_the_same_case(told_by_rosa, ana):
    one, two = told_by_rosa(key="formulario"), told_by_rosa(key="formulario")
    assert one == two
    assert (Case.objects.count(), CaseFollower.objects.count()) == (1, 1)
    assert told_by_rosa(key="otro") != one


def test_the_same_key_of_somebody_else_is_another_case(told_by_rosa, ana, felipe, hospital):
    one = told_by_rosa(key="formulario")
    two = open_case(unit=hospital, kind="other", told=Told(channel="staff", story="x"), key="formulario", by=felipe)
    assert one != two


def test_without_a_titular_the_delegation_has_it_and_whoever_appoints_hears_of_the_gap(
    told_by_rosa, beto, hospital, olga
):
    hospital.kind = "HGZ"
    hospital.save()
    case = told_by_rosa()
    assert (case.owner.person, case.level) == (beto, Level.DELEGATION)
    assert Notification.objects.get(kind="case.gap").person == olga


def test_a_umae_without_anybody_goes_to_central_office_past_the_delegation(told_by_rosa, beto, hospital, olga):
    hospital.kind = "UMAE"
    hospital.save()
    case = told_by_rosa()
    assert (case.owner.person, case.level) == (olga, Level.CENTRAL)


def test_without_anybody_at_all_it_is_open_all_the_same(told_by_rosa, hospital):
    case = told_by_rosa()
    assert (case.owner, case.level) == (None, Level.CENTRAL)
    assert case.deadline_at is not None


def test_a_substitute_answers_where_there_is_no_titular(told_by_rosa, hospital):
    posting = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, holding="substitute")
    assert told_by_rosa().owner == posting


@pytest.mark.parametrize(
    ("days", "severity"), [(-3, 1), (0, 1), (2, 1), (3, 2), (7, 2), (8, 3), (28, 3), (29, 4), (300, 4)]
)
def test_gravity_follows_from_the_day(told_by_rosa, ana, hospital, days, severity):
    assert told_by_rosa(needed_on=hospital.today() + timedelta(days=days)).severity == severity


def test_a_day_that_nobody_knows_may_be_this_week(told_by_rosa, ana):
    assert told_by_rosa().severity == Severity.HIGH


def test_a_drug_that_nobody_knows_takes_the_day_of_the_next_session_and_does_not_name_it(told_by_rosa, ana, session):
    case = told_by_rosa(drug=None, drug_words="la roja")
    assert (case.needed_on, case.severity, case.followers.get().session) == (session.on, Severity.VITAL, None)


def test_an_empty_table_gives_the_strictest_clock(hospital, ana):
    case = open_case(unit=hospital, kind="missing", told=Told(channel="staff"), by=ana)
    assert case.severity == Severity.VITAL
    assert case.deadline_at - case.opened_at == timedelta(hours=4)


def test_staff_open_cases_of_their_hospitals_alone(rules, hospital, carla):
    with pytest.raises(NotYoursToOpen):
        open_case(unit=hospital, kind="missing", told=Told(channel="staff"), by=carla)


def test_an_auditor_opens_none(rules, hospital):
    auditor = PersonFactory()
    PostingFactory(person=auditor, role=Role.AUDITOR, is_national=True)
    with pytest.raises(NotYoursToOpen):
        open_case(unit=hospital, kind="missing", told=Told(channel="staff"), by=auditor)


def test_a_relative_tells_of_their_own_child_alone(told_by_rosa, ana, hospital, rosa):
    other = ChildFactory(unit=hospital)
    with pytest.raises(ChildNotHere):
        open_case(unit=hospital, kind="missing", told=Told(channel="family", child=other), by=rosa)
    with pytest.raises(NotYoursToOpen):
        open_case(unit=hospital, kind="missing", told=Told(channel="family"), by=rosa)


def test_who_does_not_treat_children_names_none(rules, hospital, ana, nina):
    with pytest.raises(ChildNotHere):
        open_case(unit=hospital, kind="missing", told=Told(channel="staff", child=nina), by=ana)


def test_another_thing_is_told_in_words(rules, hospital, ana):
    with pytest.raises(NothingSaid):
        open_case(unit=hospital, kind="other", told=Told(channel="staff", story="  "), by=ana)


def test_a_day_that_nobody_means_is_refused(told_by_rosa, ana):
    with pytest.raises(ImpossibleNeed):
        told_by_rosa(needed_on=timezone.localdate() + timedelta(days=3000))
