from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.plans import extend_plans
from pediatric_platform.actions.sessions import cancel_session, give_session, move_session
from pediatric_platform.errors.doses import StillNeeded
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.plans import NotYoursToPrescribe, ReasonNeeded
from pediatric_platform.errors.sessions import (
    BadReason,
    GivenBeforeThePlan,
    GivenInTheFuture,
    MissingDrugNotNamed,
    MixturesUnderWay,
    SameDay,
    SessionInThePast,
    SessionIsOver,
    TooFarAway,
)
from pediatric_platform.models import Deviation, Dose, Plan, Session, SessionMove
from pediatric_platform.reach import COVERED
from pediatric_platform.selectors.plans.lines import dose_rows
from pediatric_platform.selectors.sessions import answered
from pediatric_platform.templatetags.plans import told
from supply.models import RequirementPackage
from tests.factories.children import ChildFactory, GuardFactory, MixingOrderFactory, MixtureFactory
from tests.factories.plans import approved, begun, in_days
from tests.factories.supply import AssortmentFactory


@pytest.fixture
def plan(nina, carmen, vincristine, methotrexate) -> Plan:
    for drug in (vincristine, methotrexate):
        AssortmentFactory(unit=nina.unit, drug=drug)
    return begun(nina, approved(), carmen)


def day(plan: Plan, number: int) -> Session:
    return plan.sessions.get(day=number)


def days(plan: Plan) -> dict[int, int]:
    """Day of the cycle → days from today."""
    today = timezone.localdate()
    return {session.day: (session.on - today).days for session in plan.sessions.all()}


def test_a_session_moves_alone_with_its_reason_and_what_it_needs(plan, carmen):
    moved = move_session(session=day(plan, 8), to=in_days(10), reason="fever", edition=1, by=carmen)
    assert (moved.on, moved.planned_on, moved.edition) == (in_days(10), in_days(7), 2)
    assert days(plan) == {1: 0, 8: 10, 15: 14, 22: 21, 29: 28}
    move = SessionMove.objects.get()
    assert (move.moved_from, move.moved_to, move.reason, move.moved_rest) == (in_days(7), in_days(10), "fever", False)
    assert RequirementPackage.objects.get(reference=moved.reference).needed_on == in_days(10)


def test_all_that_follows_moves_as_many_days_and_so_does_what_is_not_written_yet(nina, carmen):
    plan = begun(nina, approved(({"days": [1]},), cycle_days=7, cycles=100), carmen)
    third = plan.sessions.order_by("on")[2]
    move_session(session=third, to=in_days(17), reason="cytopenia", move_rest=True, by=carmen)
    plan.refresh_from_db()
    assert plan.shift_days == 3
    on = [(row - timezone.localdate()).days for row in plan.sessions.order_by("on").values_list("on", flat=True)]
    assert on[:4] == [0, 7, 17, 24]
    assert on[-1] == 185
    extend_plans(today=in_days(15))
    # 182 + 15 = 197 ahead: the next weeks are 192 (27 weeks and 3 days); no day is written twice.
    later = [(row - timezone.localdate()).days for row in plan.sessions.order_by("on").values_list("on", flat=True)]
    assert later == [*on, 192]


def test_moved_back_together_the_rest_comes_closer(plan, carmen):
    move_session(session=day(plan, 15), to=in_days(12), reason="other", note="Puente", move_rest=True, by=carmen)
    plan.refresh_from_db()
    assert (plan.shift_days, days(plan)) == (-2, {1: 0, 8: 7, 15: 12, 22: 19, 29: 26})


def test_a_birthday_between_the_old_day_and_the_new_gives_the_amount_of_the_new_age(hospital, carmen):
    ninth = in_days(10)
    child = ChildFactory(unit=hospital, birth_date=ninth.replace(year=ninth.year - 9))
    plan = begun(child, approved(), carmen)
    dose = Dose.objects.get(session__plan=plan, session__day=8, inn="methotrexate")
    assert dose.amount == 12  # eight years old on day 8, in seven days
    move_session(session=day(plan, 8), to=in_days(10), reason="family", by=carmen)
    dose.refresh_from_db()
    assert (dose.amount, dose.rule_amount) == (15, 15)  # nine, on the very birthday


