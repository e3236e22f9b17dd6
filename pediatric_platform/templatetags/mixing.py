"""How mixtures look: amounts without idle zeros, and a state as mark and word."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pediatric_platform.mixing_rules import amount_text
from pediatric_platform.models import Mixture, MixtureState

register = template.Library()

TONES: dict[str, str] = {
    MixtureState.ADMINISTERED: "good",
    MixtureState.REJECTED: "bad",
    MixtureState.RETURNED: "bad",
    MixtureState.CANCELLED: "",
}


@register.filter
def amount(value: Decimal | None, unit: str = "") -> str:
    """«1.2 mg»: no zeros behind, which read as ten times as much."""
    return "—" if value is None else amount_text(Decimal(value), unit).strip()


@register.simple_tag
def mixture_state(mixture: Mixture) -> SafeString:
    """The state as a badge."""
    return format_html('<span class="badge {}">{}</span>', TONES.get(mixture.state, ""), mixture.get_state_display())
