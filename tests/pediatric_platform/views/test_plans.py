from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.actions.sessions import give_session
from pediatric_platform.models import Dose, Plan, Session
from supply.weeks import IsoWeek
from tests.factories.children import AllergyFactory, ChildFactory, GrowthFactory, GuardFactory
from tests.factories.plans import approved, begun, in_days
from tests.factories.supply import AssortmentFactory

PRESCRIBERS_ONLY = ("plan-resize", "plan-stop", "plan-complete")
OF_SESSION = ("session-move", "session-move-preview", "session-give", "session-cancel")
OF_DOSE = ("dose-change", "dose-omit")


@pytest.fixture
def plan(nina, carmen, vincristine, methotrexate) -> Plan:
    for drug in (vincristine, methotrexate):
        AssortmentFactory(unit=nina.unit, drug=drug)
    return begun(nina, approved(), carmen)


@pytest.fixture
def by(client: Client):
    def sign_in(person) -> Client:
        client.force_login(person)
        return client

    return sign_in


def at(name: str, row) -> str:
    return reverse(f"pediatric:{name}", args=[row.pk])


def day(plan: Plan, number: int) -> Session:
    return plan.sessions.get(day=number)


def begin_at(child) -> str:
    return reverse("pediatric:plan-begin", args=[child.folio])


def asked(child, regimen, **more) -> dict[str, object]:
    growth = child.growth.first()
    return {"esquema": regimen.pk, "fase": 1, "inicio": in_days(0).isoformat(), "medida": growth.pk, **more}


def test_only_who_prescribes_opens_the_forms(plan, by, felipe, carla):
    session = day(plan, 8)
    dose = session.doses.first()
    addresses = [at(name, plan) for name in PRESCRIBERS_ONLY]
    addresses += [at(name, session) for name in OF_SESSION] + [at(name, dose) for name in OF_DOSE]
    assert {by(felipe).get(address).status_code for address in addresses} == {403}
    assert {by(carla).get(address).status_code for address in addresses} == {404}


def test_the_pharmacist_reads_plan_and_session_and_leaves_a_trace(plan, by, felipe, carla):
    for address in (at("plan", plan), at("session", day(plan, 8))):
        assert by(felipe).get(address).status_code == 200
        assert by(carla).get(address).status_code == 404
    traces = AuditEvent.objects.filter(by_id=felipe.pk).values_list("type", flat=True)
    assert set(traces) == {"plan.read", "session.read"}


def test_a_preview_shows_calendar_doses_and_pieces_and_stores_nothing(nina, carmen, vincristine, by):
    AssortmentFactory(unit=nina.unit, drug=vincristine)
    page = by(carmen).get(begin_at(nina), asked(nina, approved()))
    html = page.content.decode()
    assert "1.2 mg" in html
    assert [row.pieces for row in page.context["shown"].taken if row.drug == vincristine] == [8]
    assert not Plan.objects.exists()


DOXORUBICIN = {"inn": "doxorubicin", "name": "Doxorrubicina", "amount": Decimal(30), "max_amount": None}


@pytest.fixture
def limit():
    GuardFactory(
        code="antraciclinas", kind="lifetime", inn="doxorubicin", group="antraciclinas", factor=1, limit=Decimal(450)
    )


def test_a_preview_warns_of_the_session_that_passes_the_lifetime_limit_however_late_it_is(nina, carmen, limit, by):
    # 30 mg/m² each 28 days: 15 doses are 450, the limit; the 16th, 15 × 28 = 420 days ahead, passes it.
    regimen = approved(({**DOXORUBICIN, "days": [1]},), cycle_days=28, cycles=17)
    page = by(carmen).get(begin_at(nina), asked(nina, regimen))
    life = page.context["shown"].life.life
    assert (life.total, life.passes_on) == (510, in_days(420))
    assert "el plan suma 510 mg/m² equivalentes a doxorrubicina" in page.content.decode()
    by(carmen).post(begin_at(nina), asked(nina, regimen))
    told = by(carmen).get(at("plan", Plan.objects.get())).context["lifetime"]
    assert (told.total, told.passes_on) == (510, in_days(420))


def test_a_session_beyond_the_lifetime_limit_says_so_and_the_one_before_does_not(nina, carmen, limit, by):
    nina.prior_anthracycline = Decimal(400)
    nina.save()
    begun_plan = begun(nina, approved(({**DOXORUBICIN, "days": [1, 8]},)), carmen)
    texts = [by(carmen).get(at("session", day(begun_plan, number))).content.decode() for number in (1, 8)]
    assert ["límite de por vida" in text for text in texts] == [False, True]


def test_a_plan_begun_late_asks_for_the_anthracyclines_received_before(nina, carmen, limit, by):
    regimen = approved(({**DOXORUBICIN, "days": [1]},), ({"days": [1]},))
    late = asked(nina, regimen, fase=2)
    assert "la ficha dice que no recibió ninguna" in by(carmen).get(begin_at(nina), late).content.decode()
    nina.prior_anthracycline = Decimal(30)
    nina.save()
    assert "la ficha dice que no recibió ninguna" not in by(carmen).get(begin_at(nina), late).content.decode()


