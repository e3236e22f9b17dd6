"""A kit below its minimum is told to its hospital at once, and goes up when it stays so."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from delegations.models import AuditEvent, Notification, Person, Place, Unit, UnitKind
from delegations.roles import Role
from pediatric_platform.actions.fever_kit import count_items, sweep_kits
from pediatric_platform.actions.fever_kit.sweep import KitsSwept
from pediatric_platform.models import KitAlert, KitItem
from pediatric_platform.tasks import sweep_kits as task
from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from supply.models import Drug
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory
from tests.factories.fever import KitItemFactory

pytestmark = pytest.mark.django_db


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("person__email", flat=True))


@pytest.fixture
def item(hospital: Unit, pharmacy: Place, vincristine: Drug) -> KitItem:
    """Six on the shelf, five at least."""
    lines = [LotLine(vincristine.pk, "LOTE-1", hospital.today() + timedelta(days=90), 6)]
    receive(place=pharmacy, lines=lines, key="llegan", by=None)
    row: KitItem = KitItemFactory(unit=hospital, drug=vincristine, minimum=5)
    return row


def test_a_dispensing_that_takes_the_last_pieces_begins_one_alert_and_tells_the_hospital(
    item: KitItem, pharmacy: Place, ana: Person, carmen: Person, felipe: Person, mireya: Person, beto: Person,
    carla: Person, olga: Person,
) -> None:  # fmt: skip
    assert sweep_kits() == KitsSwept()
    dispense(place=pharmacy, lines=[IssueLine(item.drug_id, 2)], key="se-dan", by=ana)

    assert task() == 1
    assert sweep_kits() == KitsSwept()

    alert = KitAlert.objects.get()
    assert (alert.item, alert.on_hand, alert.minimum, alert.ended_at) == (item, 4, 5, None)
    assert told("kit.short") == {ana.email, carmen.email, felipe.email}
    assert told("kit.escalated") == set()
    event = AuditEvent.objects.get(type="kit_alert.begun")
    assert (event.unit_id, event.after) == (item.unit_id, {"items": [item.pk]})


def test_pieces_that_come_back_end_the_alert_and_a_second_fall_begins_another(
    item: KitItem, pharmacy: Place, ana: Person
) -> None:
    dispense(place=pharmacy, lines=[IssueLine(item.drug_id, 2)], key="se-dan", by=ana)
    sweep_kits()
    lines = [LotLine(item.drug_id, "LOTE-2", pharmacy.today() + timedelta(days=90), 3)]
    receive(place=pharmacy, lines=lines, key="llegan-mas", by=ana)
    assert sweep_kits() == KitsSwept(ended=1)
    dispense(place=pharmacy, lines=[IssueLine(item.drug_id, 4)], key="se-dan-mas", by=ana)
    assert sweep_kits() == KitsSwept(begun=1)
    assert [bool(alert.ended_at) for alert in KitAlert.objects.order_by("pk")] == [True, False]
    assert Notification.objects.filter(kind="kit.short", person=ana).count() == 2


def test_after_an_hour_it_goes_to_the_delegation_once(
    hospital: Unit, vincristine: Drug, ana: Person, beto: Person, olga: Person, carla: Person
) -> None:
    KitItemFactory(unit=hospital, drug=vincristine)
    now = timezone.now()
    sweep_kits(now=now)
    assert sweep_kits(now=now + timedelta(minutes=59, seconds=59)) == KitsSwept()
    assert sweep_kits(now=now + timedelta(minutes=60)) == KitsSwept(escalated=1)
    assert sweep_kits(now=now + timedelta(minutes=61)) == KitsSwept()
    assert told("kit.escalated") == {beto.email}
    assert Notification.objects.get(kind="kit.escalated").context["minutes"] == 60


def test_a_umae_answers_to_central_office(delegation, vincristine: Drug, beto: Person, olga: Person) -> None:
    umae = UnitFactory(delegation=delegation, kind=UnitKind.UMAE)
    KitItemFactory(unit=umae, drug=vincristine)
    now = timezone.now()
    sweep_kits(now=now)
    sweep_kits(now=now + timedelta(hours=1))
    assert told("kit.escalated") == {olga.email}


def test_where_nobody_of_the_delegation_is_in_post_central_office_is_told(
    hospital: Unit, vincristine: Drug, olga: Person
) -> None:
    KitItemFactory(unit=hospital, drug=vincristine)
    now = timezone.now()
    sweep_kits(now=now)
    sweep_kits(now=now + timedelta(hours=2))
    assert told("kit.escalated") == {olga.email}


def test_a_supply_alerts_by_its_count_and_never_while_nobody_counted(hospital: Unit, ana: Person) -> None:
    item = KitItemFactory(unit=hospital, role="supply", drug=None, name="Equipo de venoclisis", minimum=10)
    assert sweep_kits() == KitsSwept()
    count_items(unit=hospital, counts={item.pk: 3}, by=ana)
    assert KitAlert.objects.standing().get().on_hand == 3
    count_items(unit=hospital, counts={item.pk: 12}, by=ana)
    assert not KitAlert.objects.standing().exists()


def test_an_item_taken_out_of_use_alerts_no_more(item: KitItem) -> None:
    KitItem.objects.filter(pk=item.pk).update(minimum=50)
    sweep_kits()
    KitItem.objects.filter(pk=item.pk).update(is_active=False)
    assert sweep_kits() == KitsSwept(ended=1)


def test_what_falls_short_at_once_is_one_notice(
    hospital: Unit, vincristine: Drug, methotrexate: Drug, ana: Person
) -> None:
    KitItemFactory(unit=hospital, drug=vincristine, name="Uno")
    KitItemFactory(unit=hospital, drug=methotrexate, name="Dos")
    assert sweep_kits() == KitsSwept(begun=2)
    notice = Notification.objects.get(kind="kit.short")
    assert [row["name"] for row in notice.context["items"]] == ["Uno", "Dos"]


def test_statements_do_not_grow_with_kits_that_stay_as_they_were(
    delegation, vincristine: Drug, django_assert_max_num_queries
) -> None:
    for _number in range(25):
        KitItemFactory(unit=UnitFactory(delegation=delegation), drug=vincristine, minimum=1)
    pharmacist = PersonFactory()
    PostingFactory(person=pharmacist, role=Role.PHARMACIST, unit=KitItem.objects.order_by("pk")[0].unit)
    with django_assert_max_num_queries(25 + 22):  # one line of the audit trail for each hospital whose kit changed
        assert sweep_kits().begun == 25
    with django_assert_max_num_queries(9):
        assert sweep_kits() == KitsSwept()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_begin_one_alert_and_tell_once(hospital: Unit, vincristine: Drug, ana: Person) -> None:
    KitItemFactory(unit=hospital, drug=vincristine)
    both, done = threading.Barrier(2), []

    def run() -> None:
        both.wait()
        try:
            done.append(sweep_kits())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.begun for one in done) == 1
    assert KitAlert.objects.count() == 1
    assert Notification.objects.filter(kind="kit.short").count() == 1
