"""One dose is changed, confirmed or left out by a clinician; its session's edition grows with it."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.missing import missed_dose
from pediatric_platform.actions.piecing import write_pieces
from pediatric_platform.actions.plans.locked import ASKED, locked_session
from pediatric_platform.actions.rescue import of_cycle, refuse_needed
from pediatric_platform.dosing import rounded
from pediatric_platform.errors.doses import (
    BadAmount,
    BreaksARule,
    DoseAboveCap,
    DoseIsOver,
    DoseWithoutAmount,
    amount_text,
)
from pediatric_platform.errors.sessions import MixturesUnderWay
from pediatric_platform.guards import DoseFacts, dose_breaches
from pediatric_platform.models import Deviation, DeviationKind, Dose, DoseState, Mixture
from pediatric_platform.plan_rules import lowest_cap
from pediatric_platform.prescribing import cleaned_reason, must_be_in_treatment, must_prescribe
from pediatric_platform.selectors.caps import caps
from pediatric_platform.selectors.guards import rules

LONGEST = 400


@transaction.atomic
def change_dose(*, dose: Dose, amount: Decimal, reason: str, edition: int | None = None, by: Person | None) -> Dose:
    """Another amount per administration, and why. Off the rule it is a deviation; above a cap it is refused by name.

    The amount of an unknown dose is first told here. What a clinician writes here needs no second confirmation.
    """
    row = _locked(dose, edition, by)
    reason = cleaned_reason(reason, LONGEST)
    amount = rounded(amount)
    if amount <= 0:
        raise BadAmount
    _refuse_unsafe(row, amount)
    before, row.amount = row.amount, amount
    row.is_capped = row.is_capped and amount == row.max_amount
    row.confirmed_at, row.confirmed_by = timezone.now(), by
    row.save(update_fields=["amount", "is_capped", "confirmed_at", "confirmed_by"])
    if row.rule_amount is not None and amount != row.rule_amount:
        told = amount_text(row.rule_amount, row.unit), amount_text(amount, row.unit)
        _deviate(row, DeviationKind.DOSE, *told, reason=reason, by=by)
    write_pieces([row], on=row.session.unit.today())
    _finish(row, "dose.changed", by, before={"amount": str(before)}, after={"amount": str(amount)})
    return row


@transaction.atomic
def confirm_dose(*, dose: Dose, edition: int | None = None, by: Person | None) -> Dose:
    """A clinician stands by the amount of a dose whose line has no full source, or that is off its rule."""
    row = _locked(dose, edition, by)
    if row.amount is None:
        raise DoseWithoutAmount(row.name)
    _refuse_unsafe(row, row.amount)
    if row.confirmed_at is None:
        row.confirmed_at, row.confirmed_by = timezone.now(), by
        row.save(update_fields=["confirmed_at", "confirmed_by"])
        _finish(row, "dose.confirmed", by, after={"amount": str(row.amount)})
    return row


@transaction.atomic
def omit_dose(
    *, dose: Dose, reason: str, was_missing: bool = False, edition: int | None = None, by: Person | None
) -> Dose:
    """The drug is not given that day, and why: the rest of the session stands without it.

    `was_missing`: it was not there. A family to whom the day was shown as complete was promised what did not come true.
    """
    row = _locked(dose, edition, by)
    reason = cleaned_reason(reason)
    refuse_needed([row], row.session)
    row.state, row.state_reason, row.was_missing = DoseState.OMITTED, reason, was_missing
    row.save(update_fields=["state", "state_reason", "was_missing"])
    told = amount_text(row.rule_amount, row.unit), DoseState.OMITTED.label
    _deviate(row, DeviationKind.OMITTED, *told, reason=reason, by=by)
    if was_missing:
        missed_dose(row, row.session)
    _finish(
        row,
        "dose.omitted",
        by,
        before={"state": DoseState.PLANNED},
        after={"state": row.state, "was_missing": was_missing},
    )
    return row


def _locked(dose: Dose, edition: int | None, by: Person | None) -> Dose:
    """The dose, planned and not asked to be mixed, in a planned session whose edition is the given one."""
    session = locked_session(dose.session, edition)
    must_prescribe(by, session.unit)
    must_be_in_treatment(session.plan.child)
    row = Dose.objects.select_for_update(of=("self",)).get(pk=dose.pk, session=session)
    row.session = session
    if row.state != DoseState.PLANNED or row.document_id is not None:
        raise DoseIsOver(row.name, row.get_state_display())
    asked = Mixture.objects.filter(dose=row, state__in=ASKED).values_list("order__folio", flat=True).distinct()
    if folios := list(asked):
        raise MixturesUnderWay(folios)
    return row


def _refuse_unsafe(dose: Dose, amount: Decimal) -> None:
    """Refuse an amount above a cap, and whatever else breaks a safety rule as it stands today: the way it is given, a
    rescue that is not in the cycle."""
    cap = lowest_cap(caps(), inn=dose.inn, route=dose.route, unit=dose.unit, own=dose.max_amount)
    if cap is not None and amount > cap:
        raise DoseAboveCap(dose.name, amount_text(amount, dose.unit), amount_text(cap, dose.unit))
    known = [rule for rule in rules() if rule.inn == dose.inn]
    if not known:
        return
    surface, cycle = dose.session.plan.growth.surface_m2, {one.inn for one in of_cycle(dose.session)}
    facts = DoseFacts(dose.inn, dose.name, dose.route, dose.unit, amount, surface, in_cycle=cycle)
    for breach in dose_breaches(facts, known):
        if breach.refuses:
            raise BreaksARule(breach.message, breach.remedy, breach.reason)


def _deviate(dose: Dose, kind: str, before: str, after: object, *, reason: str, by: Person | None) -> None:
    Deviation.objects.create(
        plan=dose.session.plan,
        kind=kind,
        inn=dose.inn,
        session_on=dose.session.on,
        before=before[:120],
        after=str(after)[:120],
        reason=reason,
        by=by,
    )


def _finish(
    dose: Dose,
    type: str,
    by: Person | None,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    """The session's edition grows, what it needs is declared again, and the trail keeps both amounts."""
    session = dose.session
    session.edition += 1
    session.save(update_fields=["edition"])
    declare_sessions([session.pk])
    audit.record(
        type=type,
        by=by,
        target=session,
        before={"dose": dose.pk, **(before or {})} if before else None,
        after={"dose": dose.pk, "inn": dose.inn, **(after or {})},
    )
