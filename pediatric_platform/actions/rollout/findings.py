"""What a visit found: whose it is to put right and by when, and what was done about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.rollout.visits import open_visit
from pediatric_platform.errors.rollout import BadDay, FactMissing, day_not_yet
from pediatric_platform.errors.visits import FindingIsDone
from pediatric_platform.models import Finding, Visit, VisitItem
from pediatric_platform.rollout_notices import tell_finding
from pediatric_platform.rollout_rights import check_owner, must_resolve, must_visit


@transaction.atomic
def note_finding(
    *, visit: Visit, text: str, owner: Person, due_on: date, item: VisitItem | None = None, by: Person | None
) -> Finding:
    """Something to put right, of a visit that is not signed yet; its owner is told."""
    visit = open_visit(visit)
    must_visit(by, visit)
    text = " ".join(text.split())[:400]
    if not text:
        raise FactMissing("text", _("Falta el hallazgo."), _("Escriba qué hay que corregir. Sin datos de pacientes."))
    check_owner(owner, visit.site.unit)
    if due_on < visit.on:
        raise BadDay(
            _("La fecha es anterior a la visita."), field="due_on", remedy=_("Escriba para cuándo debe quedar.")
        )
    finding = Finding.objects.create(visit=visit, item=item, text=text, owner=owner, due_on=due_on)
    _note("rollout.finding_noted", finding, by, after={"owner": owner.pk, "due_on": due_on.isoformat()})
    if owner != by:
        tell_finding(finding)
    return finding


@transaction.atomic
def remove_finding(*, finding: Finding, by: Person | None) -> Visit:
    """It was no finding: only while its visit is not signed."""
    finding = _locked(finding)
    visit = open_visit(finding.visit)
    must_visit(by, visit)
    _note("rollout.finding_removed", finding, by, before={"owner": finding.owner_id})
    finding.delete()
    return visit


@transaction.atomic
def reassign_finding(*, finding: Finding, owner: Person, due_on: date, by: Person | None) -> Finding:
    """Another owner or day, also after the visit was signed."""
    finding = _locked(finding)
    must_visit(by, finding.visit)
    if finding.done_on is not None:
        raise FindingIsDone
    if owner.pk != finding.owner_id:
        check_owner(owner, finding.visit.site.unit)
    before = {"owner": finding.owner_id, "due_on": finding.due_on.isoformat()}
    finding.owner, finding.due_on, finding.reminded_on = owner, due_on, None
    finding.save(update_fields=["owner", "due_on", "reminded_on"])
    _note("rollout.finding_reassigned", finding, by, before, {"owner": owner.pk, "due_on": due_on.isoformat()})
    if owner != by:
        tell_finding(finding)
    return finding


@transaction.atomic
def resolve_finding(*, finding: Finding, note: str, on: date, by: Person | None) -> Finding:
    """It was put right: what was done, and when."""
    finding = _locked(finding)
    must_resolve(by, finding)
    if finding.done_on is not None:
        raise FindingIsDone
    note = " ".join(note.split())[:240]
    if not note:
        raise FactMissing("note", _("Falta qué se hizo."), _("Escríbalo para que la próxima visita lo revise."))
    if on > finding.visit.site.unit.today():
        raise day_not_yet("on")
    if on < finding.visit.on:
        raise BadDay(_("La fecha es anterior a la visita."), field="on", remedy=_("Escriba el día en que quedó."))
    finding.done_on, finding.done_by, finding.done_note = on, by, note
    finding.save(update_fields=["done_on", "done_by", "done_note"])
    _note("rollout.finding_resolved", finding, by, after={"on": on.isoformat(), "note": note})
    return finding


def _locked(finding: Finding) -> Finding:
    return (
        Finding.objects.select_for_update(of=("self",))
        .select_related("visit__site__unit", "visit__lead", "owner")
        .get(pk=finding.pk)
    )


def _note(
    kind: str,
    finding: Finding,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    unit = finding.visit.site.unit
    audit.record(
        type=kind, by=by, target=finding, before=before, after=after, unit=unit.pk, delegation=unit.delegation_id
    )
