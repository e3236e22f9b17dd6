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

# Pages whose address does not begin with their section's: the first part of the path → the section.
BELONGS = {
    "tablero": "home",
    "kardex": "supply:stock",
    "lotes": "supply:stock",
    "documentos": "supply:stock",
    "surtido": "supply:drug-list",
    "presentaciones": "supply:drug-list",
}


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
    here = max(leading, key=len, default=None) if not (owner := owner_of(path)) else address(owner)
    return [Section(label, href, href == here) for label, href in known]


def owner_of(path: str) -> str:
    """The section (a URL name) of a page that lives under another address; nothing when the address says it."""
    parts = path.strip("/").split("/")
    if parts[:2] == ["tablero", "medicamento"]:
        return "supply:drug-list"
    if parts[0] == "lugares" and len(parts) > 1:  # what is done at a place is part of its stock
        return "supply:stock"
    return BELONGS.get(parts[0], "")
