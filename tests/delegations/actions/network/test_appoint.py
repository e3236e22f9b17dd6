"""Postings are given by who may, over what the role is held, on days that make sense, to one person at a time."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delegations.actions import network
from delegations.actions.network import rules
from delegations.errors import (
    AlreadyHolds,
    AnotherName,
    BadContact,
    ClosedAccount,
    ClosedUnit,
    EndsBeforeStart,
    ImplausibleDay,
    NotYoursToAppoint,
    PostTaken,
    Refusal,
    WrongHolding,
    WrongScope,
)
from delegations.models import (
    AuditEvent,
    Holding,
    Notification,
    OneTimeLink,
    Person,
    Posting,
    Unit,
    UnitKind,
)
from delegations.roles import APPOINTS, DELEGATION_ROLES, NATIONAL_ROLES, POSTS, Role
from tests.factories.delegations import DelegationFactory, PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db
MANAGER = {"role": Role.UNIT_SUPPLY_MANAGER, "holding": Holding.TITULAR}


@pytest.fixture
def empty(delegation) -> Unit:
    return UnitFactory(delegation=delegation, name="HGZ 9 Vacante")


class TestWhoMay:
    def test_the_representative_fills_the_posts_of_the_delegations_hospitals(self, empty, rosa, nora, today):
        posting = network.appoint(person=nora, unit=empty, starts_on=today, by=rosa, **MANAGER)
        assert (posting.person, posting.unit, posting.is_national) == (nora, empty, False)
        event = AuditEvent.objects.get(type="posting.appointed")
        assert (event.by_id, event.after["person"], event.after["unit"]) == (rosa.pk, nora.pk, empty.pk)
        assert Notification.objects.filter(person=nora, kind="network.appointed").count() == 1

    def test_not_those_of_another_delegation(self, other_hospital, rosa, nora, today):
        with pytest.raises(NotYoursToAppoint):
            network.appoint(person=nora, unit=other_hospital, starts_on=today, by=rosa, **MANAGER)

    def test_nor_those_of_a_umae_which_answers_to_central_office(self, delegation, rosa, olga, nora, today):
        umae = UnitFactory(delegation=delegation, kind=UnitKind.UMAE, level=3)
        with pytest.raises(NotYoursToAppoint):
            network.appoint(person=nora, unit=umae, starts_on=today, by=rosa, **MANAGER)
        assert network.appoint(person=nora, unit=umae, starts_on=today, by=olga, **MANAGER)

    @pytest.mark.parametrize("giver", Role, ids=str)
    @pytest.mark.parametrize("given_role", Role, ids=str)
    def test_every_role_gives_what_the_table_says_and_nothing_else(self, giver, given_role, today):
        unit = UnitFactory()
        by = PersonFactory()
        PostingFactory(person=by, role=giver, **scope_of_role(giver, unit))
        asked = {"role": given_role, "holding": Holding.SUBSTITUTE if given_role in POSTS else Holding.MEMBER}
        asked |= {"person": PersonFactory(), "starts_on": today, "by": by} | places(given_role, unit)
        if given_role in APPOINTS.get(giver, ()):
            assert network.appoint(**asked).pk
        else:
            with pytest.raises(NotYoursToAppoint):
                network.appoint(**asked)

    def test_rights_end_the_day_after_the_posting(self, delegation, empty, nora, today):
        gone = PersonFactory()
        PostingFactory(
            person=gone,
            role=Role.DELEGATION_REPRESENTATIVE,
            delegation=delegation,
            ends_on=today - timedelta(days=1),
        )
        with pytest.raises(NotYoursToAppoint):
            network.appoint(person=nora, unit=empty, starts_on=today, by=gone, **MANAGER)
        last = PersonFactory()
        PostingFactory(
            person=last, role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation, starts_on=today, ends_on=today
        )
        assert network.appoint(person=nora, unit=empty, starts_on=today, by=last, **MANAGER)


def scope_of_role(role: str, unit: Unit) -> dict[str, object]:
    if role in NATIONAL_ROLES:
        return {"is_national": True}
    return {"delegation": unit.delegation} if role in DELEGATION_ROLES else {"unit": unit}


def places(role: str, unit: Unit) -> dict[str, object]:
    found = scope_of_role(role, unit)
    found.pop("is_national", None)
    return found


class TestWhatIsRefused:
    """Each by its name, with field and remedy, and nothing stored."""

    @staticmethod
    def refused(error: type[Refusal], field: str, **asked) -> Refusal:
        rows = Posting.objects.count(), AuditEvent.objects.count(), Notification.objects.count()
        with pytest.raises(error) as told:
            network.appoint(**{**MANAGER, "by": None, **asked})
        assert (told.value.field, bool(told.value.message), bool(told.value.remedy)) == (field, True, True)
        assert (Posting.objects.count(), AuditEvent.objects.count(), Notification.objects.count()) == rows
        return told.value

    def test_an_end_before_the_start(self, empty, nora, today):
        self.refused(
            EndsBeforeStart, "ends_on", person=nora, unit=empty, starts_on=today, ends_on=today - timedelta(days=1)
        )

    @pytest.mark.parametrize("closed_in", [-30, 0, 5])
    def test_a_unit_that_is_closed_on_the_first_day(self, delegation, nora, today, closed_in):
        closed = UnitFactory(delegation=delegation, closed_on=today + timedelta(days=closed_in))
        self.refused(ClosedUnit, "unit", person=nora, unit=closed, starts_on=today + timedelta(days=max(closed_in, 0)))

    def test_a_unit_that_is_closed_by_now_though_it_was_open_then(self, delegation, nora, today):
        closed = UnitFactory(delegation=delegation, closed_on=today - timedelta(days=1))
        self.refused(ClosedUnit, "unit", person=nora, unit=closed, starts_on=today - timedelta(days=60))

    def test_a_closed_account(self, empty, nora, today):
        nora.is_active = False
        self.refused(ClosedAccount, "person", person=nora, unit=empty, starts_on=today)

    def test_a_taken_post_says_by_whom_since_when_and_the_way_on(self, hospital, ana, nora, today):
        refusal = self.refused(PostTaken, "starts_on", person=nora, unit=hospital, starts_on=today)
        assert "Ana del Hospital" in refusal.message
        assert "01/01/2020" in refusal.message
        assert "Entregue" in refusal.remedy

    def test_the_other_name_of_a_post_that_one_holds(self, hospital, ana, today):
        refusal = self.refused(
            AlreadyHolds, "person", person=ana, unit=hospital, starts_on=today, holding=Holding.SUBSTITUTE
        )
        assert "titular" in refusal.message

    def test_the_same_membership_twice(self, hospital, today):
        eva = PersonFactory()
        asked = {"person": eva, "unit": hospital, "role": Role.PHARMACIST, "holding": Holding.MEMBER}
        network.appoint(**asked, starts_on=today, by=None)
        self.refused(AlreadyHolds, "person", **asked, starts_on=today)
        assert network.appoint(**asked | {"person": PersonFactory()}, starts_on=today, by=None)

    @pytest.mark.parametrize("role", Role, ids=str)
    def test_a_scope_that_is_not_the_roles(self, delegation, hospital, nora, today, role):
        right = (role in DELEGATION_ROLES, role not in NATIONAL_ROLES | DELEGATION_ROLES)
        for here in ({}, {"delegation": delegation}, {"unit": hospital}, {"delegation": delegation, "unit": hospital}):
            if ("delegation" in here, "unit" in here) == right:
                continue
            with pytest.raises(WrongScope):
                network.appoint(person=nora, role=role, holding="titular", starts_on=today, by=None, **here)

    @pytest.mark.parametrize(
        ("role", "holding"),
        [
            (Role.UNIT_SUPPLY_MANAGER, Holding.MEMBER),
            (Role.UNIT_SUPPLY_MANAGER, Holding.ACTING),
            (Role.PHARMACIST, Holding.TITULAR),
            (Role.PHARMACIST, Holding.ACTING),
        ],
    )
    def test_a_character_that_is_not_the_roles(self, hospital, nora, today, role, holding):
        self.refused(WrongHolding, "holding", person=nora, unit=hospital, role=role, holding=holding, starts_on=today)

    @pytest.mark.parametrize("day", [date.min, date(206, 1, 1), date(2062, 1, 1), date.max])
    def test_a_year_that_nobody_meant(self, empty, nora, today, day):
        self.refused(ImplausibleDay, "starts_on", person=nora, unit=empty, starts_on=day)

    @pytest.mark.parametrize("contact", [{"office_phone": "sin número"}, {"office_email": "nora@"}])
    def test_a_contact_that_nobody_could_use(self, empty, nora, today, contact):
        self.refused(BadContact, next(iter(contact)), person=nora, unit=empty, starts_on=today, **contact)


DAYS = st.integers(0, 12)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(spans=st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS)), min_size=2, max_size=5))
def test_on_no_day_are_there_two_titulars_whatever_the_order(spans):
    """Refused exactly when a day is shared; the database agrees with the action, day by day."""
    unit = UnitFactory()
    start = date(2026, 1, 1)
    kept: list[tuple[int, int]] = []
    for first, length in spans:
        last = 10_000 if length is None else first + length
        asked = {
            "person": PersonFactory(),
            "unit": unit,
            "starts_on": start + timedelta(days=first),
            "ends_on": None if length is None else start + timedelta(days=last),
        }
        if any(first <= b and a <= last for a, b in kept):
            with pytest.raises(PostTaken):
                network.appoint(**asked, **MANAGER, by=None)
        else:
            network.appoint(**asked, **MANAGER, by=None)
            kept.append((first, last))
    for day in range(26):
        on = Posting.objects.filter(unit=unit).current(start + timedelta(days=day)).count()
        assert on == sum(a <= day <= b for a, b in kept) <= 1


def test_the_day_after_the_last_is_free(empty, nora, today):
    first = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=empty, ends_on=today - timedelta(days=1))
    assert network.appoint(person=nora, unit=empty, starts_on=today, by=None, **MANAGER).person == nora
    assert first.person != nora


def test_what_the_rules_miss_the_database_refuses_with_the_same_words(hospital, ana, nora, today, monkeypatch):
    """A rule that looked too early (or a row written by hand) still ends in the clear error."""
    real, seen = rules.post_is_free, []
    monkeypatch.setattr(
        rules, "post_is_free", lambda posting: seen.append(1) or (real(posting) if len(seen) > 1 else None)
    )
    with pytest.raises(PostTaken) as told:
        network.appoint(person=nora, unit=hospital, starts_on=today, by=None, **MANAGER)
    assert "Ana del Hospital" in told.value.message
    assert Posting.objects.filter(person=nora).count() == 0


class TestByEmail:
    def test_somebody_without_an_account_gets_one_and_an_invitation(self, empty, rosa, today):
        posting, invited = network.appoint_by_email(
            email="Nuevo@Example.org", full_name="Nuevo Titular", unit=empty, starts_on=today, by=rosa, **MANAGER
        )
        assert invited
        assert (posting.person.email, posting.person.has_joined) == ("nuevo@example.org", False)
        assert OneTimeLink.objects.filter(person=posting.person, posting=posting).count() == 1

    def test_somebody_with_an_account_is_found_however_it_is_written(self, empty, rosa, nora, today):
        posting, invited = network.appoint_by_email(
            email="NORA@example.org", full_name="Nora N.", unit=empty, starts_on=today, by=rosa, **MANAGER
        )
        assert (posting.person, invited, posting.person.full_name) == (nora, False, "Nora Nueva")

    def test_an_address_of_somebody_with_quite_another_name_gives_nobody_the_post(self, empty, rosa, nora, today):
        with pytest.raises(AnotherName) as refusal:
            network.appoint_by_email(
                email="nora@example.org", full_name="Otro Nombre", unit=empty, starts_on=today, by=rosa, **MANAGER
            )
        assert refusal.value.field == "email"
        assert not Posting.objects.filter(person=nora).exists()

    def test_a_refusal_leaves_no_account_behind(self, hospital, ana, rosa, today):
        with pytest.raises(PostTaken):
            network.appoint_by_email(
                email="nuevo@example.org", full_name="Nuevo", unit=hospital, starts_on=today, by=rosa, **MANAGER
            )
        assert not Person.objects.filter(email="nuevo@example.org").exists()

    def test_who_may_not_appoint_registers_nobody(self, hospital, ana, carla, today):
        with pytest.raises(NotYoursToAppoint):
            network.appoint_by_email(
                email="nuevo@example.org", full_name="Nuevo", unit=hospital, starts_on=today, by=carla, **MANAGER
            )
        assert not Person.objects.filter(email="nuevo@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_fill_a_post_at_once_one_gets_it_and_the_other_reads_who(today):
    unit = UnitFactory(delegation=DelegationFactory())
    people = [PersonFactory(full_name=f"Candidata {number}") for number in range(6)]
    ready, outcomes = Barrier(len(people)), []

    def appoint(person: Person) -> None:
        try:
            ready.wait()
            outcomes.append(network.appoint(person=person, unit=unit, starts_on=today, by=None, **MANAGER))
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [Thread(target=appoint, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [item for item in outcomes if isinstance(item, Posting)]
    lost = [item for item in outcomes if not isinstance(item, Posting)]
    assert len(won) == 1
    assert {type(item) for item in lost} == {PostTaken}
    assert {won[0].person.full_name} == {item.holder for item in lost}
    assert Posting.objects.count() == AuditEvent.objects.filter(type="posting.appointed").count() == 1
