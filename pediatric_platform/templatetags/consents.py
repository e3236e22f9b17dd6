"""A consent text as headings and paragraphs, in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from pediatric_platform.models import ConsentText

register = template.Library()


@register.filter
def sections(text: ConsentText) -> list[tuple[str, str]]:
    """(heading, paragraph) of each part: the first line of a part with several lines is its heading."""
    body = text.body_en if (get_language() or "").startswith("en") and text.body_en else text.body
    parts = [part.strip() for part in body.split("\n\n") if part.strip()]
    return [_split(part) for part in parts]


def _split(part: str) -> tuple[str, str]:
    heading, line_break, rest = part.partition("\n")
    return (heading, rest) if line_break else ("", part)
