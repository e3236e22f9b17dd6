from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.utils import timezone

from delegations.actions.deliveries import resend
from delegations.errors.notices import LinkIsGone, NotToResend
from delegations.models import AuditEvent, Delivery, DeliveryState
from delegations.notify import tell, tell_secretly
from delegations.notify.deliver import deliver_due
from tests.delegations.notify.conftest import kind, words_of_the_tests  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(ana, kind) -> Delivery:  # noqa: F811
    tell(kind=kind.stock.name, to=[ana], key="1", context={"drug": "x", "since": date(2026, 1, 1)})
    return Delivery.objects.get()


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.BOUNCED])
def test_what_failed_or_came_back_is_sent_again(delivery, admin, state: str) -> None:
    Delivery.objects.update(state=state, attempts=6, error="away", sent_at=timezone.now())
    resend(delivery=delivery, by=admin)
    assert deliver_due() == 1
    assert len(mail.outbox) == 1
    assert AuditEvent.objects.get(type="delivery.resent").before == {"state": state, "attempts": 6, "error": "away"}


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.QUEUED])
def test_what_arrived_or_is_on_its_way_is_not(delivery, admin, state: str) -> None:
    Delivery.objects.update(state=state, sent_at=timezone.now())
    with pytest.raises(NotToResend):
        resend(delivery=delivery, by=admin)


def test_a_one_time_link_is_not_sent_again(ana, admin, kind) -> None:  # noqa: F811
    delivery = tell_secretly(
        kind=kind.link.name, person=ana, address=ana.email, context={}, secret_context={"url": "x"}
    )
    Delivery.objects.update(state=DeliveryState.FAILED)
    with pytest.raises(LinkIsGone):
        resend(delivery=delivery, by=admin)
