"""The report of a verification visit: who went, what they found, what is to be put right, what the data said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from delegations.wording import spelled
from pediatric_platform.models import Visit
from pediatric_platform.papers.typesetting import moment_text, typeset
from pediatric_platform.selectors.rollout.visit import figures_of, findings_of, questions_of

BLANK = "—"


def visit_pdf(visit: Visit, *, now: datetime) -> bytes:
    """Letter-size sheets; a visit that is not signed says on each that it is a draft."""
    return typeset("visit", words(visit, now=now))


def words(visit: Visit, *, now: datetime) -> dict[str, Any]:
    """Every word of the report."""
    unit = visit.site.unit
    signed = visit.signed_at is not None
    figures = visit.figures if signed else figures_of(visit.site, now=now)
    return {
        "title": _("Acta de visita de verificación del expediente electrónico"),
        "subject": f"{unit.name} · {unit.clues}",
        "draft": "" if signed else _("BORRADOR: la visita no está firmada"),
        "facts": [
            [_("Delegación"), unit.delegation.name],
            [_("Fecha"), spelled(visit.on, "j M Y")],
            [_("Encabeza"), visit.lead.full_name],
            [_("Firmó"), visit.signed_by.full_name if visit.signed_by else BLANK],
            [_("Firmada"), moment_text(visit.signed_at, unit.zone)],
        ],
        "team_title": _("Quiénes fueron"),
        "team": visit.team.splitlines(),
        "summary_title": _("Resumen"),
        "summary": visit.summary or BLANK,
        "figures_title": _("Lo que dicen los datos ese día") if signed else _("Lo que dicen los datos hoy"),
        "figures": figure_rows(figures),
        "answers_title": _("Preguntas"),
        "answers_head": [_("Pregunta"), _("Respuesta"), _("Nota")],
        "answers": [
            [
                one.item.text,
                str(one.answer.get_answer_display()) if one.answer else BLANK,
                one.answer.note if one.answer and one.answer.note else BLANK,
            ]
            for one in questions_of(visit)
        ],
        "findings_title": _("Hallazgos"),
        "findings_head": [_("Hallazgo"), _("Responsable"), _("Para el"), _("Estado")],
        "findings": [
            [
                row.text,
                row.owner.full_name,
                row.due_on.strftime("%d/%m/%Y"),
                _("Resuelto el %(day)s: %(note)s") % {"day": row.done_on.strftime("%d/%m/%Y"), "note": row.done_note}
                if row.done_on
                else _("Por resolver"),
            ]
            for row in findings_of(visit)
        ],
        "none": _("Ninguno."),
        "signatures": [_("Encabeza la visita (nombre y firma)"), _("Por el hospital (nombre y firma)")],
    }


def figure_rows(figures: dict[str, Any]) -> list[list[str]]:
    """Each figure with its basis; what is not known is a dash, never a nought."""
    if not figures:
        return []
    expected = figures.get("expected")
    return [
        [
            _("Niñas y niños en tratamiento en el registro"),
            _("%(n)s de %(all)s esperados") % {"n": figures.get("children", 0), "all": expected}
            if expected
            else _("%(n)s; el hospital no ha dicho cuántos atiende") % {"n": figures.get("children", 0)},
        ],
        [
            _("Personal que aprobó la capacitación"),
            _("%(n)s de %(all)s") % {"n": figures.get("trained", 0), "all": figures.get("staff", 0)},
        ],
        [
            _("Sesiones anotadas el mismo día, últimos %(days)s días") % {"days": figures.get("days", BLANK)},
            _("%(n)s de %(all)s; %(none)s sin anotar")
            % {
                "n": figures.get("same_day", 0),
                "all": figures.get("sessions", 0),
                "none": figures.get("unrecorded", BLANK),
            },
        ],
    ]
