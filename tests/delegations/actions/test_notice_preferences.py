from __future__ import annotations

from datetime import date

import pytest

from delegations.actions.notice_preferences import choose_paces, set_mobile_phone
from delegations.errors.notices import BadNumber, MandatoryNotice, NoSuchPace
from delegations.models import AuditEvent, Channel, Delivery, NoticePreference, Pace
from delegations.notify import tell
from tests.delegations.notify.conftest import kind, words_of_the_tests  # noqa: F401

pytestmark = pytest.mark.django_db


def test_only_what_changes_is_kept_and_leaves_a_trace(ana, kind) -> None:  # noqa: F811
    key = (kind.stock.name, Channel.EMAIL)
    assert choose_paces(paces={key: Pace.NOW}, by=ana) == 0
    assert not NoticePreference.objects.exists()
    assert choose_paces(paces={key: Pace.DIGEST, (kind.stock.name, Channel.TEXT): Pace.NEVER}, by=ana) == 1
    assert choose_paces(paces={key: Pace.NOW}, by=ana) == 1
    assert NoticePreference.objects.get().pace == Pace.NOW
    first = AuditEvent.objects.filter(type="notice_preferences.changed").order_by("pk")[0]
    assert (first.before, first.after) == ({"test.stock:email": "now"}, {"test.stock:email": "digest"})


def test_a_mandatory_kind_cannot_be_switched_off(ana, kind) -> None:  # noqa: F811
    with pytest.raises(MandatoryNotice, match="Lo obligatorio"):
        choose_paces(
            paces={(kind.stock.name, Channel.EMAIL): Pace.NEVER, (kind.must.name, Channel.EMAIL): Pace.NEVER}, by=ana
        )
    assert not NoticePreference.objects.exists()


def test_a_text_message_waits_for_no_digest(ana, kind) -> None:  # noqa: F811
    with pytest.raises(NoSuchPace):
        choose_paces(paces={(kind.stock.name, Channel.TEXT): Pace.DIGEST}, by=ana)


def test_what_waited_for_the_digest_does_not_come_once_switched_off(ana, beto, kind) -> None:  # noqa: F811
    for person in (ana, beto):
        choose_paces(paces={(kind.stock.name, Channel.EMAIL): Pace.DIGEST}, by=person)
    tell(kind=kind.stock.name, to=[ana, beto], key="1", context={"drug": "x", "since": date(2026, 1, 1)})
    choose_paces(paces={(kind.stock.name, Channel.EMAIL): Pace.NEVER}, by=ana)
    assert Delivery.objects.get().notification.person == beto
    assert ana.notifications.count() == 1


def test_the_number_is_kept_as_it_is_dialled_and_the_trail_does_not_tell_it(ana) -> None:
    assert set_mobile_phone(number="33 1234 5678", by=ana) == "+523312345678"
    assert "3312345678" not in str(AuditEvent.objects.get(type="person.mobile_phone_changed").after)
    with pytest.raises(BadNumber):
        set_mobile_phone(number="12", by=ana)
    assert set_mobile_phone(number=" ", by=ana) == ""
