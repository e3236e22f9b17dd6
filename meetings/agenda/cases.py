"""Cases that no level solved in time: the meeting is where they go."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.wording import spelled
from meetings.agenda.matter import Facts, Line, Matter, link
from meetings.models import AgendaKind
from pediatric_platform.models import UNSOLVED, Case, CaseEvent, CaseEventKind, Level
from supply.models.drug import label_of

MINUTES_EACH, LEAST, MOST = 2, 5, 40
_COLUMNS = (
    "folio", "unit__clues", "unit__name", "unit__delegation__code", "needed_on", "opened_at",
    "drug__generic_name", "drug__strength", "drug__strength_unit", "drug__form",
)  # fmt: skip


def at_the_session(now: datetime) -> list[tuple[object, ...]]:
    """Those of the last level that stood unsolved at that moment, the most urgent first. One query.

    Of a past moment: those solved since are there, those that came up to the session later are not.
    """
    later = CaseEvent.objects.filter(
        case=OuterRef("pk"), kind=CaseEventKind.ESCALATED, at__gt=now, data__from__lt=int(Level.SESSION),
        data__to=int(Level.SESSION),
    )  # fmt: skip
    stood = Q(state__in=UNSOLVED) | Q(solved_at__gt=now) | Q(solved_at__isnull=True, ended_at__gt=now)
    rows = Case.objects.filter(stood, ~Exists(later), level=Level.SESSION, opened_at__lte=now)
    return list(rows.order_by("severity", "needed_on", "pk").values_list(*_COLUMNS))


def cases(facts: Facts) -> Matter:
    lines = [_line(row, facts.today) for row in facts.session_cases]
    return Matter(
        AgendaKind.CASES,
        _("Casos que agotaron el plazo del hospital, de la delegación y de oficina central. Se tratan por folio."),
        min(MOST, max(LEAST, MINUTES_EACH * len(lines))),
        lines,
        n=len(lines),
        as_of=facts.now,
    )


def _line(row: tuple[object, ...], today: date) -> Line:
    folio, clues, unit, delegation, needed_on, opened_at, *drug = row
    what = label_of(*(str(part) for part in drug)) if drug[0] else _("sin clave anotada")
    days = (today - timezone.localdate(opened_at)).days  # type: ignore[arg-type]
    told = ngettext("abierto hace %(n)d día", "abierto hace %(n)d días", days) % {"n": days}
    if isinstance(needed_on, date):
        told = _("se necesita el %(day)s") % {"day": spelled(needed_on, "j M")} + " · " + told
    return Line(f"{folio} · {unit} · {what}", told, link("pediatric:case", folio), str(delegation), str(clues))
