"""What families report: told once, heard at once, taken up and answered by whoever treats the child."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Delivery, Notification, Unit
from pediatric_platform.actions.cases import Told, claim_solved, confirm, open_case
from pediatric_platform.actions.family_reports import answer_report, take_report, tell_report
from pediatric_platform.errors.case_evidence import AttachmentRefusal
from pediatric_platform.errors.family import (
    AnsweredAlready,
    AnsweredInItsCase,
    FutureMoment,
    ImpossibleTemperature,
    NotADoor,
    NothingAnswered,
    NothingTold,
    NotYourChild,
    NotYoursToTake,
)
from pediatric_platform.family.views.reports import page_of
from pediatric_platform.family.waiting import is_overdue
from pediatric_platform.models import Case, CaseEvent, CaseState, Child, Consent, FamilyReport, FeverEpisode
from tests.factories.cases import case_rules
from tests.factories.children import ChildFactory, PlanFactory, SessionFactory, relative_of
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory
from tests.factories.fever import FeverDoorFactory, fever_rules
from tests.pediatric_platform.public_cases.conftest import jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clocks(db) -> None:
    """What a case counts by."""
    case_rules()
    fever_rules()


WORDS = "Nos dijeron que no hay vincristina para el martes"


def tell(child: Child, by, kind: str = "problem", text: str = WORDS, key: str = "k1", **more) -> FamilyReport:
    return tell_report(child=child, kind=kind, text=text, by=by, key=key, **more)


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("person__email", flat=True))


def test_a_problem_reaches_those_who_treat_pharmacy_and_who_answers_for_the_medicines(
    nina, rosa, ana, carmen, felipe, mireya, beto, carla
):
    report = tell(nina, rosa)
    assert report.folio.startswith("A-")
    assert told("family.problem_reported") == {"carmen@example.org", "felipe@example.org"}
    # Whoever answers for the medicines is told by the case, which is theirs.
    assert told("case.owned") == {"ana@example.org"}
    assert Delivery.objects.filter(channel="email").count() == 3


def test_one_fever_is_one_mail_that_leads_to_the_board(nina, rosa, ana, carmen, felipe):
    tell(nina, rosa, "fever", "", temperature=Decimal("38.6"))
    tell(nina, relative_of(nina, email="papa@example.org").person, "fever", "Ya le di agua")
    for who in (carmen, felipe):
        notice = Notification.objects.get(person=who)
        assert (notice.kind, notice.path) == ("fever.coming", f"/hora-dorada/{nina.unit.clues}/")
        assert notice.deliveries.filter(channel="email").count() == 1
    assert not Notification.objects.filter(person=ana).exists()
    assert not told("case.owned")
    assert not Case.objects.exists()


def test_a_fever_told_again_long_after_is_told_again(nina, rosa, carmen):
    tell(nina, rosa, "fever", "")
    FeverEpisode.objects.update(prealert_at=timezone.now() - timedelta(hours=2))
    tell(nina, rosa, "fever", "Sigue igual", key="k2")
    assert Notification.objects.filter(person=carmen, kind="fever.coming").count() == 2


def test_fever_that_goes_to_another_door_is_known_where_the_child_is_treated_too(nina, rosa, carmen):
    Unit.objects.filter(pk=nina.unit.pk).update(latitude=20.6, longitude=-103.3)
    nina.unit.refresh_from_db()
    there = UnitFactory(delegation=nina.unit.delegation, latitude=20.7, longitude=-103.4)
    PostingFactory(person=PersonFactory(email="guardia@example.org"), role="clinician", unit=there)
    FeverDoorFactory(unit=there)
    tell(nina, rosa, "fever", "", to=there)
    assert told("fever.coming") == {"guardia@example.org"}
    assert told("family.fever_reported") == {"carmen@example.org"}


@pytest.mark.parametrize("kind", ["fever", "problem"])
def test_where_nobody_treats_pharmacy_and_the_head_of_medical_services_are_told(kind, nina, rosa, felipe, mireya):
    head = PersonFactory(email="jefatura@example.org")
    PostingFactory(person=head, role="head_medical_services", delegation=nina.unit.delegation, unit=None)
    report = tell(nina, rosa, kind)
    heard = told("fever.coming" if kind == "fever" else "family.problem_reported")
    assert heard == {
        "felipe@example.org",
        "jefatura@example.org",
    }
    if kind == "fever":
        assert take_report(report=report, by=head).taken_by == head


def test_without_a_manager_the_delegation_is_told(nina, rosa, beto):
    tell(nina, rosa)
    assert told("case.owned") == {"beto@example.org"}


def test_no_words_and_no_name_leave_in_notices_or_trail(nina, rosa, ana, carmen):
    tell(nina, rosa, temperature=None)
    report = tell(nina, rosa, "fever")
    take_report(report=report, by=carmen)
    answer_report(report=report, answer="Ya llegó, venga el martes.", by=carmen)
    kept = str(list(Notification.objects.values_list("context", "path", "key")))
    kept += str(list(AuditEvent.objects.values_list("before", "after", "target_label")))
    for word in (WORDS, "vincristina", nina.given_names, nina.short_name, nina.first_surname, "Ya llegó"):
        assert word not in kept
    assert nina.folio in kept


def test_the_same_twice_is_one(nina, rosa, carmen):
    first = tell(nina, rosa)
    assert tell(nina, rosa).pk == first.pk  # the button again
    assert tell(nina, rosa, key="k2").pk == first.pk  # the page again, the same words
    FamilyReport.objects.update(told_at=timezone.now() - timedelta(hours=3))
    assert tell(nina, rosa).pk == first.pk  # the browser sends the same form hours later
    assert FamilyReport.objects.count() == 1
    assert Notification.objects.filter(kind="family.problem_reported").count() == 1


def test_other_words_or_another_day_are_another_report(nina, rosa):
    first = tell(nina, rosa)
    assert tell(nina, rosa, text="Ahora falta otra").pk != first.pk
    FamilyReport.objects.update(told_at=timezone.now() - timedelta(hours=3))
    assert tell(nina, rosa, key="k3").pk not in {first.pk}
    assert FamilyReport.objects.count() == 3
    assert Case.objects.count() == 3


def test_a_case_that_the_mother_follows_without_a_report_takes_the_one_she_sends(nina, rosa, ana, vincristine):
    told = Told(child=nina, person=rosa, channel="family")
    case = open_case(unit=nina.unit, kind="missing", told=told, drug=vincristine, by=rosa)
    report = tell(nina, rosa, drug=vincristine)
    assert case.followers.get().report == report
    assert page_of(report) == f"/mi-familia/{nina.folio}/caso/{case.folio}/"


def test_the_same_words_of_another_medicine_are_another_report(nina, rosa, vincristine, methotrexate):
    """The form again, with the browser's «back», and another medicine chosen; and a new form for a third."""
    reports = [
        tell(nina, rosa, text="No hay", drug=vincristine),
        tell(nina, rosa, text="No hay", drug=methotrexate),
        tell(nina, rosa, text="No hay", drug_words="la roja", key="k2"),
    ]
    assert len({report.pk for report in reports}) == 3
    assert tell(nina, rosa, text="No hay", drug_words=" la  roja", key="k3").pk == reports[-1].pk
    assert set(Case.objects.values_list("drug__code", "drug_words")) == {
        (vincristine.code, ""),
        (methotrexate.code, ""),
        (None, "la roja"),
    }


