"""How pages write a case: its gravity, its state, its clock."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from delegations.charts import category_of
from delegations.icons import icon_svg
from pediatric_platform.case_countdown import SEVERITY_TONES, spell, what_is_missing
from pediatric_platform.models import Case, CaseState, Severity

register = template.Library()
STATE_BADGES = {CaseState.SOLVED: "warn", CaseState.CONFIRMED: "good", CaseState.CLOSED: "bad"}


@register.simple_tag
def gravity(severity: int) -> SafeString:
    """Mark and word: the hue only helps."""
    level = Severity(severity)
    tone = category_of(SEVERITY_TONES[level])
    return format_html(
        '<span class="status is-{}"><span class="mark" aria-hidden="true">{}</span>{}</span>',
        tone.code, tone.mark, level.label,
    )  # fmt: skip


@register.simple_tag
def case_state(case: Case) -> SafeString:
    """The state as a badge."""
    kind = STATE_BADGES.get(CaseState(case.state), "")
    tick = icon_svg("check") if case.state == CaseState.CONFIRMED else ""
    return format_html('<span class="badge {}">{}{}</span>', kind, tick, case.get_state_display())


register.filter("missing", what_is_missing)
register.filter("length_of", spell)
