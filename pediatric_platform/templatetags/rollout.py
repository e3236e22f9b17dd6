"""Words of the roll-out in templates and notices. `{% load rollout %}`

{{ kind|milestone }}   the milestone's name from its code      {{ why|blocker }}   what stops it
{{ standing|standing }}   how a hospital stands, as mark and word
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from delegations.charts.categories import CATEGORIES as MARKS
from pediatric_platform.models import BlockedBy, MilestoneKind
from pediatric_platform.rollout_rules import CATEGORIES, Standing

register = template.Library()


@register.filter
def milestone(code: str) -> str:
    """«Cuentas del personal»."""
    return str(MilestoneKind(code).label) if code in MilestoneKind.values else ""


@register.filter
def blocker(code: str) -> str:
    """«Falta capacitación»."""
    return str(BlockedBy(code).label) if code in BlockedBy.values else ""


@register.filter
def standing(code: str) -> SafeString:
    """Mark, word and only then a hue."""
    shown = Standing(code)
    category = MARKS[CATEGORIES[shown]]
    return format_html(
        '<span class="status is-{}"><span class="mark" aria-hidden="true">{}</span>{}</span>',
        category.code, category.mark, shown.label,
    )  # fmt: skip
