"""Who is called by a series: a post, an account or a guest; each once, and only what goes together."""

from __future__ import annotations

import pytest

from delegations.models import AuditEvent, Delegation, Person, Unit
from meetings.actions.series import MemberFacts, add_member, change_member, drop_member
from meetings.errors.series import AlreadyMember, FactWrong, MemberHasLeft, NotYoursToCall
from meetings.models import Series
from tests.factories.meetings import SeriesFactory

pytestmark = pytest.mark.django_db
GUEST = MemberFacts(kind="supplier", name="  Proveedora   de prueba ", email="Prov@example.com", organisation="Acme")


@pytest.fixture
def series() -> Series:
    return SeriesFactory()


def test_a_post_an_account_a_relative_and_a_guest(
    series: Series, olga: Person, ana: Person, rosa: Person, delegation: Delegation
) -> None:
    post = add_member(
        series=series, facts=MemberFacts(role="delegation_representative", delegation=delegation), by=olga
    )
    add_member(series=series, facts=MemberFacts(person=ana), by=olga)
    add_member(series=series, facts=MemberFacts(kind="family", person=rosa), by=olga)
    guest = add_member(series=series, facts=GUEST, by=olga)
    assert (post.delegation, guest.name) == (delegation, "Proveedora de prueba")
    assert series.members.count() == 4
    told = str(list(AuditEvent.objects.values_list("before", "after", "target_label")))
    assert not any(word in told for word in ("Rosa", "Proveedora", "prov@"))


def test_nobody_is_listed_twice_and_whoever_left_may_come_back(series: Series, olga: Person, ana: Person) -> None:
    for facts in (MemberFacts(person=ana), MemberFacts(role="central_office"), GUEST):
        member = add_member(series=series, facts=facts, by=olga)
        with pytest.raises(AlreadyMember):
            add_member(series=series, facts=facts, by=olga)
        drop_member(member=member, by=olga)
        with pytest.raises(MemberHasLeft):
            drop_member(member=member, by=olga)
        add_member(series=series, facts=facts, by=olga)
    assert series.members.current().count() == 3


def test_what_does_not_go_together_is_refused_at_its_field(
    series: Series, olga: Person, ana: Person, rosa: Person, hospital: Unit, delegation: Delegation
) -> None:
    wrong = {
        "role": (MemberFacts(), MemberFacts(role="family"), MemberFacts(role="central_office", person=ana)),
        "unit": (MemberFacts(role="delegation_representative", unit=hospital),),
        "delegation": (MemberFacts(role="pharmacist", delegation=delegation), MemberFacts(person=ana, unit=hospital)),
        "kind": (MemberFacts(person=rosa), MemberFacts(kind="family", person=ana), MemberFacts(kind="x", person=ana)),
        "email": (MemberFacts(kind="supplier", name="Alguien", email="no es"),),
    }
    for field, cases in wrong.items():
        for facts in cases:
            with pytest.raises(FactWrong) as refused:
                add_member(series=series, facts=facts, by=olga)
            assert refused.value.field == field, facts
    assert not series.members.exists()


def test_a_guest_s_mail_is_put_right(series: Series, olga: Person) -> None:
    member = add_member(series=series, facts=GUEST, by=olga)
    changed = change_member(member=member, is_required=False, email="otra@example.com", post="Directora", by=olga)
    assert (changed.email, changed.post, changed.is_required) == ("otra@example.com", "Directora", False)


def test_only_central_office_says_who_is_called(series: Series, beto: Person, ana: Person) -> None:
    with pytest.raises(NotYoursToCall):
        add_member(series=series, facts=MemberFacts(person=ana), by=beto)
