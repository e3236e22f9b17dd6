"""Each rule that the database keeps is broken here on purpose, and answers with its own name."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Model
from django.utils import timezone

from delegations import audit
from delegations.models import (
    AuditEvent,
    Delivery,
    Handover,
    NoticePreference,
    Notification,
    OneTimeLink,
    Person,
    Posting,
    Unit,
)
from pediatric_platform.models import (
    AgeBand,
    Allergy,
    CalendarFeed,
    Child,
    Deviation,
    Draw,
    Promise,
    Regimen,
    RegimenLine,
    SessionMove,
    Vial,
)
from supply.actions.closing import close_week
from supply.models import (
    Assortment,
    Balance,
    CountryCell,
    CountryWeek,
    CoverageThreshold,
    DelegationWeek,
    Document,
    Drug,
    Movement,
    PlaceClosure,
    PrescriptionTally,
    ReportChase,
    Requirement,
    RequirementPackage,
    TransferLine,
    WeekCell,
    WeeklyLine,
)
from tests.factories.children import (
    AllergyFactory,
    ChildFactory,
    GrowthFactory,
    GuardFactory,
    PhaseFactory,
    ProtocolFactory,
    RegimenFactory,
    RegimenLineFactory,
)
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.two_sides import Side, TwoSides
from tests.plugins.database import owner_rights
from tests.project.breaking import again, alter, sql
from tests.project.violations import (
    case_evidence,
    cases,
    fever,
    fever_kit,
    guides,
    meetings,
    public_cases,
    rollout,
    supply,
    unmet,
)

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
APPS = ("delegations", "supply", "pediatric_platform", "meetings")


def move(side: Side, quantity: int, reason: str, *, days_ago: int = 0, reverses: Movement | None = None) -> None:
    """A movement by hand at the side's pharmacy."""
    sql(
        """INSERT INTO supply_movement
           (document_id, place_id, lot_id, quantity, reason, occurred_on, posted_at, reverses_id)
           VALUES (%s, %s, %s, %s, %s, %s, now(), %s)""",
        side.document.pk,
        side.pharmacy.pk,
        side.lot.pk,
        quantity,
        reason,
        side.pharmacy.today() - timedelta(days=days_ago),
        reverses.pk if reverses else None,
    )


def document(side: Side, **other: Any) -> None:
    again(Document.objects.get(pk=side.document.pk), **{"idempotency_key": "otra", **other})


def line(side: Side) -> WeeklyLine:
    return side.report.lines.filter(assorted=True, place_kind="conjunto").first()  # type: ignore[return-value]


def flows(model: type[Model]) -> Callable[[Side], None]:
    return lambda _side: alter(model._default_manager.order_by("pk")[0], closing=F("closing") + 1)


def twice(model: type[Model], **other: Any) -> Callable[[Side], None]:
    return lambda _side: again(model._default_manager.order_by("pk")[0], **other)


def report_twice(side: Side) -> None:
    """Also of the delegation's own warehouse, whose unit is null."""
    again(side.delegation.weekly_reports.get(week=side.week.monday, unit=None))


def second_balance(side: Side) -> None:
    """From inside a trigger, where the guard on balances lets rows pass."""
    sql("CREATE TEMP TABLE door (place bigint, lot bigint) ON COMMIT DROP")
    sql(
        """CREATE FUNCTION pg_temp.slip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
           INSERT INTO supply_balance (place_id, lot_id, on_hand, last_on) VALUES (NEW.place, NEW.lot, 1, now());
           RETURN NEW; END $$"""
    )
    sql("CREATE TRIGGER slip AFTER INSERT ON door FOR EACH ROW EXECUTE FUNCTION pg_temp.slip()")
    sql("INSERT INTO door VALUES (%s, %s)", side.pharmacy.pk, side.lot.pk)


