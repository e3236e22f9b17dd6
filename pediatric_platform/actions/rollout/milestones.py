"""A milestone: whose and by when, what stops it, and that it was reached."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.rollout.measure import measure_site, reached_on
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.errors.rollout import (
    FactMissing,
    MeasuredByTheRecord,
    MilestoneExists,
    MilestoneIsBlocked,
    MilestoneIsDone,
    MilestoneIsPending,
    NotBlocked,
    NotInTheRecord,
    NotVerified,
    day_not_yet,
)
from pediatric_platform.models import BlockedBy, Finding, Milestone, MilestoneKind, RolloutSite, Visit
from pediatric_platform.rollout_notices import tell_assigned, tell_blocked
from pediatric_platform.rollout_rights import check_owner, must_advance, must_manage
from pediatric_platform.rollout_rules import MEASURED, Registered
from pediatric_platform.selectors.rollout.measured import registered_at


@transaction.atomic
def plan_milestone(*, site: RolloutSite, kind: str, owner: Person, due_on: date, by: Person | None) -> Milestone:
    """Whose it is and by when; its owner is told. What the registry already reached is reached at once."""
    must_manage(by, site.unit)
    if kind not in MilestoneKind.values:
        raise FactMissing("kind", _("Ese hito no existe."), _("Elija uno de la lista."))
    check_owner(owner, site.unit)
    try:
        with transaction.atomic():
            milestone = Milestone.objects.create(site=site, kind=kind, owner=owner, due_on=due_on)
    except IntegrityError:
        raise MilestoneExists from None
    _note("rollout.milestone_planned", milestone, by, after={"owner": owner.pk, "due_on": due_on.isoformat()})
    if kind in MEASURED:
        measure_site(site=site, now=timezone.now())
        milestone.refresh_from_db()
    if milestone.done_on is None and owner != by:
        tell_assigned(milestone)
    return milestone


@transaction.atomic
def replan_milestone(
    *, milestone: Milestone, owner: Person, due_on: date, edition: int | None = None, by: Person | None
) -> Milestone:
    """Another owner or another day."""
    milestone = _locked(milestone)
    must_manage(by, milestone.site.unit)
    check_edition(milestone, edition)
    _must_be_pending(milestone)
    if owner.pk != milestone.owner_id:
        check_owner(owner, milestone.site.unit)
    before = {"owner": milestone.owner_id, "due_on": milestone.due_on.isoformat()}
    is_new_owner = owner.pk != milestone.owner_id
    milestone.owner, milestone.due_on, milestone.reminded_on = owner, due_on, None
    _save(milestone, "owner", "due_on", "reminded_on")
    _note("rollout.milestone_replanned", milestone, by, before, {"owner": owner.pk, "due_on": due_on.isoformat()})
    if is_new_owner and owner != by:
        tell_assigned(milestone)
    return milestone


@transaction.atomic
def block_milestone(
    *, milestone: Milestone, why: str, note: str, since: date, edition: int | None = None, by: Person | None
) -> Milestone:
    """Something stops it, since a day; whoever leads the roll-out is told."""
    milestone = _locked(milestone)
    must_advance(by, milestone)
    check_edition(milestone, edition)
    _must_be_pending(milestone)
    note = " ".join(note.split())[:240]
    if why not in BlockedBy.values:
        raise FactMissing("why", _("Falta qué lo detiene."), _("Elija una de las causas."))
    if not note:
        raise FactMissing("note", _("Falta en qué consiste."), _("Diga qué hace falta y quién puede darlo."))
    if since > milestone.site.unit.today():
        raise day_not_yet("since")
    before = {"blocked_by": milestone.blocked_by, "since": _iso(milestone.blocked_since)}
    was_blocked = bool(milestone.blocked_by)
    milestone.blocked_by, milestone.blocked_since, milestone.blocked_note = why, since, note
    _save(milestone, "blocked_by", "blocked_since", "blocked_note")
    after = {"blocked_by": why, "since": since.isoformat(), "note": note}
    _note("rollout.milestone_blocked", milestone, by, before, after)
    if not was_blocked:
        tell_blocked(milestone, by=by)
    return milestone


@transaction.atomic
def unblock_milestone(*, milestone: Milestone, edition: int | None = None, by: Person | None) -> Milestone:
    """What stopped it is gone."""
    milestone = _locked(milestone)
    must_advance(by, milestone)
    check_edition(milestone, edition)
    if not milestone.blocked_by:
        raise NotBlocked
    before = {
        "blocked_by": milestone.blocked_by, "since": _iso(milestone.blocked_since), "note": milestone.blocked_note
    }  # fmt: skip
    milestone.blocked_by, milestone.blocked_since, milestone.blocked_note = "", None, ""
    _save(milestone, "blocked_by", "blocked_since", "blocked_note")
    _note("rollout.milestone_unblocked", milestone, by, before)
    return milestone


@transaction.atomic
def reach_milestone(*, milestone: Milestone, on: date, edition: int | None = None, by: Person | None) -> Milestone:
    """It is reached: what the registry measures, it decides; «verified» asks for a signed visit with all put right."""
    milestone = _locked(milestone)
    must_advance(by, milestone)
    check_edition(milestone, edition)
    _must_be_pending(milestone)
    if milestone.blocked_by:
        raise MilestoneIsBlocked(str(milestone.get_blocked_by_display()).lower())
    if on > milestone.site.unit.today():
        raise day_not_yet("on")
    if milestone.kind in MEASURED:
        on = _day_on_record(milestone)
    if milestone.kind == MilestoneKind.VERIFIED:
        _must_be_verified(milestone)
    milestone.done_on, milestone.done_by = on, by
    _save(milestone, "done_on", "done_by")
    _note("rollout.milestone_reached", milestone, by, after={"done_on": on.isoformat()})
    return milestone


@transaction.atomic
def reopen_milestone(*, milestone: Milestone, reason: str, edition: int | None = None, by: Person | None) -> Milestone:
    """It was not reached after all."""
    milestone = _locked(milestone)
    must_manage(by, milestone.site.unit)
    check_edition(milestone, edition)
    if milestone.done_on is None:
        raise MilestoneIsPending
    if milestone.kind in MEASURED and reached_on(milestone, _registered(milestone), timezone.now()) is not None:
        raise MeasuredByTheRecord
    reason = " ".join(reason.split())[:240]
    if not reason:
        raise FactMissing("reason", _("Falta el motivo."), _("Escriba por qué no está logrado."))
    before = {"done_on": milestone.done_on.isoformat(), "done_by": milestone.done_by_id}
    milestone.done_on, milestone.done_by = None, None
    _save(milestone, "done_on", "done_by")
    _note("rollout.milestone_reopened", milestone, by, before, {"reason": reason})
    return milestone


def _locked(milestone: Milestone) -> Milestone:
    return Milestone.objects.select_for_update(of=("self",)).select_related("site__unit", "owner").get(pk=milestone.pk)


def _must_be_pending(milestone: Milestone) -> None:
    if milestone.done_on is not None:
        raise MilestoneIsDone(milestone.done_on)


def _registered(milestone: Milestone) -> Registered:
    unit_id = milestone.site.unit_id
    return registered_at([unit_id]).get(unit_id, Registered())


def _day_on_record(milestone: Milestone) -> date:
    """The day that the registry says; a refusal with what is missing where it says none."""
    registered = _registered(milestone)
    day = reached_on(milestone, registered, timezone.now())
    if day is not None:
        return day
    expected = milestone.site.expected_children
    if milestone.kind == MilestoneKind.FIRST_CHILD:
        raise NotInTheRecord(
            _("El registro aún no tiene a nadie de ese hospital."), _("Se marca solo con la primera niña o niño.")
        )
    if expected is None:
        raise NotInTheRecord(
            _("No se sabe cuántas niñas y niños atiende el hospital."),
            _("Anote la cifra y de dónde sale; después se marca solo."),
        )
    raise NotInTheRecord(
        _("El registro tiene %(n)d de %(expected)d en tratamiento.") % {"n": registered.active, "expected": expected},
        _("Se marca solo cuando estén todos."),
    )


def _must_be_verified(milestone: Milestone) -> None:
    """A signed visit, and nothing left to put right of any."""
    pending = Finding.objects.pending().filter(visit__site=milestone.site_id, visit__cancelled_reason="").count()
    if pending or not Visit.objects.filter(site=milestone.site_id, signed_at__isnull=False).exists():
        raise NotVerified(pending)


def _save(milestone: Milestone, *columns: str) -> None:
    milestone.edition += 1
    milestone.save(update_fields=[*columns, "edition"])


def _note(
    kind: str,
    milestone: Milestone,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    unit = milestone.site.unit
    audit.record(
        type=kind, by=by, target=milestone, before=before, after=after, unit=unit.pk, delegation=unit.delegation_id
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
