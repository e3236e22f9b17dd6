"""The six categories of coverage as a reader sees them: a mark, a word and only then a hue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Category:
    """`code` is the stored value and names the CSS classes `is-<code>` and `fill-<code>`."""

    code: str
    mark: str
    label: str | Promise


CATEGORIES: dict[str, Category] = {
    category.code: category
    for category in (
        Category("out", "■", _("En cero")),
        Category("critical", "▲", _("Crítico")),
        Category("low", "◆", _("Bajo")),
        Category("adequate", "●", _("Adecuado")),
        Category("high", "○", _("Alto")),
        Category("excess", "◎", _("Exceso")),
    )
}
NO_CATEGORY = Category("none", "–", _("Sin dato"))


def category_of(value: Any) -> Category:
    """The category of a stored value (or of an enum member with that value); anything else is "Sin dato"."""
    return CATEGORIES.get(str(getattr(value, "value", value) or ""), NO_CATEGORY)
