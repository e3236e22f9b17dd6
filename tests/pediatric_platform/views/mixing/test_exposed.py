"""Of a recall: mixtures that can still be stopped and children who got some, by name only where one treats them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from delegations.models import AuditEvent
from pediatric_platform.actions.mixing import administer, dispatch_, prepare, receive
from pediatric_platform.errors.mixing import LotOnHold
from supply.actions.recalls import NamedLot, open_recall

pytestmark = pytest.mark.django_db


@pytest.fixture
def exposed(validated, shelf, mireya, carmen, olga):
    """One mixture of the lot was given, one is prepared; then the lot is recalled under another spelling."""
    given, waiting = validated(), validated(amount=Decimal("0.5"))
    prepare(mixtures=[given], by=mireya)
    dispatch_(mixture=given, by=mireya)
    receive(mixture=given, by=carmen)
    administer(mixture=given, by=carmen)
    prepare(mixtures=[waiting], by=mireya)
    recall = open_recall(
        kind="quality",
        product="Producto",
        source="Alerta 12",
        drug=shelf["near"].drug,
        lots=[NamedLot("n-e a/r")],
        by=olga,
    )
    return given, waiting, recall


def _page(client, person, recall):
    client.force_login(person)
    return client.get(reverse("pediatric:recall-exposed", args=[recall.pk]))


def test_a_mixture_in_preparation_stops_and_who_had_it_is_named(exposed, client, carmen, mireya):
    given, waiting, recall = exposed
    with pytest.raises(LotOnHold):
        dispatch_(mixture=waiting, by=mireya)
    answer = _page(client, carmen, recall)
    assert [told[0].mixture_id for told in answer.context["to_stop"]] == [waiting.pk]
    assert [told[0].mixture_id for told in answer.context["given"]] == [given.pk]
    assert answer.context["found"].own_given == 1
    read = AuditEvent.objects.get(type="recall.exposed_read")
    assert read.by_id == carmen.pk


@pytest.mark.parametrize("who", ["ana", "carla", "olga"])
def test_who_treats_nobody_reads_counts_and_no_name(who, exposed, client, request):
    given, _waiting, recall = exposed
    child = given.order.session.plan.child
    answer = _page(client, request.getfixturevalue(who), recall)
    page = answer.content.decode()
    assert answer.context["found"].rows == ()
    assert answer.context["found"].other_given == 1
    assert child.full_name not in page
    assert child.folio not in page


def test_the_file_holds_folios_and_no_names(exposed, client, carmen):
    given, _waiting, recall = exposed
    client.force_login(carmen)
    answer = client.get(reverse("pediatric:recall-exposed", args=[recall.pk]), {"formato": "csv"})
    told = b"".join(answer.streaming_content).decode()
    child = given.order.session.plan.child
    assert child.folio in told
    assert child.full_name not in told
