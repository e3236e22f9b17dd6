from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.models import Place
from delegations.roles import POSTS, Role
from supply.actions.chase_reports import chase_reports
from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from supply.actions.weeks import draft_week, sign_week
from supply.models import Lot, Movement, ReportState, WeeklyReport
from supply.weeks import IsoWeek
from tests.factories.delegations import PersonFactory, PlaceFactory, PostingFactory, UnitFactory
from tests.factories.supply import AssortmentFactory, DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def week(pharmacy: Place) -> IsoWeek:
    """Over and past its deadline, whatever the hour of the run."""
    return IsoWeek.of(pharmacy.today() - timedelta(days=2)).previous()


@pytest.fixture
def report(hospital, pharmacy, vincristine, methotrexate, week) -> WeeklyReport:
    """Vincristine is well, methotrexate is out."""
    for drug in (vincristine, methotrexate):
        AssortmentFactory(unit=hospital, drug=drug)
    lines = [LotLine(vincristine.pk, "A1", week.sunday.replace(year=week.year + 2), 30)]
    receive(place=pharmacy, lines=lines, key="in", by=None, occurred_on=week.previous(4).monday)
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 10)], key="out", by=None, occurred_on=week.monday)
    draft_week(delegation=hospital.delegation, week=week, now=timezone.now())
    return WeeklyReport.objects.get(unit=hospital)


def page(name: str, report: WeeklyReport, *more: int) -> str:
    return reverse(f"supply:report-{name}", args=[report.pk, *more])


def sign(client: Client, report: WeeklyReport):
    return client.post(page("sign", report), {"visto": report.drafted_at.isoformat()}, follow=True)


def test_differences_come_first_and_the_normal_is_folded(client, report, ana) -> None:
    client.force_login(ana)
    text = client.get(page("detail", report)).content.decode()
    differences, normal = text.split('<details class="folded"', 1)
    assert "Metotrexato" in differences
    assert "Vincristina" not in differences
    assert "Vincristina" in normal
    assert text.count("Firmar la semana") == 1


def test_the_manager_signs_what_she_reads(client, report, ana) -> None:
    client.force_login(ana)
    answer = sign(client, report)
    assert "Semana firmada" in answer.content.decode()
    report.refresh_from_db()
    assert (report.state, report.signed_by) == (ReportState.SIGNED, ana)
    again = sign(client, report)
    assert "La semana ya está firmada." in again.content.decode()


def test_a_page_read_before_the_ledger_moved_signs_nothing_and_shows_the_new_figures(
    client, report, ana, pharmacy, vincristine, week
) -> None:
    client.force_login(ana)
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 1)], key="x", by=None, occurred_on=week.sunday)
    assert "El libro cambió después de este borrador" in client.get(page("detail", report)).content.decode()
    answer = sign(client, report)
    assert "Revise las cifras nuevas" in answer.content.decode()
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    assert report.lines.get(drug=vincristine, place_kind="conjunto").dispensed == 11
    assert sign(client, report).status_code == 200
    report.refresh_from_db()
    assert report.state == ReportState.SIGNED


def test_a_correction_opens_in_place_and_posts_a_count_with_its_reason(client, report, ana, vincristine, week) -> None:
    client.force_login(ana)
    address = page("correct", report, vincristine.pk)
    form = client.get(address).context["form"]
    lot = Lot.objects.get()
    field = next(field for _, _, field in form.rows)
    assert field.value() == 20
    data = {"key": form["key"].value(), field.name: "18", "note": ""}
    assert "note" in client.post(address, data).context["form"].errors, "a correction tells why"
    answer = client.post(address, data | {"note": "Faltaban dos en el anaquel"}, follow=True)
    assert "asentado" in answer.content.decode()
    movement = Movement.objects.get(reason="count_down")
    assert (movement.lot, movement.quantity, movement.occurred_on) == (lot, -2, week.sunday)
    client.post(address, data | {"note": "Faltaban dos en el anaquel"})
    assert Movement.objects.filter(reason="count_down").count() == 1, "sent twice, counted once"
    assert report.lines.get(drug=vincristine, place_kind="conjunto").closing == 18


def test_a_correction_that_changes_nothing_says_so(client, report, ana, vincristine) -> None:
    client.force_login(ana)
    address = page("correct", report, vincristine.pk)
    form = client.get(address).context["form"]
    field = next(field for _, _, field in form.rows)
    answer = client.post(address, {"key": "k", field.name: "20", "note": "x"})
    assert "no hay nada que corregir" in answer.content.decode()