def test_a_session_is_never_moved_into_the_past(plan, carmen):
    with pytest.raises(SessionInThePast):
        move_session(session=day(plan, 8), to=in_days(-1), reason="fever", by=carmen)
    with pytest.raises(SameDay):
        move_session(session=day(plan, 8), to=in_days(7), reason="fever", by=carmen)
    with pytest.raises(TooFarAway):
        move_session(session=day(plan, 8), to=in_days(370), reason="fever", by=carmen)
    assert not SessionMove.objects.exists()


def test_a_session_that_went_by_moves_to_today(plan, carmen):
    Session.objects.filter(plan=plan, day=1).update(on=in_days(-2))
    assert move_session(session=day(plan, 1), to=in_days(0), reason="family", by=carmen).on == in_days(0)


def test_a_missing_drug_is_named_and_another_reason_is_written_out(plan, carmen, vincristine):
    with pytest.raises(MissingDrugNotNamed):
        move_session(session=day(plan, 8), to=in_days(9), reason="missing_drug", by=carmen)
    with pytest.raises(ReasonNeeded):
        move_session(session=day(plan, 8), to=in_days(9), reason="other", note=" ", by=carmen)
    with pytest.raises(BadReason):
        move_session(session=day(plan, 8), to=in_days(9), reason="nada", by=carmen)
    move_session(session=day(plan, 8), to=in_days(9), reason="missing_drug", missing_drug=vincristine, by=carmen)
    assert SessionMove.objects.get().missing_drug == vincristine


def test_a_drug_named_for_another_reason_is_not_counted_as_missing(plan, carmen, vincristine):
    move_session(session=day(plan, 8), to=in_days(9), reason="fever", missing_drug=vincristine, by=carmen)
    assert SessionMove.objects.get().missing_drug is None


def test_two_who_move_at_once_the_second_is_told_and_nothing_moves_twice(plan, carmen):
    move_session(session=day(plan, 8), to=in_days(9), reason="fever", edition=1, by=carmen)
    with pytest.raises(StaleEdition, match="Carmen de Oncología") as refused:
        move_session(session=day(plan, 8), to=in_days(11), reason="family", edition=1, by=carmen)
    assert refused.value.what == "Sesión recorrida"
    assert days(plan)[8] == 9


def test_nothing_moves_under_what_is_prepared(plan, carmen, mixing_centre):
    dose = Dose.objects.get(session__plan=plan, session__day=15, inn="vincristine")
    order = MixingOrderFactory(session=dose.session, place=mixing_centre)
    MixtureFactory(order=order, dose=dose, state="prepared", use_before=timezone.now() + timedelta(hours=8))
    with pytest.raises(MixturesUnderWay):
        move_session(session=dose.session, to=in_days(20), reason="fever", by=carmen)
    with pytest.raises(MixturesUnderWay):
        move_session(session=day(plan, 8), to=in_days(9), reason="fever", move_rest=True, by=carmen)
    assert days(plan)[8] == 7


def test_only_the_hospital_s_clinicians_move_give_and_cancel(plan, felipe, carla):
    for person in (felipe, carla):
        with pytest.raises(NotYoursToPrescribe):
            move_session(session=day(plan, 8), to=in_days(9), reason="fever", by=person)
        with pytest.raises(NotYoursToPrescribe):
            give_session(session=day(plan, 1), given_on=in_days(0), by=person)
        with pytest.raises(NotYoursToPrescribe):
            cancel_session(session=day(plan, 8), reason="fever", by=person)


def test_a_given_session_gives_its_doses_and_needs_nothing_more(plan, carmen):
    first = day(plan, 1)
    given = give_session(session=first, given_on=in_days(0), edition=1, by=carmen)
    assert (given.state, given.given_on, given.recorded_by) == ("given", in_days(0), carmen)
    assert set(given.doses.values_list("state", flat=True)) == {"given"}
    assert not RequirementPackage.objects.filter(reference=first.reference).exists()


def test_the_same_told_twice_is_told_once_and_another_day_is_refused(plan, carmen):
    give_session(session=day(plan, 1), given_on=in_days(0), by=carmen)
    assert give_session(session=day(plan, 1), given_on=in_days(0), by=carmen).edition == 2
    with pytest.raises(SessionIsOver):
        give_session(session=day(plan, 1), given_on=in_days(-1), by=carmen)


def test_nothing_is_given_tomorrow_nor_before_the_plan(plan, carmen):
    with pytest.raises(GivenInTheFuture):
        give_session(session=day(plan, 1), given_on=in_days(1), by=carmen)
    with pytest.raises(GivenBeforeThePlan):
        give_session(session=day(plan, 1), given_on=in_days(-1), by=carmen)


