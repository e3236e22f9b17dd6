"""A verification visit: planned, filled in, its findings with owner and day, signed; then it changes no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations import audit
from delegations.models import Person
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.errors.rollout import BadDay, FactMissing
from pediatric_platform.errors.visits import UnknownItem, VisitIncomplete, VisitIsOver, VisitThatDay
from pediatric_platform.models import Answer, Finding, RolloutSite, Visit, VisitAnswer, VisitItem
from pediatric_platform.rollout_notices import tell_visit
from pediatric_platform.rollout_rights import check_owner, must_manage, must_visit
from pediatric_platform.selectors.rollout.visit import figures_of


@dataclass(frozen=True, slots=True)
class Answered:
    """What was found for one question; no answer takes it back."""

    answer: str
    note: str = ""


@transaction.atomic
def plan_visit(*, site: RolloutSite, on: date, lead: Person, team: str = "", by: Person | None) -> Visit:
    """Who goes and when; who leads it is told."""
    must_manage(by, site.unit)
    check_owner(lead, site.unit, field="lead")
    try:
        with transaction.atomic():
            visit = Visit.objects.create(site=site, on=on, lead=lead, team=_lines(team))
    except IntegrityError:
        raise VisitThatDay from None
    _note("rollout.visit_planned", visit, by, after={"on": on.isoformat(), "lead": lead.pk})
    if lead != by:
        tell_visit(visit)
    return visit


@transaction.atomic
def change_visit(
    *, visit: Visit, on: date, lead: Person, team: str = "", edition: int | None = None, by: Person | None
) -> Visit:
    """Another day, lead or team."""
    visit = open_visit(visit)
    must_manage(by, visit.site.unit)
    check_edition(visit, edition)
    if lead.pk != visit.lead_id:
        check_owner(lead, visit.site.unit, field="lead")
    before = {"on": visit.on.isoformat(), "lead": visit.lead_id}
    changed = (on, lead.pk) != (visit.on, visit.lead_id)
    visit.on, visit.lead, visit.team = on, lead, _lines(team)
    visit.edition += 1
    try:
        with transaction.atomic():
            visit.save(update_fields=["on", "lead", "team", "edition"])
    except IntegrityError:
        raise VisitThatDay from None
    _note("rollout.visit_changed", visit, by, before, {"on": on.isoformat(), "lead": lead.pk})
    if changed and lead != by:
        tell_visit(visit)
    return visit


@transaction.atomic
def cancel_visit(*, visit: Visit, reason: str, edition: int | None = None, by: Person | None) -> Visit:
    """It will not take place."""
    visit = open_visit(visit)
    must_manage(by, visit.site.unit)
    check_edition(visit, edition)
    reason = " ".join(reason.split())[:240]
    if not reason:
        raise FactMissing("reason", _("Falta el motivo."), _("Escriba por qué se cancela."))
    visit.cancelled_reason = reason
    visit.edition += 1
    visit.save(update_fields=["cancelled_reason", "edition"])
    _note("rollout.visit_cancelled", visit, by, after={"reason": reason})
    return visit


@transaction.atomic
def answer_visit(
    *,
    visit: Visit,
    answers: Mapping[int, Answered],
    summary: str | None = None,
    edition: int | None = None,
    by: Person | None,
) -> Visit:
    """What was found, question by question (`answers` by item); what is not named stays as it is."""
    visit = open_visit(visit)
    must_visit(by, visit)
    check_edition(visit, edition)
    _must_have_come(visit, "answers")
    known = set(VisitItem.objects.filter(pk__in=list(answers), is_active=True).values_list("pk", flat=True))
    if answers.keys() - known or any(one.answer and one.answer not in Answer.values for one in answers.values()):
        raise UnknownItem
    gone = [pk for pk, one in answers.items() if not one.answer]
    VisitAnswer.objects.filter(visit=visit, item__in=gone).delete()
    for pk, one in answers.items():
        if one.answer:
            note = " ".join(one.note.split())[:240]
            VisitAnswer.objects.update_or_create(visit=visit, item_id=pk, defaults={"answer": one.answer, "note": note})
    if summary is not None:
        visit.summary = summary.strip()
    visit.edition += 1
    visit.save(update_fields=["summary", "edition"])
    _note("rollout.visit_answered", visit, by, after={"answers": len(answers) - len(gone)})
    return visit


@transaction.atomic
def sign_visit(*, visit: Visit, edition: int | None = None, by: Person) -> Visit:
    """Every question answered, a summary, and a finding with owner and day for each «No»: then it is signed.

    What the data said that day goes with it.
    """
    visit = open_visit(visit)
    must_visit(by, visit)
    check_edition(visit, edition)
    _must_have_come(visit, "on")
    if missing := missing_of(visit):
        raise VisitIncomplete(missing)
    visit.figures = figures_of(visit.site, now=timezone.now())
    visit.signed_at, visit.signed_by = timezone.now(), by
    visit.edition += 1
    visit.save(update_fields=["figures", "signed_at", "signed_by", "edition"])
    _note("rollout.visit_signed", visit, by, after={"figures": visit.figures})
    return visit


def missing_of(visit: Visit) -> list[str]:
    """What a visit still lacks before it can be signed, in words."""
    missing = []
    given = dict(VisitAnswer.objects.filter(visit=visit).values_list("item_id", "answer"))
    items = list(VisitItem.objects.filter(is_active=True).order_by("position", "pk"))
    if not items:
        missing.append(_("No hay preguntas cargadas: pida a administración que las cargue."))
    left = sum(item.pk not in given for item in items)
    if left:
        missing.append(
            ngettext("Falta responder %(n)d pregunta.", "Falta responder %(n)d preguntas.", left) % {"n": left}
        )
    found = set(Finding.objects.filter(visit=visit).values_list("item_id", flat=True))
    bare = [item for item in items if given.get(item.pk) == Answer.NO and item.pk not in found]
    if bare:
        missing.append(
            ngettext(
                "%(n)d respuesta «No» aún no tiene hallazgo con responsable y fecha: %(text)s",
                "%(n)d respuestas «No» aún no tienen hallazgo con responsable y fecha; la primera: %(text)s",
                len(bare),
            )
            % {"n": len(bare), "text": bare[0].text}
        )
    if not visit.summary:
        missing.append(_("Falta el resumen."))
    return missing


def open_visit(visit: Visit) -> Visit:
    """The visit, locked, while it may still change."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("site__unit", "lead").get(pk=visit.pk)
    if visit.signed_at is not None or visit.cancelled_reason:
        raise VisitIsOver(cancelled=bool(visit.cancelled_reason))
    return visit


def _must_have_come(visit: Visit, field: str) -> None:
    if visit.on > visit.site.unit.today():
        raise BadDay(
            _("El día de la visita aún no llega."), field=field, remedy=_("Cambie la fecha si la visita se adelantó.")
        )


def _lines(text: str) -> str:
    return "\n".join(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


def _note(
    kind: str,
    visit: Visit,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    unit = visit.site.unit
    audit.record(
        type=kind, by=by, target=visit, before=before, after=after, unit=unit.pk, delegation=unit.delegation_id
    )
