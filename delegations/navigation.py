"""The site's sections as the header shows them. Named by URL name, so that no floor imports another."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SECTIONS: tuple[tuple[str, str | Promise], ...] = (
    ("home", _("Tablero")),
    ("supply:stock", _("Existencias")),
    ("supply:report-list", _("Semanas")),
    ("supply:transfer-list", _("Traspasos")),
    ("supply:drug-list", _("Medicamentos")),
    ("delegations:delegation-list", _("Delegaciones")),
    ("delegations:unit-list", _("Unidades")),
    ("delegations:place-list", _("Lugares")),
)


@dataclass(frozen=True)
class Section:
    """One link of the header; `current` when the page shown lies below it."""

    label: str | Promise
    href: str
    current: bool


def address(name: str) -> str:
    """The path of a URL name, or nothing when the site has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def sections(path: str) -> list[Section]:
    """The sections that exist; the longest one that leads to `path` is current (the root only on itself)."""
    known = [(label, href) for label, href in ((label, address(name)) for name, label in SECTIONS) if href]
    leading = [href for _label, href in known if path == href or (href != "/" and path.startswith(href))]
    here = max(leading, key=len, default=None)
    return [Section(label, href, href == here) for label, href in known]