def test_a_cancelled_session_is_a_deviation_and_needs_nothing_more(plan, carmen):
    session = day(plan, 8)
    with pytest.raises(ReasonNeeded):
        cancel_session(session=session, reason="", by=carmen)
    with pytest.raises(BadReason):
        cancel_session(session=session, reason="Toxicidad", by=carmen)
    with pytest.raises(ReasonNeeded):
        cancel_session(session=session, reason="other", note=" ", by=carmen)
    cancelled = cancel_session(session=session, reason="other", note="Toxicidad", edition=1, by=carmen)
    assert (cancelled.cancel_reason, cancelled.missing_drug) == ("other", None)
    deviation = Deviation.objects.get(plan=plan)
    assert (deviation.kind, deviation.session_on, deviation.reason) == ("schedule", session.on, "Toxicidad")
    assert not RequirementPackage.objects.filter(reference=session.reference).exists()
    with pytest.raises(SessionIsOver):
        give_session(session=session, given_on=in_days(0), by=carmen)


def test_a_session_called_off_for_want_of_a_drug_names_it_and_says_so(plan, carmen, vincristine):
    session = day(plan, 8)
    with pytest.raises(MissingDrugNotNamed):
        cancel_session(session=session, reason="missing_drug", by=carmen)
    cancelled = cancel_session(session=session, reason="missing_drug", missing_drug=vincristine, by=carmen)
    assert (cancelled.cancel_reason, cancelled.missing_drug) == ("missing_drug", vincristine)
    assert cancelled.state_reason == f"Falta un medicamento: {vincristine.generic_name}"


def test_a_drug_named_for_another_reason_is_not_kept_as_missing(plan, carmen, vincristine):
    cancelled = cancel_session(session=day(plan, 8), reason="fever", missing_drug=vincristine, by=carmen)
    assert (cancelled.missing_drug, cancelled.state_reason) == (None, "Fiebre o infección")


def test_the_day_of_a_rescue_is_not_called_off_while_what_needs_it_is_given(nina, carmen):
    GuardFactory(
        code="rescate", kind="needs", inn="methotrexate", threshold=500, needs_inn="calcium folinate", limit=None
    )
    high = {"inn": "methotrexate", "name": "Metotrexato", "amount": Decimal(5000), "days": [1], "max_amount": None}
    rescue = {"inn": "calcium folinate", "name": "Folinato", "amount": Decimal(15), "days": [2], "max_amount": None}
    plan = begun(nina, approved((high, rescue)), carmen)
    with pytest.raises(StillNeeded, match="Folinato no puede omitirse mientras se dé Metotrexato"):
        cancel_session(session=day(plan, 2), reason="family", by=carmen)
    # What needs it called off first, the rescue may go too.
    cancel_session(session=day(plan, 1), reason="fever", by=carmen)
    assert cancel_session(session=day(plan, 2), reason="fever", by=carmen).state == "cancelled"


def test_what_is_off_the_shelf_is_needed_no_more(plan, carmen, mixing_centre, vincristine):
    dose = Dose.objects.get(session__plan=plan, session__day=8, inn="vincristine")
    order = MixingOrderFactory(session=dose.session, place=mixing_centre)
    MixtureFactory(order=order, dose=dose, state="prepared", use_before=timezone.now() + timedelta(hours=8))
    declare_sessions([dose.session_id])
    package = RequirementPackage.objects.get(reference=dose.session.reference)
    assert vincristine.pk not in package.requirements.values_list("drug_id", flat=True)
    assert dose.amount == Decimal("1.2")


def test_a_day_of_which_everything_is_mixed_is_complete_and_not_unknown(nina, carmen, mixing_centre, vincristine):
    AssortmentFactory(unit=nina.unit, drug=vincristine)
    plan = begun(nina, approved(({"days": [1]},)), carmen)
    dose = Dose.objects.get(session__plan=plan)
    order = MixingOrderFactory(session=dose.session, place=mixing_centre)
    MixtureFactory(order=order, dose=dose, state="prepared", use_before=timezone.now() + timedelta(hours=8))
    declare_sessions([dose.session_id])
    [dated] = answered(Session.objects.filter(plan=plan))
    assert (dated.answer, dated.rank, dated.is_made) == (None, COVERED, True)
    assert told(dated) == "ya está mezclado o entregado"
    assert [piece.rank for row in dose_rows(dated) for piece in row.pieces] == [COVERED]
