"""The site's sections as the header shows them: by what a person's postings open, in groups that fit a screen.

Named by URL name, so that no floor imports another; a section whose page the site does not have is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.roles import Permission, Role
from delegations.scoping import Scope, scope_of

Visitor = Person | AnonymousUser
Text = str | Promise
Opens = Callable[[Visitor, Scope], bool]


@dataclass(frozen=True)
class Section:
    """One link of the header; `current` when the page shown lies below it."""

    label: Text
    href: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Links that share a place in the header; `current` when one of them is."""

    label: Text
    links: Sequence[Section]

    @property
    def current(self) -> bool:
        return any(link.current for link in self.links)


def holding(permission: Permission) -> Opens:
    """For whoever holds it anywhere."""
    return lambda person, scope: scope.allows(permission)


def anyone(person: Visitor, scope: Scope) -> bool:
    """Also for those who have not signed in."""
    return True


def _without_stock(person: Visitor, scope: Scope) -> bool:
    return person.is_authenticated and not scope.allows(Permission.VIEW_STOCK)


def _stock_only(person: Visitor, scope: Scope) -> bool:
    """Who treats children finds their coverage beside the rest about them."""
    return scope.allows(Permission.VIEW_STOCK) and not scope.allows(Permission.VIEW_CHILDREN)


def _is_relative(person: Visitor, scope: Scope) -> bool:
    return any(grant.role == Role.FAMILY for grant in scope.grants)


def _appoints(person: Visitor, scope: Scope) -> bool:
    return bool(scope.appointable)


def _administers(person: Visitor, scope: Scope) -> bool:
    return person.is_authenticated and person.is_staff


_STOCK = holding(Permission.VIEW_STOCK)
_CHILDREN = holding(Permission.VIEW_CHILDREN)
_NETWORK = holding(Permission.VIEW_NETWORK)

