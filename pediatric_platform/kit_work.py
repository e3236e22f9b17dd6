"""A fever kit below its minimum as work to do: first on the unit's workbench, and at the posts that keep it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations import open_work
from delegations.models import Person, Posting, Unit
from delegations.navigation import address
from delegations.open_work import OpenItem, OpenWorkKind
from delegations.roles import Permission, Role, permissions_of
from delegations.scoping import has_permission
from delegations.wording import moment_text
from pediatric_platform.models import KitAlert, KitRole
from supply.views.board_todo import Todo
from supply.views.todo_sources import register_todo

NAMED = 4


def workbench_lines(person: Person, unit: Unit) -> Sequence[Todo]:
    """One line, the worst there is: what of the kit is short, and since when. One query."""
    if not has_permission(person, Permission.VIEW_STOCK):
        return []
    alerts = list(KitAlert.objects.standing().filter(item__unit=unit).select_related("item").order_by("since", "pk"))
    if not alerts:
        return []
    # The antibiotic before the rest: what is left out of the line is material.
    first = sorted(alerts, key=lambda alert: alert.item.role == KitRole.SUPPLY)
    names = ", ".join(alert.item.name for alert in first[:NAMED])
    title = ngettext(
        "Botiquín de fiebre por debajo del mínimo: %(names)s",
        "Botiquín de fiebre: %(n)d cosas por debajo del mínimo: %(names)s",
        len(alerts),
    ) % {"n": len(alerts), "names": names}
    since = _("Desde el %(since)s. Una niña o un niño con fiebre tiene una hora") % {
        "since": moment_text(alerts[0].since, unit.zone)
    }
    return [Todo("out", title, since, address("pediatric:fever-kit", unit.clues), _("Completar el botiquín"))]


def short_kits(posting: Posting) -> list[OpenItem]:
    """Standing alerts of the kits that the post keeps, or that its delegation was told of."""
    alerts = KitAlert.objects.standing().select_related("item__unit")
    if posting.unit_id is not None and Permission.MANAGE_FEVER_KIT in permissions_of(posting.role):
        alerts = alerts.filter(item__unit=posting.unit_id)
    elif posting.role == Role.DELEGATION_SUPPLY_MANAGER:
        alerts = alerts.filter(item__unit__delegation=posting.delegation_id, escalated_at__isnull=False)
    else:
        return []
    return [
        OpenItem(
            _("%(unit)s: %(name)s, había %(had)d de %(minimum)d")
            % {
                "unit": alert.item.unit.name,
                "name": alert.item.name,
                "had": alert.on_hand,
                "minimum": alert.minimum,
            },
            address("pediatric:fever-kit", alert.item.unit.clues),
        )
        for alert in alerts.order_by("since", "pk")
    ]


KIND = OpenWorkKind("fever_kits", gettext_lazy("Botiquines de fiebre por debajo del mínimo"), short_kits)


def register_all() -> None:
    register_todo(workbench_lines)
    open_work.register(KIND)
