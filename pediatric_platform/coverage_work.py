"""Children without their next doses as work to do: on the unit's workbench, and at the posts of supply managers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations import open_work
from delegations.models import Person, Posting, Unit
from delegations.navigation import address
from delegations.open_work import OpenItem, OpenWorkKind
from delegations.roles import Permission, Role
from delegations.scoping import has_permission
from delegations.wording import day_text
from pediatric_platform.selectors.coverage.children import child_states, upcoming
from pediatric_platform.selectors.coverage.unit import UncoveredSoon, uncovered_soon
from supply.views.board_todo import Todo
from supply.views.todo_sources import register_todo

DAYS = 7


def workbench_lines(person: Person, unit: Unit) -> Sequence[Todo]:
    """One line: how many children lack something in the next days; or that it is not known, for want of data."""
    if not has_permission(person, Permission.VIEW_STOCK):
        return []
    today, now = unit.today(), timezone.now()
    packages = upcoming(person, today, DAYS).filter(unit=unit)
    reach = child_states(packages, today, now).total[DAYS]
    href, see = address("pediatric:coverage-unit", unit.clues), _("Ver qué falta")
    if reach.missing:
        [soon] = uncovered_soon([unit], days=DAYS, today=today, now=now)
        return [Todo("out", _children_text(soon), _first_text(soon, today), href, see)]
    if reach.unknown:
        title = ngettext(
            "No se sabe si está completo lo que necesita %(n)d niña o niño en los próximos %(days)d días",
            "No se sabe si está completo lo que necesitan %(n)d niñas y niños en los próximos %(days)d días",
            reach.unknown,
        ) % {"n": reach.unknown, "days": DAYS}
        return [
            Todo("critical", title, _("Registre los movimientos de estos días: sin ellos no se afirma nada"), href, see)
        ]
    return []


def uncovered_at(posting: Posting) -> list[OpenItem]:
    """Units of the post where a child lacks something in the next days; counts, never folios: a hand-over keeps it."""
    if posting.role == Role.UNIT_SUPPLY_MANAGER and posting.unit_id is not None:
        units = Unit.objects.filter(pk=posting.unit_id)
    elif posting.role == Role.DELEGATION_SUPPLY_MANAGER:
        units = Unit.objects.filter(delegation=posting.delegation_id)
    else:
        return []
    today = timezone.localdate()
    return [
        OpenItem(
            f"{one.unit.name}: {_children_text(one)}. {_first_text(one, today)}",
            address("pediatric:coverage-unit", one.unit.clues),
        )
        for one in uncovered_soon(list(units.order_by("name")), days=DAYS, today=today, now=timezone.now())
    ]


def _children_text(one: UncoveredSoon) -> str:
    return ngettext(
        "A %(n)d niña o niño le falta algo para sus sesiones de los próximos %(days)d días",
        "A %(n)d niñas y niños les falta algo para sus sesiones de los próximos %(days)d días",
        one.children,
    ) % {"n": one.children, "days": DAYS}


def _first_text(one: UncoveredSoon, today: date) -> str:
    return _("La primera sesión incompleta es el %(day)s") % {"day": day_text(one.first_on, today)}


KINDS = (OpenWorkKind("uncovered_doses", gettext_lazy("Sesiones sin cobertura en 7 días"), uncovered_at),)


def register_all() -> None:
    register_todo(workbench_lines)
    for kind in KINDS:
        open_work.register(kind)