def negative_past(side: Side) -> None:
    """More than enough comes today; yesterday had less than what is said to have left then."""
    on_hand = Balance.objects.get(place=side.pharmacy, lot=side.lot).on_hand
    move(side, 50, "receipt")
    move(side, -(on_hand + 20), "damage", days_ago=1)


def moved_back(side: Side) -> None:
    PlaceClosure.objects.filter(place=side.pharmacy).update(closed_through=F("closed_through") - timedelta(days=7))


def into_closed(side: Side) -> None:
    close_week(places=[side.pharmacy], week=side.week)
    closed = PlaceClosure.objects.get(place=side.pharmacy).closed_through
    move(side, 1, "receipt", days_ago=(side.pharmacy.today() - closed).days)


def half_reversal(side: Side) -> None:
    movement = Movement.objects.filter(place=side.pharmacy, lot=side.lot, reason="receipt").get()
    move(side, 1 - movement.quantity, "receipt", reverses=movement)


def late_capture(side: Side) -> None:
    today = side.pharmacy.today()
    sql(
        """INSERT INTO supply_movement
           (document_id, place_id, lot_id, quantity, reason, occurred_on, true_date, posted_at)
           VALUES (%s, %s, %s, 1, 'receipt', %s, %s, now())""",
        side.document.pk,
        side.pharmacy.pk,
        side.lot.pk,
        today,
        today,
    )


def audited(_side: Side) -> None:
    audit.record(by=None, type="prueba")
    AuditEvent.objects.update(type="otra")


def chased_twice(side: Side) -> None:
    ReportChase.objects.get_or_create(report=side.report, kind="late", defaults={"sent_at": timezone.now()})
    again(ReportChase.objects.get(report=side.report, kind="late"))


def drug_twice(_side: Side) -> None:
    for _ in range(2):
        Drug.objects.create(code=None, generic_name="Sin clave", drug_class="cytotoxic")


def newcomer() -> Person:
    return PersonFactory()


def posted(side: Side, **other: Any) -> Posting:
    return PostingFactory(**{"role": "pharmacist", "unit": side.hospital, **other})


def titular(side: Side) -> Posting:
    return Posting.objects.get(unit=side.hospital, role="unit_supply_manager", holding="titular")


def acting(side: Side, **other: Any) -> Posting:
    scope = {"role": "unit_supply_manager", "unit": side.hospital, "holding": "acting", "covers": titular(side)}
    return PostingFactory(**{**scope, "ends_on": "2030-01-01", **other})


def to_closed_unit(side: Side) -> None:
    alter(side.hospital, closed_on="2021-01-01")
    posted(side)


def link(**other: Any) -> OneTimeLink:
    given = {"purpose": "invitation", "token_hash": token_hex(32), "sent_to": "x@example.org", **other}
    person = Person.objects.order_by("pk")[0]
    return OneTimeLink.objects.create(**{"person": person, "expires_at": timezone.now() + timedelta(1), **given})


def notice() -> Notification:
    return Notification.objects.create(person=Person.objects.order_by("pk")[0], kind="x", key="1")


def delivery() -> Delivery:
    return Delivery.objects.create(
        notification=notice(), channel="email", address="x@example.org", next_attempt_at=timezone.now()
    )


def package(**other: Any) -> RequirementPackage:
    given = {"needed_on": "2026-12-01", "reference": token_hex(8), "folio": "N-CCCCCC", **other}
    unit = Unit.objects.order_by("pk")[0]
    row: RequirementPackage = RequirementPackage.objects.create(unit=unit, **given)
    return row


def requirement(side: Side, **other: Any) -> Requirement:
    return Requirement.objects.create(package=package(), drug=side.drug, **{"pieces": 2, **other})


def draft() -> Regimen:
    row: Regimen = RegimenFactory()
    return row


def draft_line(**other: Any) -> RegimenLine:
    row: RegimenLine = RegimenLineFactory(**other)
    return row


