"""Transfers and states: who sees the child afterwards, what is required for it, and what its family is sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from delegations.errors import NotAllowed
from delegations.models import AuditEvent, Delivery, DeliveryState, Notification, Person, Posting, Unit
from delegations.roles import Role
from pediatric_platform.actions.children import change_state, transfer
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.errors.children import (
    BadDay,
    BeforeItsStay,
    ClosedHospital,
    FieldMissing,
    MixturesUnderWay,
    NotInTreatment,
    SameHospital,
    SameState,
)
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.models import CalendarFeed, Child, Guardian, Session, Stay
from supply.models import Requirement, RequirementPackage
from tests.factories.children import (
    DoseFactory,
    DosePieceFactory,
    MixingOrderFactory,
    MixtureFactory,
    PlanFactory,
    SessionFactory,
)
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
WHY = "La familia se mudó"


@pytest.fixture
def today(nina: Child) -> date:
    return nina.unit.today()


@pytest.fixture
def clara(other_hospital: Unit) -> Person:
    """Oncologist at the hospital that receives."""
    person = PersonFactory(email="clara@example.org", full_name="Clara de Oncología de Allá")
    PostingFactory(person=person, role=Role.CLINICIAN, unit=other_hospital)
    return person


@pytest.fixture
def session(nina: Child, pharmacy, vincristine) -> Session:
    """Tomorrow, two pieces of vincristine, required at Nina's hospital."""
    session = SessionFactory(plan=PlanFactory(child=nina, growth=nina.growth.get()))
    DosePieceFactory(dose=DoseFactory(session=session), drug=vincristine)
    declare_sessions([session.pk])
    assert required_at(session) == [nina.unit.pk]
    return session


def required_at(session: Session) -> list[int]:
    """The units at which the session's two pieces are required."""
    packages = RequirementPackage.objects.filter(reference=session.reference)
    return [package.unit_id for package in packages if Requirement.objects.filter(package=package, pieces=2).exists()]


def fresh(person: Person) -> Person:
    """The person as the next request reads them."""
    return Person.objects.get(pk=person.pk)


def test_the_receiving_hospital_sees_the_child_and_the_sending_one_does_not(
    nina: Child, carmen: Person, clara: Person, other_hospital: Unit, today: date
) -> None:
    assert not Child.objects.visible_to(clara).exists()
    child = transfer(child=nina, to=other_hospital, on=today, reason=WHY, by=carmen)

    assert (child.unit, child.edition) == (other_hospital, 2)
    assert list(Child.objects.visible_to(fresh(clara))) == [child]
    assert not Child.objects.visible_to(fresh(carmen)).exists()


def test_the_past_stays_with_the_child(nina: Child, carmen: Person, clara, other_hospital: Unit, today: date) -> None:
    here = nina.unit
    transfer(child=nina, to=other_hospital, on=today, reason=WHY, by=carmen)
    stays = list(Stay.objects.filter(child=nina).order_by("since").values_list("unit", "until", "reason"))
    assert stays == [(here.pk, today - timedelta(days=1), ""), (other_hospital.pk, None, WHY)]
    assert nina.growth.visible_to(clara).count() == 1


def test_the_plan_and_its_requirements_follow(
    nina: Child, carmen: Person, other_hospital: Unit, today: date, session: Session
) -> None:
    transfer(child=nina, to=other_hospital, on=today, reason=WHY, by=carmen)
    session.refresh_from_db()
    assert session.unit == other_hospital
    assert required_at(session) == [other_hospital.pk]


def test_the_family_follows(nina: Child, rosa: Person, carmen: Person, other_hospital: Unit, today: date) -> None:
    transfer(child=nina, to=other_hospital, on=today, reason=WHY, by=carmen)
    places = Posting.objects.filter(person=rosa, role=Role.FAMILY).current(timezone.localdate())
    assert other_hospital.pk in places.values_list("unit", flat=True)
    assert Guardian.objects.with_access().filter(person=rosa, child=nina).exists()


def test_the_receiving_clinicians_are_told_by_folio_alone(
    nina: Child, carmen: Person, clara: Person, other_hospital: Unit, today: date
) -> None:
    transfer(child=nina, to=other_hospital, on=today, reason=WHY, by=carmen)
    told = Notification.objects.get(kind="child.arrived")
    assert told.person == clara
    assert told.context["folio"] == nina.folio
    written = f"{told.context} {told.path}"
    for secret in (nina.given_names, nina.first_surname, str(nina.birth_date), WHY):
        assert secret not in written


def test_only_the_sending_hospital_hands_over(nina: Child, clara: Person, felipe, ana, other_hospital, today) -> None:
    for person in (clara, felipe, ana):
        with pytest.raises(NotAllowed):
            transfer(child=nina, to=other_hospital, on=today, reason=WHY, by=person)


