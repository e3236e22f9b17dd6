"""How pages and notices write an agreement: its state, whose it is, what its condition says, what the data measured."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meetings.agreement_words import condition_sentence, measured_text, owner_text, threshold_text
from meetings.models import Agreement, AgreementState, Condition

register = template.Library()

# The badge's tone and mark: a shape beside the colour.
TONES = {
    AgreementState.OPEN: ("", "○"),
    AgreementState.AT_RISK: ("warn", "▲"),
    AgreementState.BROKEN: ("bad", "■"),
    AgreementState.FULFILLED: ("good", "●"),
    AgreementState.CANCELLED: ("", "–"),
}


def state_badge(state: str) -> SafeString:
    tone, mark = TONES[AgreementState(state)]
    return format_html(
        '<span class="badge {}"><span aria-hidden="true">{} </span>{}</span>', tone, mark, AgreementState(state).label
    )


@register.filter
def agreement_state(agreement: Agreement) -> SafeString:
    """How it stands, as a mark and a word."""
    return state_badge(agreement.state)


@register.filter
def state_of(state: str) -> SafeString:
    """The same of a bare state."""
    return state_badge(state)


register.filter("owner_post", owner_text)


@register.filter
def says(condition: Condition) -> str:
    """The condition as a sentence."""
    return condition_sentence(condition)


@register.filter
def measured(condition: Condition) -> str:
    """What the data said last, in words."""
    return measured_text(condition)


@register.filter
def threshold(condition: Condition) -> str:
    return threshold_text(condition)
