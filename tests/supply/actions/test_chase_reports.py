from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from delegations.models import Delivery, DeliveryState, Notification, Place
from delegations.notify import inbox_line
from delegations.notify.deliver import deliver_due
from delegations.roles import Role
from supply.actions.chase_reports import chase_reports
from supply.actions.weeks import draft_week, sign_week
from supply.models import ReportChase, WeeklyReport
from supply.weeks import IsoWeek
from tests.factories.delegations import PersonFactory, PlaceFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(pharmacy: Place) -> WeeklyReport:
    draft_week(delegation=pharmacy.delegation, week=IsoWeek(2026, 40), now=timezone.now())
    return WeeklyReport.objects.get()


def kinds() -> list[str]:
    return sorted(ReportChase.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("hours_after_due", "expected"),
    [
        (-6, []),
        (-5, ["reminder"]),
        (-0.01, ["reminder"]),
        (0, ["late"]),
        (23.9, ["late"]),
        (24, ["escalated", "late"]),
        (24 * 15, []),
    ],
)
def test_what_is_sent_depends_on_the_deadline(report, ana, beto, hours_after_due: float, expected: list[str]) -> None:
    chase_reports(now=report.due_at + timedelta(hours=hours_after_due))
    deliver_due()
    assert kinds() == expected
    assert len(mail.outbox) == len(expected)


def test_the_sweep_repeated_sends_nothing_twice(report, ana, beto) -> None:
    for minutes in range(-300, 60 * 30, 60):
        chase_reports(now=report.due_at + timedelta(minutes=minutes))
        deliver_due()
    assert kinds() == ["escalated", "late", "reminder"]
    assert [message.to for message in mail.outbox] == [["ana@example.org"], ["ana@example.org"], ["beto@example.org"]]


def test_a_signed_report_is_left_in_peace(report, ana) -> None:
    sign_week(report=report, by=ana)
    assert chase_reports(now=report.due_at + timedelta(days=2)) == 0


def test_the_office_mail_goes_before_the_persons_own_and_former_managers_get_nothing(report, hospital) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    PostingFactory(person=PersonFactory(), unit=hospital, starts_on=date(2019, 1, 1), ends_on=yesterday)
    PostingFactory(
        person=PersonFactory(),
        unit=hospital,
        starts_on=timezone.localdate(),
        office_email="abasto@example.org",
    )
    PostingFactory(person=PersonFactory(), unit=hospital, role=Role.PHARMACIST)
    chase_reports(now=report.due_at)
    deliver_due()
    (message,) = mail.outbox
    assert message.to == ["abasto@example.org"]
    assert ReportChase.objects.get().recipients == 1


def test_a_delegation_reads_one_mail_for_all_its_late_units(report, hospital, beto) -> None:
    neighbour = UnitFactory(delegation=hospital.delegation, name="HGZ 9 de prueba")
    PlaceFactory(unit=neighbour)
    draft_week(delegation=hospital.delegation, week=report.iso_week, now=timezone.now())
    chase_reports(now=report.due_at + timedelta(days=2))
    deliver_due()
    (message,) = mail.outbox
    assert message.subject == "Semana 2026-W40: 2 unidades sin firmar"
    assert "HGZ 9 de prueba" in message.body
    assert "UMAE Hospital de prueba" in message.body


def test_the_mail_tells_the_deadline_on_the_units_own_clock_and_links_to_the_page(other_pharmacy, carla) -> None:
    draft_week(delegation=other_pharmacy.delegation, week=IsoWeek(2026, 40), now=timezone.now())
    report = WeeklyReport.objects.get()
    chase_reports(now=report.due_at)
    deliver_due()
    (message,) = mail.outbox
    assert "lunes 5 de octubre, 14:00" in message.body
    assert f"/semanas/{report.pk}/" in message.body
    assert f'href="http://127.0.0.1:8000/semanas/{report.pk}/"' in message.alternatives[0].content


def test_the_inbox_keeps_it_in_one_line(report, ana, beto) -> None:
    chase_reports(now=report.due_at + timedelta(days=2))
    late, escalated = Notification.objects.order_by("kind")[1], Notification.objects.order_by("kind")[0]
    assert (late.person, escalated.person) == (ana, beto)
    assert inbox_line(late).startswith("Semana 2026-W40 de UMAE Hospital de prueba: sin firma, vencía el 5 oct")
    assert inbox_line(escalated) == "Semana 2026-W40 en Jalisco: 1 unidad sin firmar"


def test_a_warehouses_week_is_told_to_its_delegation(delegation, delegation_warehouse, beto) -> None:
    draft_week(delegation=delegation, week=IsoWeek(2026, 40), now=timezone.now())
    chase_reports(now=WeeklyReport.objects.get().due_at)
    deliver_due()
    (message,) = mail.outbox
    assert message.to == ["beto@example.org"]
    assert "del almacén de Jalisco" in message.body


def test_a_mail_that_fails_stops_nothing(report, ana, beto, monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("no route to the mail server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    assert chase_reports(now=report.due_at + timedelta(days=2)) == 2
    assert deliver_due() == 0
    assert kinds() == ["escalated", "late"]
    assert list(Delivery.objects.values_list("state", "attempts")) == [(DeliveryState.QUEUED, 1)] * 2


def test_the_queries_do_not_grow_with_the_reports(hospital, ana, beto, django_assert_max_num_queries) -> None:
    for unit in [hospital, *UnitFactory.create_batch(20, delegation=hospital.delegation)]:
        PlaceFactory(unit=unit, kind="almacen")
    draft_week(delegation=hospital.delegation, week=IsoWeek(2026, 40), now=timezone.now())
    due: datetime = WeeklyReport.objects.first().due_at
    with django_assert_max_num_queries(14):
        chase_reports(now=due)
    assert ReportChase.objects.count() == 21