def test_what_cannot_be_moved_is_told_why(nina: Child, carmen: Person, other_hospital: Unit, today: date) -> None:
    def move(**change):
        with transaction.atomic():
            asked = {"to": other_hospital, "on": today, "reason": WHY, **change}
            return transfer(child=nina, by=carmen, **asked)

    with pytest.raises(SameHospital):
        move(to=nina.unit)
    with pytest.raises(FieldMissing):
        move(reason="  ")
    with pytest.raises(BadDay):
        move(on=today + timedelta(days=1))
    with pytest.raises(BeforeItsStay):
        move(on=date(2026, 1, 11))
    with pytest.raises(StaleEdition):
        move(edition=7)
    other_hospital.closed_on = today
    other_hospital.save()
    with pytest.raises(ClosedHospital):
        move()
    Child.objects.filter(pk=nina.pk).update(state="deceased", state_on=today)
    with pytest.raises(NotInTreatment):
        move()


def test_registered_at_the_wrong_hospital_the_stay_itself_is_put_right(nina: Child, carmen, other_hospital) -> None:
    since = Stay.objects.get(child=nina).since
    transfer(child=nina, to=other_hospital, on=since, reason="Se registró aquí por error", by=carmen)
    stay = Stay.objects.get(child=nina)
    assert (stay.unit, stay.since, stay.until) == (other_hospital, since, None)


def test_a_mixture_under_way_is_finished_first(
    nina: Child, carmen: Person, other_hospital: Unit, today: date, mixing_centre
) -> None:
    session = SessionFactory(plan=PlanFactory(child=nina, growth=nina.growth.get()))
    mixture = MixtureFactory(order=MixingOrderFactory(session=session))
    with pytest.raises(MixturesUnderWay) as told:
        transfer(child=nina, to=other_hospital, on=today, reason=WHY, by=carmen)
    assert mixture.order.folio in told.value.message


@pytest.mark.parametrize("state", ["finished", "abandoned", "deceased"])
def test_out_of_treatment_nothing_is_required_and_back_in_it_everything_is(
    nina: Child, carmen: Person, today: date, session: Session, state: str
) -> None:
    change_state(child=nina, state=state, on=today, reason=WHY, by=carmen)
    assert required_at(session) == []
    nina.refresh_from_db()
    assert (nina.state, nina.state_on, nina.state_reason) == (state, today, WHY)

    change_state(child=nina, state="active", on=today, reason="Volvió", by=carmen)
    assert required_at(session) == [nina.unit.pk]


def test_after_a_death_nothing_waits_to_be_sent_to_the_family(
    nina: Child, rosa: Person, carmen: Person, today: date
) -> None:
    told = Notification.objects.create(person=rosa, kind="child.arrived", key="1", path=f"/mi-familia/{nina.folio}/")
    other = Notification.objects.create(person=rosa, kind="child.arrived", key="2", path="/mi-familia/")
    for notification in (told, other):
        Delivery.objects.create(
            notification=notification, channel="email", address=rosa.email, state=DeliveryState.WAITING
        )
    feed = CalendarFeed.objects.create(guardian=Guardian.objects.get(person=rosa), token_hash="x" * 64)

    change_state(child=nina, state="deceased", on=today, reason="Sepsis", by=carmen)

    assert list(Delivery.objects.values_list("notification", flat=True)) == [other.pk]
    feed.refresh_from_db()
    assert feed.revoked_at is not None


def test_the_trail_of_a_state_tells_no_reason(nina: Child, carmen: Person, today: date) -> None:
    change_state(child=nina, state="abandoned", on=today, reason=WHY, by=carmen)
    event = AuditEvent.objects.about(nina).get(type="child.state")
    assert event.before == {"state": "active"}
    assert event.after["state"] == "abandoned"
    assert WHY not in str(event.after)


def test_a_state_is_changed_by_a_clinician_for_a_reason_and_never_ahead(nina, carmen, felipe, carla, today) -> None:
    for person in (felipe, carla):
        with pytest.raises(NotAllowed):
            change_state(child=nina, state="finished", on=today, reason=WHY, by=person)
    with pytest.raises(SameState):
        change_state(child=nina, state="active", on=today, reason=WHY, by=carmen)
    with pytest.raises(FieldMissing):
        change_state(child=nina, state="finished", on=today, reason="", by=carmen)
    with pytest.raises(BadDay):
        change_state(child=nina, state="finished", on=today + timedelta(days=1), reason=WHY, by=carmen)
    with pytest.raises(StaleEdition):
        change_state(child=nina, state="finished", on=today, reason=WHY, edition=9, by=carmen)