def vial(side: Side, **other: Any) -> Vial:
    now = timezone.now()
    given = {"amount": 1, "unit": "mg", "opened_at": now, "use_before": now + timedelta(hours=24), **other}
    row: Vial = Vial.objects.create(place=side.mixing, lot=side.lot, document=side.document, **given)
    return row


def draw(side: Side, amount: float, of: Vial | None = None, **other: Any) -> Draw:
    row: Draw = Draw.objects.create(vial=of or vial(side), mixture=side.mixture, amount=amount, **other)
    return row


def drawn_late(side: Side) -> None:
    now = timezone.now()
    draw(side, 1, vial(side, opened_at=now - timedelta(days=2), use_before=now - timedelta(days=1)))


def promise(side: Side, **other: Any) -> Promise:
    given = {"channel": "page", "answer": "covered", "needed_on": side.session.on, **other}
    row: Promise = Promise.objects.create(
        child=side.child, session=side.session, unit=side.hospital, person=side.relative, **given
    )
    return row


def feed(side: Side) -> CalendarFeed:
    """Beside the world's own, which is live."""
    row: CalendarFeed = CalendarFeed.objects.create(guardian=side.guardian, token_hash=token_hex(32))
    return row


def allergy(side: Side, **other: Any) -> Allergy:
    row: Allergy = AllergyFactory(child=side.child, **other)
    return row


def deviation(side: Side, **other: Any) -> Deviation:
    row: Deviation = Deviation.objects.create(plan=side.plan, kind="dose", **{"reason": "Neuropatía", **other})
    return row


def moved(side: Side, **other: Any) -> SessionMove:
    on = side.session.on
    given = {"moved_from": on, "moved_to": on + timedelta(days=7), "reason": "fever", **other}
    row: SessionMove = SessionMove.objects.create(session=side.session, **given)
    return row