def test_a_session_is_cancelled_for_want_of_a_drug_that_is_chosen_of_its_own(plan, vincristine, carmen, by):
    session = day(plan, 8)
    form = {"edition": 1, "reason": "missing_drug", "note": ""}
    refused = by(carmen).post(at("session-cancel", session), form)
    assert "Falta decir cuál medicamento no hay." in refused.content.decode()
    by(carmen).post(at("session-cancel", session), {**form, "missing_drug": vincristine.pk})
    session.refresh_from_db()
    assert (session.state, session.cancel_reason, session.missing_drug) == ("cancelled", "missing_drug", vincristine)


def test_a_plan_is_begun_from_its_preview(nina, carmen, by):
    answer = by(carmen).post(begin_at(nina), asked(nina, approved()))
    plan = Plan.objects.get()
    assert answer.headers["Location"] == at("plan", plan)
    assert plan.created_by == carmen


def test_an_allergy_is_told_and_what_was_chosen_stays(nina, carmen, by):
    AllergyFactory(child=nina, substance="Vincristina", inn="vincristine")
    page = by(carmen).post(begin_at(nina), asked(nina, approved()))
    assert page.status_code == 200
    assert "Tiene anotada alergia a: Vincristina" in page.content.decode()
    assert page.context["reasons"].errors["allergy_reason"]
    assert page.context["shown"] is not None
    by(carmen).post(begin_at(nina), asked(nina, approved(), allergy_reason="Se descartó"))
    assert Plan.objects.count() == 1


def test_a_child_with_a_plan_is_told_so_at_the_regimen(plan, nina, carmen, by):
    page = by(carmen).get(begin_at(nina), asked(nina, approved()))
    assert "Ya tiene un plan en curso" in page.content.decode()
    assert page.context["shown"] is None


def test_a_child_without_recent_measures_is_sent_to_be_measured(hospital, carmen, by):
    child = ChildFactory(unit=hospital)
    GrowthFactory(child=child, measured_on=in_days(-90))
    assert "No hay medidas de los últimos 60 días" in by(carmen).get(begin_at(child)).content.decode()


def test_an_odd_address_of_the_preview_is_answered_with_the_form(nina, carmen, by):
    odd = ({"esquema": "x"}, {"esquema": "999999999"}, {"esquema": "9" * 30}, {"esquema": "1", "inicio": "ayer"})
    for query in odd:
        assert by(carmen).get(begin_at(nina), query).status_code == 200


def test_a_session_moves_and_says_where_to(plan, carmen, by):
    session = day(plan, 8)
    to = in_days(9)
    answer = by(carmen).post(at("session-move", session), {"to": to, "reason": "fever", "edition": 1})
    assert answer.headers["Location"] == at("session", session)
    session.refresh_from_db()
    assert session.on == to


def test_the_second_of_two_is_told_keeps_what_was_typed_and_may_press_again(plan, carmen, by):
    session = day(plan, 8)
    form = {"to": in_days(9), "reason": "other", "note": "Viaje de la familia", "edition": 1}
    by(carmen).post(at("session-move", session), {**form, "to": in_days(10)})
    page = by(carmen).post(at("session-move", session), form)
    html = page.content.decode()
    assert "Carmen de Oncología cambió lo mismo" in html
    assert "Viaje de la familia" in html
    again = {name: page.context["form"][name].value() for name in ("to", "reason", "note", "edition")}
    assert by(carmen).post(at("session-move", session), again).status_code == 302
    session.refresh_from_db()
    assert session.on == in_days(9)


def test_the_preview_of_a_move_tells_all_that_goes_with_it(plan, carmen, by):
    address = at("session-move-preview", day(plan, 15))
    page = by(carmen).get(address, {"to": in_days(16), "move_rest": "on"})
    assert [(row.day, after) for row, _before, after in page.context["rows"]] == [
        (15, in_days(16)),
        (22, in_days(23)),
        (29, in_days(30)),
    ]
    assert "no puede ponerse en un día que ya pasó" in by(carmen).get(address, {"to": in_days(-1)}).content.decode()
    assert by(carmen).get(address, {"to": "2026-02-31"}).status_code == 200


def test_a_dose_above_its_cap_is_refused_on_the_page_by_name(plan, carmen, by):
    dose = Dose.objects.get(session__plan=plan, session__day=8, inn="vincristine")
    page = by(carmen).post(at("dose-change", dose), {"amount": "2.5", "reason": "Error", "edition": 1})
    assert "pasa del tope de 2 mg" in page.content.decode()
    dose.refresh_from_db()
    assert dose.amount != 2.5


def test_old_and_new_doses_stand_side_by_side_until_they_are_confirmed(plan, nina, carmen, by):
    small = GrowthFactory(child=nina, weight_kg=10, height_cm=90, measured_on=in_days(0))
    page = by(carmen).get(at("plan-resize", plan))
    html = page.content.decode()
    assert page.context["growth"] == small
    assert "1.2 mg" in html
    assert "0.75 mg" in html
    by(carmen).post(at("plan-resize", plan), {"growth": small.pk, "edition": 1})
    assert Dose.objects.filter(session__plan=plan, inn="vincristine", amount="0.75").count() == 4


