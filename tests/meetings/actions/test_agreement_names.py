"""No child's name and no relative's stands in an agreement, whichever of its words it is written in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from delegations.roles import Role
from meetings.actions.agreements import (
    agree,
    cancel,
    change_agreement,
    fulfil,
    give_agreement,
    move_due,
    note_progress,
    reopen,
)
from meetings.agreement_owner import Owner
from meetings.errors.agreements import AgreementNamesSomebody, SignedAway
from meetings.models import Agreement, AgreementEvent, Meeting
from tests.factories.children import ChildFactory
from tests.factories.meetings import (
    AgreementFactory,
    AttendanceFactory,
    MeetingFactory,
    MinutesFactory,
    running,
    signed,
)

CHILD = "Llevar el medicamento a Ximena Arizpe"


@pytest.fixture
def meeting(hospital):
    ChildFactory(unit=hospital, given_names="Ximena", first_surname="Arizpe", second_surname="Tello")
    return running(MeetingFactory())


def soon(days: int = 7):
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize("field", ["text", "family_text", "owner"])
def test_an_agreement_that_names_a_child_is_not_written(meeting, delegation, olga, beto, field):
    told = {"text": "Surtir", "owner": Owner(Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation)}
    told[field] = Owner(name="Ximena Arizpe", organisation="Familias") if field == "owner" else CHILD
    with pytest.raises(AgreementNamesSomebody) as refused:
        agree(meeting=meeting, due_on=soon(), by=olga, **told)
    assert refused.value.field == field
    assert "Ximena" not in refused.value.message
    assert not Agreement.objects.exists()


def test_a_relative_who_has_not_agreed_is_no_owner_by_name_until_they_do(meeting, olga):
    row = AttendanceFactory(meeting=meeting, person=None, name="Berenice Olmedo Cruz", kind="family")
    told = {"meeting": meeting, "text": "Avisar", "owner": Owner(name="Berenice Olmedo"), "due_on": soon(), "by": olga}
    with pytest.raises(AgreementNamesSomebody):
        agree(**told)
    row.may_be_named = True
    row.save()
    assert agree(**told).owner_name == "Berenice Olmedo"


def test_no_later_word_names_a_child_even_when_the_minutes_are_signed(meeting, olga):
    row = AgreementFactory(meeting=meeting)
    facts = {name: getattr(row, name) for name in ("delegation", "unit", "drug", "case")}
    with pytest.raises(AgreementNamesSomebody):
        change_agreement(agreement=row, text=CHILD, condition=None, by=olga, **facts)
    with pytest.raises(AgreementNamesSomebody):
        change_agreement(agreement=row, text="Surtir", family_text=CHILD, condition=None, by=olga, **facts)
    signed(MinutesFactory(meeting=meeting), olga)
    for act in (
        lambda: note_progress(agreement=row, text=CHILD, by=olga),
        lambda: move_due(agreement=row, due_on=soon(9), reason=CHILD, by=olga),
        lambda: give_agreement(agreement=row, owner=Owner(name="Mamá de Ximena Arizpe"), by=olga),
        lambda: cancel(agreement=row, reason=CHILD, by=olga),
        lambda: fulfil(agreement=row, note=CHILD, by=olga),
    ):
        with pytest.raises(AgreementNamesSomebody):
            act()
    fulfil(agreement=row, note="Se surtió", by=olga)
    with pytest.raises(AgreementNamesSomebody):
        reopen(agreement=row, reason=CHILD, by=olga)
    assert list(AgreementEvent.objects.filter(agreement=row).values_list("kind", flat=True)) == ["fulfilled"]


@pytest.mark.django_db(transaction=True)
def test_words_wait_for_a_signature_under_way_and_are_then_refused(olga):
    meeting = running(MeetingFactory())
    row, minutes = AgreementFactory(meeting=meeting), MinutesFactory(meeting=meeting)
    facts = {name: getattr(row, name) for name in ("delegation", "unit", "drug", "case")}

    def change() -> object:
        try:
            change_agreement(agreement=row, text="Otra cosa", condition=None, by=olga, **facts)
        except SignedAway as refused:
            return refused
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
            waiting = pool.submit(change)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.4)
            signed(minutes, olga)
        assert isinstance(waiting.result(timeout=5), SignedAway)
    assert Agreement.objects.get(pk=row.pk).text == "Surtir la vincristina que falta"
