"""Lines and phases of regimens in words, for templates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import template

from pediatric_platform import regimen_words as words
from pediatric_platform.models import Guard
from pediatric_platform.regimen_contents import LineContents, PhaseContents

register = template.Library()


@register.filter
def line_or_phase(part: LineContents | PhaseContents) -> str:
    """A line's dose, way and days; a phase's cycles."""
    if isinstance(part, PhaseContents):
        return words.cycles_text(part.cycle_days, part.cycles)
    return words.line_text(part)


@register.filter
def mg(amount: Decimal | None) -> str:
    """A number of milligrams without zeros behind."""
    return "—" if amount is None else words.figure(amount)


@register.filter
def guard_drug(guard: Guard, names: Mapping[str, str]) -> str:
    """What the drug of a rule is called here."""
    return names.get(guard.inn, guard.inn)


@register.filter
def guard_needs(guard: Guard, names: Mapping[str, str]) -> str:
    """What the drug that a rule demands is called here."""
    return names.get(guard.needs_inn, guard.needs_inn)