# (URL name, label, whom it opens to), each below the group it is shown in; "" stands in the header itself.
SECTIONS: tuple[tuple[Text, tuple[tuple[str, Text, Opens], ...]], ...] = (
    (
        "",
        (
            ("home", _("Tablero"), _STOCK),
            ("home", _("Inicio"), _without_stock),
            ("pediatric:family", _("Mi familia"), _is_relative),
            ("pediatric:coverage", _("Cobertura"), _stock_only),
            ("supply:stock", _("Existencias"), _STOCK),
            ("supply:report-list", _("Semanas"), _STOCK),
            ("pediatric:case-list", _("Casos"), _STOCK),
        ),
    ),
    (
        _("Abasto"),
        (
            ("supply:transfer-list", _("Traspasos"), _STOCK),
            ("supply:unmet", _("Demanda no cubierta"), _STOCK),
            ("supply:drug-list", _("Medicamentos"), _STOCK),
            ("pediatric:regimen-list", _("Esquemas"), _STOCK),
            ("pediatric:guide-list", _("Guías"), _STOCK),
        ),
    ),
    (
        _("Reabasto"),
        (
            ("supply:worklist", _("Qué hacer hoy"), _STOCK),
            ("supply:requisition-list", _("Requisiciones"), _STOCK),
            ("supply:transfer-order-list", _("Órdenes de traspaso"), _STOCK),
            ("supply:redistribution-list", _("Redistribución"), _STOCK),
            ("supply:stock-plan-list", _("Niveles"), _STOCK),
            ("supply:forecast-list", _("Pronóstico"), _STOCK),
            ("supply:purchase-board", _("Compras"), holding(Permission.VIEW_PURCHASES)),
            ("supply:supply-order-list", _("Órdenes de suministro"), _STOCK),
            ("supply:contract-list", _("Contratos"), _STOCK),
            ("supply:sign-list", _("Señales de atención"), holding(Permission.VIEW_PURCHASES)),
            ("supply:recall-list", _("Retiros sanitarios"), _STOCK),
            ("supply:loan-list", _("Préstamos"), _STOCK),
        ),
    ),
    (
        _("Niñas y niños"),
        (
            ("pediatric:coverage", _("Cobertura"), _CHILDREN),
            ("pediatric:child-list", _("Registro"), _CHILDREN),
            ("pediatric:calendar", _("Calendario"), _CHILDREN),
            ("pediatric:mixing-day", _("Mezclas"), _CHILDREN),
            ("pediatric:fever", _("Hora dorada"), _CHILDREN),
            ("pediatric:family-report-list", _("Avisos de familias"), _CHILDREN),
        ),
    ),
    (
        _("Red"),
        (
            ("delegations:network-gaps", _("Red de responsables"), _NETWORK),
            ("delegations:network", _("Directorio"), anyone),
            ("delegations:posting-list", _("Nombramientos"), _NETWORK),
            ("pediatric:rollout", _("Expediente electrónico"), _STOCK),
            ("pediatric:fever-figures", _("Cifras de la hora dorada"), _stock_only),
            ("delegations:invitation-list", _("Invitaciones"), _appoints),
            ("delegations:network-on", _("Quién respondía"), _NETWORK),
            ("delegations:delegation-list", _("Delegaciones"), _STOCK),
            ("delegations:unit-list", _("Unidades"), _STOCK),
            ("delegations:place-list", _("Lugares"), _STOCK),
        ),
    ),
    (
        _("Sesiones"),
        (
            ("meetings:meeting-list", _("Sesiones"), _STOCK),
            ("meetings:agreement-list", _("Acuerdos"), _STOCK),
            ("meetings:agreement-board", _("Cumplimiento de acuerdos"), _STOCK),
            ("meetings:minutes-list", _("Minutas"), _STOCK),
        ),
    ),
    (
        _("Control"),
        (
            ("delegations:audit-list", _("Auditoría"), holding(Permission.VIEW_AUDIT)),
            ("delegations:row-change-list", _("Cambios por fila"), holding(Permission.VIEW_AUDIT)),
            ("delegations:delivery-list", _("Envíos"), holding(Permission.VIEW_DELIVERIES)),
            ("admin:index", _("Administración"), _administers),
        ),
    ),
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


def address(name: str, *args: Any) -> str:
    """The path of a URL name, or nothing when the site has no such page."""
    if args:
        return _address(name, args)
    return _fixed_address(name, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


def _address(name: str, args: tuple[Any, ...]) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@cache
def _fixed_address(name: str, prefix: str, urlconf: str) -> str:
    """Forty of them stand in the header of every page; only where the site is served from, and its map, may differ."""
    return _address(name, ())


def sections(path: str, person: Visitor) -> list[Section | Group]:
    """What the header offers this person; the longest section that leads to `path` is current."""
    scope = scope_of(person)  # type: ignore[arg-type]  # a stranger's scope is empty
    open_to = [
        (group, [(label, href) for name, label, opens in entries if (href := address(name)) and opens(person, scope)])
        for group, entries in SECTIONS
    ]
    here = _current(path, [href for _group, links in open_to for _label, href in links])
    shown: list[Section | Group] = []
    for group, links in open_to:
        made = [Section(label, href, href == here) for label, href in links]
        if group and len(made) > 1:
            shown.append(Group(group, made))
        else:
            shown.extend(made)
    return shown


def _current(path: str, hrefs: Sequence[str]) -> str | None:
    if owner := owner_of(path):
        return address(owner)
    leading = [href for href in hrefs if path == href or (href != "/" and path.startswith(href))]
    return max(leading, key=len, default=None)


def owner_of(path: str) -> str:
    """The section (a URL name) of a page that lives under another address; nothing when the address says it."""
    parts = path.strip("/").split("/")
    if parts[:2] == ["tablero", "medicamento"]:
        return "supply:drug-list"
    if parts[0] == "lugares" and len(parts) > 1:  # what is done at a place is part of its stock
        return "supply:stock"
    return BELONGS.get(parts[0], "")
