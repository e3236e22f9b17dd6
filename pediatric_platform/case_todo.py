"""Cases as work to do on a unit's workbench: what is late or vital first, each with its one page."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.models import Person, Unit
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.models import UNSOLVED, Case, Severity
from pediatric_platform.selectors.cases.listing import with_lateness
from supply.views.board_todo import Todo
from supply.views.todo_sources import register_todo


def workbench_lines(person: Person, unit: Unit) -> Sequence[Todo]:
    """One line for the cases of the unit that nobody has solved, with the next limit. One query."""
    if not has_permission(person, Permission.VIEW_STOCK):
        return []
    now = timezone.now()
    rows = with_lateness(Case.objects.visible_to(person).filter(unit=unit, state__in=UNSOLVED), now)
    found = rows.aggregate(
        n=Count("pk"),
        late=Count("pk", filter=Q(is_overdue=True)),
        vital=Count("pk", filter=Q(severity=Severity.VITAL)),
        uncalled=Count("pk", filter=Q(contact_by__isnull=False) | Q(contacted_at__isnull=True)),
        due=Min("deadline_at", filter=Q(deadline_at__gte=now)),
        call=Min("contact_by", filter=Q(contact_by__gte=now)),
    )
    if not found["n"]:
        return []
    title = ngettext("%(n)d caso sin resolver", "%(n)d casos sin resolver", found["n"]) % {"n": found["n"]}
    details = [
        ngettext("%(n)d vencido", "%(n)d vencidos", found["late"]) % {"n": found["late"]} if found["late"] else "",
        ngettext("%(n)d vital", "%(n)d vitales", found["vital"]) % {"n": found["vital"]} if found["vital"] else "",
        ngettext("a %(n)d familia no se le ha llamado", "a %(n)d familias no se les ha llamado", found["uncalled"])
        % {"n": found["uncalled"]}
        if found["uncalled"]
        else "",
    ]
    tone = "out" if found["late"] or found["vital"] else "critical"
    href = f"{address('pediatric:case-list')}?{urlencode({'unidad': unit.clues})}"
    due = min((at for at in (found["due"], found["call"]) if at), default=None)
    return [Todo(tone, title, " · ".join(part for part in details if part), href, _("Ver los casos"), due)]


def register_all() -> None:
    register_todo(workbench_lines)