def band(**other: Any) -> AgeBand:
    row: AgeBand = AgeBand.objects.create(**{"line": draft_line(), "from_age": 1, "amount": 8, **other})
    return row


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    # delegations
    "delegation_has_its_own_tile": lambda side: again(side.delegation, code="X", name="X"),
    "person_email_is_unique_in_any_case": lambda _s: Person.objects.create(email="OLGA@EXAMPLE.ORG", full_name="Otra"),
    "unit_level_is_1_to_3": lambda side: alter(side.hospital, level=4),
    "unit_closes_after_it_opens": lambda side: alter(side.hospital, opened_on="2020-01-02", closed_on="2020-01-01"),
    "one_place_per_unit_and_kind": lambda side: again(side.warehouse, code="OTRO"),
    "transit_belongs_to_a_delegation": lambda side: alter(side.pharmacy, kind="transito"),
    "posting_has_exactly_one_scope": lambda side: posted(side, is_national=True),
    "posting_scope_fits_its_role": lambda side: posted(side, unit=None, delegation=side.delegation),
    "posting_ends_after_it_starts": lambda _s: alter(Posting.objects.order_by("pk")[0], ends_on="2019-12-31"),
    "posting_holding_fits_its_role": lambda side: posted(side, holding="titular"),
    "posting_acting_covers_a_titular_until_a_day": lambda side: acting(side, ends_on=None),
    "posting_one_holder_at_a_time": lambda side: again(titular(side), person=newcomer()),
    "posting_person_holds_it_once": lambda side: again(titular(side), holding="substitute"),
    # Past the protection of what refers to it.
    "posting_that_began_is_not_deleted": lambda side: sql(
        "DELETE FROM delegations_posting WHERE id = %s", titular(side).pk
    ),
    "posting_keeps_what_it_was": lambda side: alter(titular(side), person=newcomer()),
    "posting_covers_the_titular_of_its_place": lambda side: acting(side, role="pharmacist"),
    "posting_is_to_an_open_unit": to_closed_unit,
    "handover_is_to_another_posting": lambda side: Handover.objects.create(
        from_posting=titular(side), to_posting=titular(side)
    ),
    "one_open_link_per_purpose": lambda _s: [link(), link()],
    "link_expires_after_it_is_made": lambda _s: link(expires_at=timezone.now() - timedelta(days=1)),
    "link_is_not_used_and_revoked": lambda _s: link(used_at=timezone.now(), revoked_at=timezone.now()),
    "notice_is_told_once": lambda _s: [notice(), notice()],
    "notice_is_delivered_once": lambda _s: again(delivery()),
    "queued_delivery_says_when": lambda _s: alter(delivery(), next_attempt_at=None),
    "sent_delivery_says_when": lambda _s: alter(delivery(), state="sent"),
    "one_preference_per_kind_and_channel": lambda _s: again(
        NoticePreference.objects.create(person=newcomer(), kind="x", channel="email", pace="never")
    ),
    "delegations_auditevent_is_append_only": audited,
    # supply: catalogue
    "drug_code_is_ten_digits": lambda side: alter(side.drug, code="010.000.17"),
    "one_drug_per_name_outside_the_compendio": drug_twice,
    "pack_has_at_least_one_piece": lambda side: alter(side.drug.presentations.get(), pieces_per_pack=0),
    "clave_is_twelve_digits": lambda side: alter(side.drug.presentations.get(), clave="010.000.1768"),
    "one_assortment_line_per_unit_and_drug": twice(Assortment),
    "assortment_ends_after_it_starts": lambda _s: alter(Assortment.objects.order_by("pk")[0], until="2019-12-31"),
    "threshold_is_not_negative": lambda _s: alter(CoverageThreshold.objects.order_by("pk")[0], from_days=-1),
    # supply: ledger
    "lot_is_drug_number_and_expiry": lambda side: again(side.lot),
    "lot_has_a_number": lambda side: again(side.lot, number=""),
    "a_moved_lot_keeps_its_identity": lambda side: alter(side.lot, number="OTRO"),
    "one_document_per_place_and_key": lambda side: document(side, idempotency_key=side.document.idempotency_key),
    "only_a_reversal_reverses": lambda side: document(side, reverses_id=side.document.pk),
    "document_has_a_key": lambda side: document(side, idempotency_key=""),
    "delegations_rowchange_is_append_only": lambda _s: sql("UPDATE delegations_rowchange SET at = now()"),
    "supply_document_is_append_only": lambda side: alter(side.document, note="otra"),
    "supply_movement_is_append_only": lambda _s: Movement.objects.all()._raw_delete("default"),
    "movement_sign_agrees_with_its_reason": lambda side: move(side, 1, "dispensing"),
    "movement_falls_in_an_open_week": into_closed,
    "reversal_takes_back_what_it_reverses": half_reversal,
    "no_past_day_is_negative": negative_past,
    "late_capture_names_an_earlier_day": late_capture,
    "balance_is_never_negative": lambda side: move(side, -10_000, "damage"),
    "one_balance_per_place_and_lot": second_balance,
    "balance_is_written_by_movements_only": lambda _s: Balance.objects.update(on_hand=1),
    "closure_never_moves_back": moved_back,
    "transfer_goes_somewhere_else": lambda side: alter(side.transfer, to_place=side.transfer.from_place),
    "accepted_transfer_names_its_acceptance": lambda side: alter(side.transfer, state="accepted"),
    "one_transfer_line_per_lot": twice(TransferLine),
    "transfer_sends_something": lambda side: alter(side.transfer.lines.get(), sent=0),
    "short_arrival_has_a_reason": lambda side: alter(side.transfer.lines.get(), received=1, shortfall_reason=""),
    # supply: weeks
    "one_tally_per_unit_day_and_drug": twice(PrescriptionTally),
    "every_presented_prescription_has_an_outcome": lambda _s: alter(PrescriptionTally.objects.all()[0], presented=99),
    "one_report_per_unit_and_week": report_twice,
    "signed_report_says_when": lambda side: alter(side.report, state="signed"),
    "only_a_validated_report_says_when": lambda side: alter(side.report, validated_at=timezone.now()),
    "one_line_per_drug_and_kind": lambda side: again(line(side)),
    "line_closing_is_what_flows_leave": lambda side: alter(line(side), closing=F("closing") + 1),
    "line_days_out_fit_in_a_week": lambda side: alter(line(side), days_out=8),
    "only_an_assorted_line_has_a_category": lambda side: alter(line(side), assorted=False),
    "one_chase_of_each_kind": chased_twice,
    "one_cell_per_delegation_drug_kind_week": twice(WeekCell),
    "cell_closing_is_what_flows_leave": flows(WeekCell),
    "one_row_per_delegation_kind_week": twice(DelegationWeek),
    "delegation_week_closing_is_what_flows_leave": flows(DelegationWeek),
    "one_country_cell_per_drug_kind_week": twice(CountryCell),
    "country_closing_is_what_flows_leave": flows(CountryCell),
    "one_country_week_per_kind": twice(CountryWeek),
    "country_week_closing_is_what_flows_leave": flows(CountryWeek),
    # supply: what is needed and whether it is there
    "incoming_package_names_its_day": lambda _s: package(status="incoming", computed_at=timezone.now()),
    "uncovered_package_says_since_when": lambda _s: package(status="uncovered", computed_at=timezone.now()),
    "answered_package_says_when": lambda _s: package(status="covered"),
    "package_names_whom_it_is_for": lambda _s: package(folio=""),
    "one_requirement_per_package_and_drug": lambda side: again(requirement(side)),
    "requirement_needs_something": lambda side: requirement(side, pieces=0),
    "uncovered_requirement_says_how_many": lambda side: requirement(side, status="uncovered"),
    # pediatric_platform: the registry
    "diagnosis_has_an_icd10_code": lambda side: alter(side.child.diagnosis, icd10="C"),
    "one_child_per_curp": lambda side: again(
        Child.objects.get(pk=ChildFactory(unit=side.hospital, curp="PEPJ190517MJCRRNA4").pk), folio="N-XXXXXX"
    ),
    "child_without_curp_says_why": lambda side: alter(side.child, without_curp=""),
    "child_out_of_treatment_says_when": lambda side: alter(side.child, state="deceased"),
    "child_is_diagnosed_after_birth": lambda side: alter(side.child, diagnosed_on="2010-01-01"),
    "prior_anthracycline_is_no_debt": lambda side: alter(side.child, prior_anthracycline=-1),
    "child_folio_is_a_folio": lambda side: alter(side.child, folio="Nina"),
    "stay_ends_later": lambda side: alter(side.child.stays.get(), until="2020-01-01"),
    "child_is_at_one_unit_at_a_time": lambda side: again(side.child.stays.get()),
    "weight_is_possible": lambda side: GrowthFactory(child=side.child, weight_kg=0),
    "height_is_possible": lambda side: GrowthFactory(child=side.child, height_cm=250),
    "one_allergy_per_substance": lambda side: again(allergy(side)),
    "refuted_allergy_says_why": lambda side: allergy(side, refuted_at=timezone.now()),
    "one_guardian_per_child_and_person": lambda side: again(side.guardian),
    "ended_guardian_says_why": lambda side: alter(side.guardian, ended_at=timezone.now()),
    "one_consent_in_force_per_guardian": lambda side: again(side.guardian.consents.get()),
    "consent_is_withdrawn_after_it_is_given": lambda side: alter(
        side.guardian.consents.get(), withdrawn_at="2020-01-01T00:00Z"
    ),
    "agreed_text_stays": lambda side: alter(side.guardian.consents.get().text, body="Otra cosa"),
    # pediatric_platform: regimens
    "one_standard_per_diagnosis_and_risk": lambda side: [
        ProtocolFactory(is_standard=True, standard_body="Comité", standard_since="2026-01-01") for _ in range(2)
    ],
    "standard_says_who_decided_and_when": lambda _s: ProtocolFactory(is_standard=True),
    "one_regimen_per_protocol_and_version": lambda _s: again(draft()),
    "approved_regimen_names_its_body": lambda _s: alter(draft(), state="approved"),
    "withdrawn_regimen_says_why": lambda _s: alter(
        draft(), state="withdrawn", approved_on="2026-01-01", approved_body="Comité"
    ),
    "approved_regimen_is_read_only": lambda side: alter(side.dose.line, amount=2),
    "one_phase_per_regimen_and_position": lambda _s: again(PhaseFactory()),
    "phase_has_days_and_cycles": lambda _s: PhaseFactory(cycle_days=0),
    "one_line_per_phase_and_position": lambda _s: again(draft_line()),
    "vinca_line_is_never_intrathecal": lambda _s: draft_line(route="IT"),
    "regimen_line_gives_something": lambda _s: draft_line(amount=0),
    "cap_is_positive": lambda _s: draft_line(max_amount=0),
    "line_is_given_daily_or_more": lambda _s: draft_line(per_day=0),
    "line_ages_are_in_order": lambda _s: draft_line(from_age=10, below_age=10),
    "one_age_band_per_line_and_age": lambda _s: again(band()),
    "age_band_gives_something": lambda _s: band(amount=0),
    "guard_says_what_it_demands": lambda _s: GuardFactory(kind="needs"),
    # pediatric_platform: plans
    "one_active_plan_per_child": lambda side: again(side.plan),
    "ended_plan_says_when": lambda side: alter(side.plan, state="completed"),
    "stopped_plan_says_why": lambda side: alter(side.plan, state="stopped", ended_on=side.session.on),
    "plan_ends_after_it_starts": lambda side: alter(side.plan, state="completed", ended_on="2020-01-01"),
    "deviation_says_why": lambda side: deviation(side, reason=""),
    "pediatric_platform_deviation_is_append_only": lambda side: alter(deviation(side), reason="Otro"),
    "one_session_per_plan_and_day": lambda side: again(side.session),
    "given_session_says_when": lambda side: alter(side.session, state="given"),
    "cancelled_session_says_why": lambda side: alter(side.session, state="cancelled"),
    "only_cancelled_session_has_a_kind_of_reason": lambda side: alter(side.session, cancel_reason="fever"),
    "session_moves_to_another_day": lambda side: moved(side, moved_to=side.session.on),
    "other_reason_is_written_out": lambda side: moved(side, reason="other"),
    "pediatric_platform_sessionmove_is_append_only": lambda side: alter(moved(side), note="Otra"),
    "one_dose_per_session_and_line": lambda side: again(side.dose),
    "vinca_dose_is_never_intrathecal": lambda side: alter(side.dose, route="IT"),
    "dose_is_within_its_cap": lambda side: alter(side.dose, amount=3),
    "dose_gives_something": lambda side: alter(side.dose, amount=0),
    "dose_is_given_at_least_once": lambda side: alter(side.dose, administrations=0),
    "omitted_dose_says_why": lambda side: alter(side.dose, state="omitted"),
    "only_omitted_dose_was_missing": lambda side: alter(side.dose, was_missing=True),
    "one_row_per_dose_and_drug": lambda side: again(side.dose.pieces.get()),
    "dose_takes_whole_pieces": lambda side: alter(side.dose.pieces.get(), pieces=0),
    # pediatric_platform: the mixing centre
    "one_open_mixing_order_per_session": lambda side: again(side.order, folio="M-XXXXXX"),
    "cancelled_mixing_order_says_why": lambda side: alter(side.order, cancelled_at=timezone.now()),
    "one_mixture_per_dose_and_number": lambda side: again(side.mixture, label=uuid4()),
    "mixture_holds_something": lambda side: alter(side.mixture, amount=0),
    "prepared_mixture_says_until_when": lambda side: alter(side.mixture, state="prepared"),
    "mixture_that_ends_badly_says_why": lambda side: side.mixture.events.create(after="rejected"),
    "pediatric_platform_mixtureevent_is_append_only": lambda side: side.mixture.events.update(reason="Otro"),
    "vial_holds_something": lambda side: vial(side, amount=0),
    "vial_is_good_after_opening": lambda side: vial(side, use_before=timezone.now() - timedelta(days=1)),
    "discard_is_within_vial": lambda side: vial(side, discarded_amount=2),
    "one_draw_per_vial_and_mixture": lambda side: again(draw(side, 0.25)),
    "draw_takes_something": lambda side: draw(side, 0),
    "draws_are_within_the_vial": lambda side: draw(side, 1.5),
    "draws_are_within_stability": drawn_late,
    "pediatric_platform_draw_is_append_only": lambda side: alter(draw(side, 0.5), amount=1),
    **cases.VIOLATIONS,
    **case_evidence.VIOLATIONS,
    **public_cases.VIOLATIONS,
    **fever.VIOLATIONS,
    **fever_kit.VIOLATIONS,
    **rollout.VIOLATIONS,
    **guides.VIOLATIONS,
    **unmet.VIOLATIONS,
    **meetings.VIOLATIONS,
    **supply.VIOLATIONS,
    # pediatric_platform: families
    "one_promise_per_answer": lambda side: again(promise(side)),
    "settled_promise_says_when": lambda side: promise(side, outcome="kept"),
    "promise_is_shown_last_after_first": lambda side: promise(side, last_shown_at="2020-01-01T00:00Z"),
    "one_live_calendar_per_guardian": feed,
    "problem_is_told_in_words": lambda side: alter(side.family_report, kind="problem", text=""),
    "temperature_is_possible": lambda side: alter(side.family_report, temperature=50),
    "taken_report_names_who_and_when": lambda side: alter(side.family_report, taken_at=timezone.now()),
}