def test_two_relatives_are_two_reports(nina, rosa):
    father = relative_of(nina, email="papa@example.org").person
    assert tell(nina, rosa).pk != tell(nina, father).pk


@pytest.mark.parametrize(
    ("more", "refusal", "field"),
    [
        ({"text": "   "}, NothingTold, "text"),
        ({"kind": "fever", "temperature": Decimal("3.8")}, ImpossibleTemperature, "temperature"),
        ({"kind": "fever", "temperature": Decimal("380")}, ImpossibleTemperature, "temperature"),
        ({"kind": "fever", "began_at": timezone.now() + timedelta(hours=1)}, FutureMoment, "began_at"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(nina, rosa, more, refusal, field):
    with pytest.raises(refusal) as caught:
        tell(nina, rosa, **more)
    assert caught.value.field == field
    assert caught.value.remedy
    assert not FamilyReport.objects.exists()


def test_fever_needs_no_words_and_no_number(nina, rosa):
    assert tell(nina, rosa, "fever", "").temperature is None


def test_only_of_ones_own_child_while_consent_stands(nina, rosa, ana, hospital):
    stranger = relative_of(ChildFactory(unit=hospital), email="otra@example.org").person
    for person in (ana, stranger):
        with pytest.raises(NotYourChild):
            tell(nina, person)
    Consent.objects.filter(guardian__person=rosa).update(withdrawn_at=timezone.now())
    with pytest.raises(NotYourChild):
        tell(nina, rosa)


def test_not_of_a_child_who_died(nina, rosa):
    Child.objects.filter(pk=nina.pk).update(state="deceased", state_on=timezone.localdate())
    with pytest.raises(NotYourChild):
        tell(nina, rosa)


def test_a_session_of_another_child_is_refused(nina, rosa, hospital):
    other = SessionFactory(plan=PlanFactory(child=ChildFactory(unit=hospital)))
    with pytest.raises(NotYourChild):
        tell(nina, rosa, session=other)


def test_who_takes_it_first_has_it(nina, rosa, carmen, felipe):
    report = tell(nina, rosa, "fever")
    assert take_report(report=report, by=carmen).taken_by == carmen
    assert take_report(report=report, by=felipe).taken_by == carmen
    assert AuditEvent.objects.filter(type="family_report.taken").count() == 1


def test_an_answer_takes_it_and_tells_the_family(nina, rosa, carmen):
    report = answer_report(report=tell(nina, rosa, "fever"), answer=" Ya llegó. ", by=carmen)
    assert (report.answer, report.taken_by) == ("Ya llegó.", carmen)
    notice = Notification.objects.get(kind="family.report_answered")
    assert notice.person == rosa
    assert notice.path == f"/mi-familia/{nina.folio}/aviso/{report.folio}/"


def test_a_second_answer_does_not_replace_the_first(nina, rosa, carmen, felipe):
    report = answer_report(report=tell(nina, rosa, "fever"), answer="Ya llegó.", by=carmen)
    with pytest.raises(AnsweredAlready) as caught:
        answer_report(report=report, answer="No ha llegado.", by=felipe)
    assert "Carmen de Oncología" in str(caught.value)
    with pytest.raises(NothingAnswered):
        answer_report(report=tell(nina, rosa, "fever", text="otra"), answer=" ", by=felipe)


def test_whoever_lost_access_is_told_nothing_more(nina, rosa, carmen):
    report = tell(nina, rosa, "fever")
    Consent.objects.update(withdrawn_at=timezone.now())
    answer_report(report=report, answer="Ya llegó.", by=carmen)
    assert not Notification.objects.filter(kind="family.report_answered").exists()


def test_who_does_not_treat_children_there_takes_nothing(nina, rosa, ana, other_hospital):
    report = tell(nina, rosa, "fever")
    elsewhere = PersonFactory(email="lejos@example.org")
    PostingFactory(person=elsewhere, role="clinician", unit=other_hospital)
    for person in (ana, rosa, elsewhere):
        with pytest.raises(NotYoursToTake):
            take_report(report=report, by=person)
        with pytest.raises(NotYoursToTake):
            answer_report(report=report, answer="x", by=person)


REST = frozenset({date(2026, 11, 16)})


def test_how_long_each_kind_may_wait():
    friday = timezone.localtime().replace(year=2026, month=11, day=20, hour=18, minute=0)
    assert not is_overdue("fever", friday, None, friday + timedelta(minutes=30), REST)
    assert is_overdue("fever", friday, None, friday + timedelta(minutes=31), REST)
    assert not is_overdue("fever", friday, friday, friday + timedelta(days=1), REST)
    assert not is_overdue("problem", friday, None, friday + timedelta(days=3), REST)  # Monday at the same hour
    assert is_overdue("problem", friday, None, friday + timedelta(days=3, minutes=1), REST)


# --- What a problem becomes


def test_a_problem_is_a_case_in_the_same_transaction(nina, rosa, ana, carmen, vincristine):
    report = tell(nina, rosa, problem="denied", drug=vincristine, phone="33 1234 5678", photo=jpeg())
    case = Case.objects.get()
    follower = case.followers.get()
    assert (case.kind, case.drug, case.channel, case.owner.person) == ("denied", vincristine, "family", ana)
    assert (follower.report, follower.child, follower.person, follower.story) == (report, nina, rosa, WORDS)
    assert (follower.contact_name, follower.contact_phone) == (rosa.full_name, "33 1234 5678")
    assert case.attachments.get().added_by == rosa


def test_a_photo_that_cannot_be_kept_keeps_nothing(nina, rosa, ana, vincristine):
    with pytest.raises(AttachmentRefusal):
        tell(nina, rosa, drug=vincristine, photo=b"MZ")
    assert not FamilyReport.objects.exists()
    assert not Case.objects.exists()
    assert not Notification.objects.exists()


def test_the_father_joins_what_the_mother_told_of_the_same_drug(nina, rosa, ana, vincristine):
    tell(nina, rosa, drug=vincristine)
    father = relative_of(nina, email="papa@example.org").person
    report = tell(nina, father, drug=vincristine, text="Tampoco a mí")
    case = Case.objects.get()
    assert set(case.followers.values_list("person", flat=True)) == {rosa.pk, father.pk}
    assert report.follower.case == case


def test_told_again_of_the_same_drug_it_is_written_in_the_case(nina, rosa, ana, vincristine):
    first = tell(nina, rosa, drug=vincristine)
    for _twice in range(2):
        assert tell(nina, rosa, drug=vincristine, text="Sigue sin haber", key="k2") == first
    assert Case.objects.count() == FamilyReport.objects.count() == 1
    assert CaseEvent.objects.filter(kind="reply", text="Sigue sin haber").count() == 1


def test_of_a_case_that_ended_a_new_one_is_opened(nina, rosa, ana, vincristine):
    tell(nina, rosa, drug=vincristine)
    case = Case.objects.get()
    confirm_case = case.followers.get()
    claim_solved(case=case, solution="Llegó", edition=case.edition, by=ana)
    confirm(follower=confirm_case, by=rosa)
    assert Case.objects.get().state == CaseState.CONFIRMED
    tell(nina, rosa, drug=vincristine, text="Otra vez no hay", key="k2")
    assert Case.objects.count() == 2


def test_anothers_childs_case_of_the_same_drug_is_not_joined(nina, rosa, ana, hospital, vincristine):
    other = relative_of(ChildFactory(unit=hospital), email="otra@example.org")
    tell(other.child, other.person, drug=vincristine)
    tell(nina, rosa, drug=vincristine)
    assert Case.objects.count() == 2


def test_a_problem_is_answered_in_its_case(nina, rosa, carmen):
    report = tell(nina, rosa)
    for act in (take_report, lambda **more: answer_report(answer="x", **more)):
        with pytest.raises(AnsweredInItsCase) as refused:
            act(report=report, by=carmen)
        assert Case.objects.get().folio in str(refused.value)


# --- Where fever goes


def test_fever_tells_the_emergency_room_of_the_childs_own_hospital(nina, rosa, hospital):
    report = tell(nina, rosa, "fever", "", temperature=Decimal("38.6"))
    episode = FeverEpisode.objects.get()
    assert (episode.unit, episode.report, episode.state) == (hospital, report, "coming")
    tell(nina, rosa, "fever", "", temperature=Decimal("38.6"))
    assert FeverEpisode.objects.count() == 1


def test_fever_goes_to_a_door_nearby_and_to_no_other(nina, rosa, hospital, other_hospital):
    near = UnitFactory(delegation=hospital.delegation, latitude=20.7, longitude=-103.3)
    type(hospital).objects.filter(pk=hospital.pk).update(latitude=20.6, longitude=-103.3)
    FeverDoorFactory(unit=near)
    FeverDoorFactory(unit=other_hospital)
    with pytest.raises(NotADoor):
        tell(nina, rosa, "fever", "", to=other_hospital)
    tell(nina, rosa, "fever", "", to=near)
    assert FeverEpisode.objects.get().unit == near