def test_the_delegation_observes_and_validates(client, report, ana, beto) -> None:
    sign_week(report=report, by=ana)
    client.force_login(beto)
    assert "Validar" in client.get(page("detail", report)).content.decode()
    client.post(page("observe", report), {"note": "Revise el lote A1."})
    client.force_login(ana)
    assert "Revise el lote A1." in client.get(page("detail", report)).content.decode()
    client.force_login(beto)
    client.post(page("validate", report))
    report.refresh_from_db()
    assert (report.state, report.validated_by) == (ReportState.VALIDATED, beto)


@pytest.mark.parametrize("name", ["detail", "sign", "redraft", "validate", "observe"])
def test_nothing_of_it_exists_for_another_delegation(client, report, carla, name: str) -> None:
    client.force_login(carla)
    address = page(name, report)
    assert (client.get(address) if name == "detail" else client.post(address)).status_code == 404


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.UNIT_SUPPLY_MANAGER, True),
        (Role.PHARMACIST, False),
        (Role.CLINICIAN, False),
        (Role.MIXING_CENTRE_STAFF, False),
        (Role.AUDITOR, False),
    ],
)
def test_who_may_sign(client, report, hospital, role: str, allowed: bool) -> None:
    person = PersonFactory()
    scope = {"is_national": True} if role == Role.AUDITOR else {"unit": hospital}
    PostingFactory(person=person, role=role, holding="substitute" if role in POSTS else "member", **scope)
    client.force_login(person)
    assert ("Firmar la semana" in client.get(page("detail", report)).content.decode()) is allowed
    assert sign(client, report).status_code == (200 if allowed else 403)
    report.refresh_from_db()
    assert (report.state == ReportState.SIGNED) is allowed


@pytest.mark.parametrize("who", ["ana", "olga", "beto"])
def test_who_may_validate(client, report, ana, who: str, request) -> None:
    person = request.getfixturevalue(who)
    sign_week(report=report, by=ana)
    client.force_login(person)
    assert client.post(page("validate", report)).status_code == (403 if who == "ana" else 302)


def test_without_sign_in_there_is_only_the_door(client, report) -> None:
    for address in (reverse("supply:report-list"), page("detail", report)):
        assert client.get(address).status_code == 302


def test_the_board_of_reporting_says_who_is_late_and_what_was_sent(client, report, hospital, ana, beto) -> None:
    neighbour = UnitFactory(delegation=hospital.delegation, name="HGZ 7 de prueba")
    PlaceFactory(unit=neighbour)
    draft_week(delegation=hospital.delegation, week=report.iso_week, now=timezone.now())
    report.refresh_from_db()
    sign_week(report=report, by=ana, now=report.due_at)
    chase_reports(now=report.due_at)
    client.force_login(beto)
    answer = client.get(reverse("supply:report-list"))
    told = answer.context["reporting"]
    assert (told.expected, told.signed, told.on_time, told.late) == (2, 1, 1, 1)
    assert "Aviso de retraso" in answer.content.decode()
    late = client.get(answer.context["late_href"])
    assert [found.unit.name for found in late.context["object_list"]] == ["HGZ 7 de prueba"]


def test_a_units_people_see_their_own_weeks_one_below_the_other(client, report, hospital, ana) -> None:
    draft_week(delegation=hospital.delegation, week=report.iso_week.previous(), now=timezone.now())
    client.force_login(ana)
    found = client.get(reverse("supply:report-list")).context["object_list"]
    assert [str(row.iso_week) for row in found] == [str(report.iso_week), str(report.iso_week.previous())]


def test_the_queries_of_both_pages_do_not_grow(client, report, hospital, beto, django_assert_max_num_queries) -> None:
    for _ in range(15):
        unit = UnitFactory(delegation=hospital.delegation)
        PlaceFactory(unit=unit)
        AssortmentFactory(unit=hospital, drug=DrugFactory())
    draft_week(delegation=hospital.delegation, week=report.iso_week, now=timezone.now())
    client.force_login(beto)
    with django_assert_max_num_queries(11):
        assert client.get(reverse("supply:report-list")).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(page("detail", report)).status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_both_pages_are_files_too(client, report, ana, form: str) -> None:
    client.force_login(ana)
    for address in (reverse("supply:report-list"), page("detail", report)):
        answer = client.get(address, {"formato": form})
        assert answer["Content-Disposition"].startswith("attachment")
        content = b"".join(answer.streaming_content)
        if form == "csv" and address == page("detail", report):
            assert content.decode("utf-8-sig").count("\n") == 1 + report.lines.count()