def declared() -> set[str]:
    """Names of the rules that the models and the triggers of the migrations state."""
    names = {
        str(rule.name)
        for label in APPS
        if apps.is_installed(label)
        for model in apps.get_app_config(label).get_models()
        for rule in model._meta.constraints
    }
    for path in ROOT.glob("*/migrations/*.py"):
        names |= set(re.findall(r"CONSTRAINT = '(\w+)'", path.read_text()))
    return names


def guarded_tables() -> set[str]:
    """Tables whose trigger makes them append-only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only'")
        return {table for (table,) in cursor.fetchall()}


def test_every_rule_is_broken_here() -> None:
    append_only = {f"{table}_is_append_only" for table in guarded_tables()}
    assert set(VIOLATIONS) == declared() | append_only


def test_the_database_has_every_rule_of_the_models() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE convalidated UNION SELECT indexname FROM pg_indexes"
            " UNION SELECT unnest(regexp_matches(prosrc, 'CONSTRAINT = ''(\\w+)''', 'g')) FROM pg_proc"
        )
        kept = {name for (name,) in cursor.fetchall()}
    assert declared() - kept == set()


def test_no_trigger_is_set_aside() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("name", VIOLATIONS)
def test_it_is_refused_by_name(name: str, world: TwoSides) -> None:
    # The owner has every right, and is refused all the same.
    with owner_rights(), pytest.raises(DatabaseError) as caught, transaction.atomic():
        VIOLATIONS[name](world.here)
    diagnosis = caught.value.__cause__.diag  # type: ignore[union-attr]
    assert diagnosis.constraint_name == name, caught.value


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        (table, statement)
        for table in ("supply_movement", "supply_document", "delegations_auditevent", "delegations_rowchange")
        for statement in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE")
    ],
)
def test_what_is_append_only_is_neither_changed_nor_emptied(table: str, statement: str, world: TwoSides) -> None:
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with owner_rights(), pytest.raises(DatabaseError) as caught, transaction.atomic():
        sql(statement.format(table))
    assert caught.value.__cause__.diag.constraint_name == f"{table}_is_append_only"  # type: ignore[union-attr]
