from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.plans.writing import PLAN_DAYS, write_sessions
from pediatric_platform.errors.doses import BreaksARule
from pediatric_platform.errors.plans import (
    AllergyNeedsReason,
    ChildNotInTreatment,
    DeviationNeedsReason,
    GrowthOfAnother,
    GrowthTooOld,
    ImplausibleStart,
    NoSuchPhase,
    NothingToGive,
    PlanAlreadyActive,
    RegimenNotApproved,
    RegimenWithdrawn,
)
from pediatric_platform.guards import breaches
from pediatric_platform.models import (
    Allergy,
    Child,
    ChildState,
    Deviation,
    DeviationKind,
    Growth,
    Plan,
    Regimen,
    RegimenState,
)
from pediatric_platform.plan_rules import capped
from pediatric_platform.prescribing import must_prescribe
from pediatric_platform.selectors.caps import caps
from pediatric_platform.selectors.guards import rules
from pediatric_platform.selectors.plans.building import sessions_of
from pediatric_platform.selectors.plans.lifetime import life_with
from pediatric_platform.selectors.regimens import shape_of, standard_for

GROWTH_DAYS = 60
# A treatment that began elsewhere may be entered this far back; one to come, this far ahead.
OLDEST_START, LATEST_START = timedelta(days=730), timedelta(days=180)


@transaction.atomic
def begin_plan(
    *,
    child: Child,
    regimen: Regimen,
    started_on: date,
    growth: Growth,
    first_phase: int = 1,
    deviation_reason: str = "",
    allergy_reason: str = "",
    by: Person | None,
    today: date | None = None,
) -> Plan:
    """A child's treatment by a regimen: sessions, doses and pieces for half a year, and what they need declared.

    `started_on` is the first day of `first_phase`; one in the past is a treatment begun elsewhere, whose sessions
    before today are kept as cancelled. `today` is for what enters a history; None is the hospital's own day.
    """
    child = (
        Child.objects.select_for_update(of=("self",)).select_related("unit__delegation", "diagnosis").get(pk=child.pk)
    )
    must_prescribe(by, child.unit)
    today = today or child.unit.today()
    reasons = {"deviation": " ".join(deviation_reason.split())[:400], "allergy": " ".join(allergy_reason.split())[:400]}
    regimen = Regimen.objects.select_related("protocol").get(pk=regimen.pk)
    check_start(child, regimen, started_on=started_on, growth=growth, first_phase=first_phase, today=today)
    standard = standard_of(child)
    deviates = standard is not None and standard.pk != regimen.pk
    if standard is not None and deviates and not reasons["deviation"]:
        raise DeviationNeedsReason(str(standard))
    allergies = allergies_to(child, regimen)
    if allergies and not reasons["allergy"]:
        raise AllergyNeedsReason([name for _inn, name in allergies])
    until = today + timedelta(days=PLAN_DAYS)
    plan = Plan(
        child=child,
        regimen=regimen,
        started_on=started_on,
        first_phase=first_phase,
        growth=growth,
        deviation_reason=reasons["deviation"] if deviates else "",
        expanded_until=until,
        created_by=by,
    )
    whole = sessions_of(plan, started_on + OLDEST_START + LATEST_START)
    if not any(session.on >= today for session in whole):
        raise NothingToGive
    life = life_with(plan, after=today - timedelta(days=1))
    plan.save(force_insert=True)
    ids = write_sessions([plan], until, today=today)
    _write_deviations(plan, standard if deviates else None, allergies, reasons, by)
    declare_sessions(ids)
    audit.record(
        type="plan.begun",
        by=by,
        target=plan,
        after={
            "regimen": regimen.pk,
            "started_on": started_on.isoformat(),
            "first_phase": first_phase,
            "growth": growth.pk,
            "sessions": len(ids),
            "deviates": deviates,
            "allergy_confirmed": bool(allergies),
            "passes_lifetime_limit": life is not None and life.life.passes,
        },
        unit=child.unit_id,
        delegation=child.unit.delegation_id,
    )
    return plan


def check_start(
    child: Child, regimen: Regimen, *, started_on: date, growth: Growth, first_phase: int, today: date
) -> None:
    """Refuse what can never be a plan, whoever writes which reasons."""
    if child.state != ChildState.ACTIVE:
        raise ChildNotInTreatment(child.get_state_display())
    if regimen.state == RegimenState.WITHDRAWN and regimen.withdrawn_on:
        raise RegimenWithdrawn(str(regimen), regimen.withdrawn_on, regimen.withdrawn_reason)
    if not regimen.usable_on(today):
        raise RegimenNotApproved(str(regimen))
    if current := Plan.objects.active().filter(child=child).select_related("regimen__protocol").first():
        raise PlanAlreadyActive(str(current.regimen), current.started_on)
    if growth.child_id != child.pk:
        raise GrowthOfAnother
    if (age := (today - growth.measured_on).days) > GROWTH_DAYS:
        raise GrowthTooOld(growth.measured_on, age, GROWTH_DAYS)
    earliest = max(today - OLDEST_START, child.birth_date)
    if not earliest <= started_on <= today + LATEST_START:
        raise ImplausibleStart(earliest, today + LATEST_START)
    refuse_unsafe(regimen)
    if first_phase not in {phase.position for phase in shape_of(regimen.pk).phases}:
        raise NoSuchPhase(first_phase)


def refuse_unsafe(regimen: Regimen) -> None:
    """A rule may have come after the approval. A cap that lines lack is put on their doses, so it stops nothing."""
    shape, limits = shape_of(regimen.pk), caps()
    phases = tuple(replace(phase, lines=tuple(capped(line, limits) for line in phase.lines)) for phase in shape.phases)
    for breach in breaches(replace(shape, phases=phases), rules()):
        if breach.refuses:
            raise BreaksARule(
                breach.message, _("Elija otro esquema y avise a oficina central."), breach.reason, "regimen"
            )


def standard_of(child: Child) -> Regimen | None:
    """The one criterion for the child's diagnosis and risk group, or for the diagnosis alone; None: nobody set one."""
    found = standard_for(child.diagnosis_id, child.risk)
    return found or (standard_for(child.diagnosis_id) if child.risk else None)


def allergies_to(child: Child, regimen: Regimen) -> list[tuple[str, str]]:
    """(ingredient, name) of the regimen's drugs to which the child is noted as allergic."""
    names = {line.inn: line.name for phase in shape_of(regimen.pk).phases for line in phase.lines}
    inns = Allergy.objects.in_force().filter(child=child, inn__in=names).values_list("inn", flat=True)
    return sorted((inn, names[inn]) for inn in set(inns))


def _write_deviations(
    plan: Plan,
    standard: Regimen | None,
    allergies: list[tuple[str, str]],
    reasons: dict[str, str],
    by: Person | None,
) -> None:
    rows = []
    if standard is not None:
        rows.append(
            Deviation(
                plan=plan,
                kind=DeviationKind.REGIMEN,
                before=str(standard)[:120],
                after=str(plan.regimen)[:120],
                reason=reasons["deviation"],
                by=by,
            )
        )
    rows += [
        Deviation(
            plan=plan,
            kind=DeviationKind.ALLERGY,
            inn=inn,
            before=_("Alergia anotada"),
            after=_("Se indica"),
            reason=reasons["allergy"],
            by=by,
        )
        for inn, _name in allergies
    ]
    Deviation.objects.bulk_create(rows)
