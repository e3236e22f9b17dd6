"""Words and figures of the pages of one's own account. `{% load account_face %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from delegations.scoping import scope_of
from delegations.sign_in.policy import has_second_factor

register = template.Library()

# What a browser says of itself, from the most particular to the least; Chrome's name is in nearly all of them.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def device(agent: str) -> str:
    """`Firefox · Windows`, of a browser's long name for itself."""
    found = [next((name for sign, name in known if sign in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, found)) or _("Dispositivo desconocido")


@register.filter
def in_fours(secret: str) -> str:
    """In groups of four, for typing."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@register.simple_tag(takes_context=True)
def second_factor_duty(context: Any) -> str:
    """Demanded and `missing`, or `done`; `demo`: demanded in production only; empty: not demanded."""
    person = context["request"].user
    if not scope_of(person).needs_second_factor:
        return ""
    if not settings.SECOND_FACTOR_REQUIRED:
        return "demo"
    return "done" if has_second_factor(person) else "missing"