def test_the_measure_in_use_leaves_nothing_to_confirm(plan, nina, carmen, by):
    confirm = "Confirmar las dosis nuevas"
    assert confirm not in by(carmen).get(at("plan-resize", plan)).content.decode()
    GrowthFactory(child=nina, weight_kg=10, height_cm=90, measured_on=in_days(0))
    assert confirm in by(carmen).get(at("plan-resize", plan)).content.decode()


def test_a_measure_of_another_child_sizes_nothing(plan, carmen, by):
    other = GrowthFactory()
    page = by(carmen).post(at("plan-resize", plan), {"growth": other.pk, "edition": 1})
    assert page.status_code == 422
    plan.refresh_from_db()
    assert plan.growth != other


def test_the_calendar_of_a_week_shows_children_by_day(plan, nina, carmen, by):
    session = day(plan, 8)
    page = by(carmen).get(reverse("pediatric:calendar"), {"semana": str(IsoWeek.of(session.on))})
    shown = {of_day.day: [one.session for one in of_day.shown] for of_day in page.context["calendar"].days}
    assert session in shown[session.on]
    assert nina.full_name in page.content.decode()


def test_the_calendar_filters_by_answer_and_by_drug(plan, carmen, by):
    address, week = reverse("pediatric:calendar"), str(IsoWeek.of(day(plan, 8).on))
    page = by(carmen).get(address, {"semana": week, "respuesta": "falta"})
    assert not any(of_day.shown for of_day in page.context["calendar"].days)
    page = by(carmen).get(address, {"semana": week, "medicamento": "methotrexate"})
    shown = [one.session for of_day in page.context["calendar"].days for one in of_day.shown]
    assert day(plan, 8) in shown


def test_given_sessions_are_folded_counted_and_still_printed(plan, carmen, by):
    session = day(plan, 1)
    give_session(session=session, given_on=session.on, by=carmen)
    address, week = reverse("pediatric:calendar"), str(IsoWeek.of(session.on))
    folded = by(carmen).get(address, {"semana": week}).content.decode()
    assert "1 aplicada" in folded
    assert 'class="week-grid"' in folded
    # The row is there, for the printer; a style hides it on the screen.
    assert at("session", session) in folded
    assert f"aplicadas=si#d{session.on:%m%d}" in folded
    assert (
        'class="week-grid with-given"' in by(carmen).get(address, {"semana": week, "aplicadas": "si"}).content.decode()
    )


def test_a_phone_opens_the_calendar_on_today_or_on_the_first_day_with_sessions(plan, carmen, by):
    address = reverse("pediatric:calendar")
    assert by(carmen).get(address).context["opens_on"] == in_days(0)
    later = IsoWeek.of(in_days(0)).next()
    shown = by(carmen).get(address, {"semana": str(later)})
    assert shown.context["opens_on"] == day(plan, 8).on
    assert "Esta semana" in shown.content.decode()


def test_another_hospital_s_calendar_is_not_there(plan, carla, carmen, other_hospital, by):
    address = reverse("pediatric:calendar")
    assert by(carmen).get(address, {"unidad": other_hospital.clues}).status_code == 404
    assert by(carmen).get(address, {"semana": "mañana"}).status_code == 404


def test_the_calendar_takes_the_same_queries_however_many_children(
    plan, hospital, carmen, by, django_assert_max_num_queries
):
    for _number in range(3):
        begun(ChildFactory(unit=hospital), plan.regimen)
    by(carmen)
    with django_assert_max_num_queries(32):
        by(carmen).get(reverse("pediatric:calendar"))


def test_days_that_nobody_told_about_are_listed(plan, nina, carmen, by):
    Session.objects.filter(plan=plan, day=1).update(on=in_days(-1))
    page = by(carmen).get(reverse("pediatric:session-unrecorded"))
    assert [row.day for row in page.context["object_list"]] == [1]
    assert "Del libro de existencias" not in page.content.decode()
    export = by(carmen).get(reverse("pediatric:session-unrecorded"), {"formato": "csv"})
    text = b"".join(export.streaming_content).decode() if export.streaming else export.content.decode()
    assert nina.first_surname not in text


def test_a_given_session_is_told_with_one_form(plan, carmen, by):
    session = day(plan, 1)
    by(carmen).post(at("session-give", session), {"given_on": timezone.localdate(), "edition": 1})
    session.refresh_from_db()
    assert session.state == "given"
    assert "Aplicada" in by(carmen).get(at("session", session)).content.decode()


def test_a_dose_of_thousands_is_offered_as_people_write_it(nina, carmen, by):
    line = {"inn": "asparaginase", "name": "L-asparaginasa", "amount": 6000, "unit": "UI", "max_amount": None}
    dose = Dose.objects.filter(session__plan=begun(nina, approved((line,)), carmen)).first()
    assert 'value="4800"' in by(carmen).get(at("dose-change", dose)).content.decode()
