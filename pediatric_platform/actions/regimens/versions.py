"""A version's life: drafted from another, approved by a body, withdrawn; and which protocol is the one criterion."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from delegations.audit import record
from delegations.models import Person
from pediatric_platform.actions.regimens.rights import cleaned, locked, mark_of, must_manage, refuse_unread
from pediatric_platform.actions.regimens.write import write_contents
from pediatric_platform.errors.regimens import (
    AlreadyStandard,
    BeforeApproval,
    DayNotYet,
    DraftExists,
    GuardsBreached,
    NoApprovedVersion,
    NoRulesLoaded,
    NotADraft,
    NotApproved,
    NothingToApprove,
)
from pediatric_platform.guards import breaches
from pediatric_platform.models import Protocol, Regimen, RegimenLine, RegimenState
from pediatric_platform.selectors.guards import rules
from pediatric_platform.selectors.regimens.shapes import contents_of, shape_of

BODY_LENGTH, REASON_LENGTH = 160, 240


@transaction.atomic
def draft_version(*, base: Regimen, changes: str, by: Person | None) -> Regimen:
    """A new draft that says what `base` says, to be changed. One draft after `base` at a time."""
    must_manage(by)
    protocol = Protocol.objects.select_for_update().get(pk=base.protocol_id)
    changes = cleaned(changes, "changes", 2_000)
    later = protocol.versions.filter(state=RegimenState.DRAFT, version__gt=base.version).order_by("-version").first()
    if later is not None:
        raise DraftExists(later.version)
    version = (protocol.versions.aggregate(last=Max("version"))["last"] or 0) + 1
    draft = Regimen.objects.create(protocol=protocol, version=version, source=base.source, changes=changes)
    write_contents(draft, contents_of([base.pk])[base.pk])
    record(
        type="regimen.drafted",
        by=by,
        target=draft,
        after={"protocol": protocol.code, "version": version, "from": base.version},
    )
    return draft


def what_it_says(regimen: Regimen) -> str:
    """The whole of a version, to tell whether it changed."""
    return repr(contents_of([regimen.pk])[regimen.pk])


def mark_of_version(regimen: Regimen) -> str:
    return mark_of(what_it_says(regimen))


@transaction.atomic
def approve(*, regimen: Regimen, body: str, on: date, read: str = "", by: Person | None) -> Regimen:
    """A body approved the version: from then on nobody changes it. Refused while a safety rule is broken, and where the
    version is no longer as it was `read`."""
    must_manage(by)
    row = locked(regimen)
    if row.state != RegimenState.DRAFT:
        raise NotADraft
    refuse_unread(row, what_it_says(row), read)
    body = cleaned(body, "body", BODY_LENGTH)
    if on > timezone.localdate():
        raise DayNotYet("on")
    if not RegimenLine.objects.filter(phase__regimen=row).exists():
        raise NothingToApprove
    known = rules()
    if not known:
        raise NoRulesLoaded
    broken = [breach for breach in breaches(shape_of(row.pk), known) if breach.refuses]
    if broken:
        raise GuardsBreached(broken)
    row.state, row.approved_body, row.approved_on, row.approved_by = RegimenState.APPROVED, body, on, by
    row.save(update_fields=["state", "approved_body", "approved_on", "approved_by"])
    record(
        type="regimen.approved",
        by=by,
        target=row,
        before={"state": RegimenState.DRAFT.value},
        after={"state": row.state, "body": body, "on": str(on)},
    )
    return row


@transaction.atomic
def withdraw(*, regimen: Regimen, reason: str, on: date, by: Person | None) -> Regimen:
    """No plan begins with the version any more; those that run with it go on."""
    must_manage(by)
    row = locked(regimen)
    if row.state != RegimenState.APPROVED:
        raise NotApproved
    reason = cleaned(reason, "reason", REASON_LENGTH)
    if on > timezone.localdate():
        raise DayNotYet("on")
    if row.approved_on is not None and on < row.approved_on:
        raise BeforeApproval
    row.state, row.withdrawn_on, row.withdrawn_reason = RegimenState.WITHDRAWN, on, reason
    row.save(update_fields=["state", "withdrawn_on", "withdrawn_reason"])
    record(
        type="regimen.withdrawn",
        by=by,
        target=row,
        before={"state": RegimenState.APPROVED.value},
        after={"state": row.state, "on": str(on), "reason": reason},
    )
    return row


@transaction.atomic
def set_standard(*, protocol: Protocol, body: str, on: date, by: Person | None) -> Protocol:
    """The protocol becomes the one criterion of its diagnosis and risk group; the one before it ceases to be."""
    must_manage(by)
    rows = {
        row.pk: row
        for row in Protocol.objects.select_for_update()
        .filter(diagnosis_id=protocol.diagnosis_id, risk=protocol.risk)
        .order_by("pk")
    }
    row = rows[protocol.pk]
    if row.is_standard:
        raise AlreadyStandard
    body = cleaned(body, "body", BODY_LENGTH)
    if on > timezone.localdate():
        raise DayNotYet("on")
    if not row.versions.filter(state=RegimenState.APPROVED).exists():
        raise NoApprovedVersion
    before = next((other for other in rows.values() if other.is_standard), None)
    if before is not None:
        _unset(before, by)
    row.is_standard, row.standard_body, row.standard_since = True, body, on
    row.save(update_fields=["is_standard", "standard_body", "standard_since"])
    record(
        type="protocol.made_standard",
        by=by,
        target=row,
        before={"standard": before.code if before else ""},
        after={"standard": row.code, "body": body, "on": str(on)},
    )
    return row


@transaction.atomic
def unset_standard(*, protocol: Protocol, by: Person | None) -> Protocol:
    """The diagnosis and risk group are left without one criterion."""
    must_manage(by)
    row = Protocol.objects.select_for_update().get(pk=protocol.pk)
    if row.is_standard:
        _unset(row, by)
    return row


def _unset(row: Protocol, by: Person | None) -> None:
    before = {"body": row.standard_body, "since": str(row.standard_since)}
    row.is_standard, row.standard_body, row.standard_since = False, "", None
    row.save(update_fields=["is_standard", "standard_body", "standard_since"])
    record(type="protocol.no_longer_standard", by=by, target=row, before=before)
