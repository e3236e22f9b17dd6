"""How a review is written. `{% load reviews %}`

{{ review|review_standing }}  state and verdict as mark and word     {{ seconds|minutes_seconds }}  4:05
{{ line|agreement_held }}     whether what was agreed held           {{ "2026-11-16"|iso_day }}      a date
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.charts.categories import category_of
from delegations.charts.numbers import grouped
from delegations.navigation import address
from meetings.models import Agreement, AgreementState, ReviewState, Verdict
from pediatric_platform.models import Level, Severity
from supply.weeks import IsoWeek

register = template.Library()

MARKS = {Verdict.GOOD: "●", Verdict.WATCH: "◆", Verdict.GRAVE: "▲"}
HUES = {Verdict.GOOD: "adequate", Verdict.WATCH: "low", Verdict.GRAVE: "critical"}


def _marked(hue: str, mark: str, word: object) -> SafeString:
    return format_html(
        '<span class="status is-{}"><span class="mark" aria-hidden="true">{}</span>{}</span>', hue, mark, word
    )


@register.filter
def review_standing(review: Any) -> SafeString:
    """▲ Grave, ● En orden; or why nobody said."""
    if review.verdict:
        verdict = Verdict(review.verdict)
        return _marked(HUES[verdict], MARKS[verdict], verdict.label)
    return _marked("none", "○" if review.state == ReviewState.PENDING else "–", ReviewState(review.state).label)


@register.filter
def verdict_mark(verdict: str) -> str:
    return MARKS[Verdict(verdict)]


@register.filter
def review_mark(category: str) -> SafeString:
    """The sign of a category, for whoever does not tell hues apart; the word is read aloud."""
    shown = category_of(category)
    return format_html('<span class="mark" aria-hidden="true">{}</span> ', shown.mark)


@register.filter
def minutes_seconds(seconds: int | None) -> str:
    """`245` → "4:05"."""
    return f"{(seconds or 0) // 60}:{(seconds or 0) % 60:02d}"


@register.filter
def iso_day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


@register.filter
def iso_week(monday: date | None) -> str:
    """The week of a Monday, as the `week` filter reads it."""
    return str(IsoWeek.of(monday)) if monday else ""


@register.filter
def case_level(level: int) -> str:
    return str(Level(level).label) if level in Level.values else ""


@register.filter
def case_severity(severity: int) -> str:
    return str(Severity(severity).label) if severity in Severity.values else ""


@register.filter
def agreement_held(line: Mapping[str, Any]) -> SafeString:
    """Kept, broken, or still to be seen; late is said."""
    if line["held"]:
        return _marked("adequate", "●", _("Cumplido"))
    if line["held"] is False:
        return _marked("out", "■", _("Incumplido"))
    if line["is_late"]:
        return _marked("critical", "▲", _("Vencido"))
    at_risk = line["state"] == AgreementState.AT_RISK
    return _marked("low", "◆", _("En riesgo")) if at_risk else _marked("none", "○", _("En curso"))


@register.filter
def agreement_owner(agreement: Agreement) -> str:
    """The post that owns it and where; or who was written down."""
    if agreement.owner_name:
        return " · ".join(filter(None, (agreement.owner_name, agreement.owner_organisation)))
    where = agreement.owner_unit or agreement.owner_delegation
    return f"{agreement.get_owner_role_display()} · {where.name}" if where else str(agreement.get_owner_role_display())


@register.simple_tag
def agreement_link(agreement: Agreement, wall: Any = False) -> SafeString:
    """The folio; on a desk it leads to the agreement."""
    href = "" if wall else address("meetings:agreement", agreement.folio)
    if not href:
        return format_html('<span class="code">{}</span>', agreement.folio)
    return format_html('<a class="code" href="{}">{}</a>', href, agreement.folio)


@register.simple_tag
def review_besides(data: Mapping[str, Any]) -> SafeString:
    """One line with what else was frozen: pieces, demand not met, posts, the electronic record, fever."""
    if not data.get("abasto"):
        return mark_safe("")
    return format_html_join(" · ", "{}", ((one,) for one in _besides(data)))


def _besides(data: Mapping[str, Any]) -> list[str]:
    usable, unmet, gaps = data["abasto"]["conjunto"]["usable"], data["unmet"]["counted"], data["gaps"]
    blocked, fever = data["rollout"]["blocked"], data["fever"]
    told = []
    # Without a week that was added up, zero would be said of what nobody knows.
    if data["abasto"]["conjunto"]["level"] is not None:
        told.append(ngettext("%(n)s pieza utilizable", "%(n)s piezas utilizables", usable) % {"n": grouped(usable)})
    if data["week"]:
        told.append(
            ngettext("%(n)s necesidad sin cubrir", "%(n)s necesidades sin cubrir", unmet) % {"n": grouped(unmet)}
        )
    told.append(
        _("puestos de abasto ocupados: %(n)s de %(all)s")
        % {"n": grouped(gaps["filled"]), "all": grouped(gaps["posts"])}
    )
    if gaps["contact"]:
        told.append(_("contactos por confirmar: %(n)s") % {"n": grouped(gaps["contact"])})
    if blocked:
        words = _("expediente detenido en %(n)s de %(all)s hospitales")
        told.append(words % {"n": grouped(blocked), "all": grouped(data["rollout"]["sites"])})
    if fever["n"] and fever["median"] is not None:
        words = _("fiebre: mediana de %(m)s min al antibiótico (n = %(n)s)")
        told.append(words % {"m": grouped(fever["median"]), "n": grouped(fever["n"])})
    return told
