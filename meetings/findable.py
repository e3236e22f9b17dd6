"""What of this floor the search finds, for the institute's staff: meetings by series and number, minutes by folio."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.findable import is_staff
from delegations.models import Person
from delegations.naming import fold
from delegations.search import Asker, Hit, SearchSource, hits_of, register
from delegations.wording import day_text
from meetings.models import Meeting, Minutes

FOLIO_START = re.compile(r"T-[2-9A-Z]{2,8}")
# Without a number, what comes within these days is looked through beside what was held.
AHEAD = timedelta(days=14)
MOST_DIGITS = 5


def find_meetings(person: Asker, query: str, limit: int) -> list[Hit]:
    """By words of the series, with a number or without: «revisión nacional 3»; the newest first."""
    words = fold(query).split()
    names = [word for word in words if not word.isdigit()]
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= MOST_DIGITS]
    if not isinstance(person, Person) or not is_staff(person) or not names or len(numbers) + len(names) != len(words):
        return []
    wanted = Q(number__in=numbers) if numbers else Q(starts_at__lte=timezone.now() + AHEAD)
    for word in names:
        wanted &= Q(series__name__unaccent__icontains=word)
    rows = Meeting.objects.visible_to(person).filter(wanted).select_related("series").order_by("-starts_at", "-pk")
    today = timezone.localdate()
    return hits_of(
        rows[:limit],
        lambda row: Hit(str(row), row.get_absolute_url(), f"{day_text(row.on, today)} · {row.get_state_display()}"),
    )


def find_minutes(person: Asker, query: str, limit: int) -> list[Hit]:
    """By their folio, or by the start of one."""
    sought = query.strip().upper()
    if not isinstance(person, Person) or not FOLIO_START.fullmatch(sought):
        return []
    rows = Minutes.objects.visible_to(person).filter(folio__startswith=sought).select_related("meeting__series")
    rows = rows.only("folio", "signed_at", "meeting__number", "meeting__series__name")
    return hits_of(
        rows.order_by("-meeting__starts_at", "-pk")[:limit],
        lambda row: Hit(
            str(row.meeting),
            row.get_absolute_url(),
            f"{row.folio} · {_('Firmada') if row.signed_at else _('Borrador')}",
        ),
    )


def register_all() -> None:
    register(SearchSource("meetings", _("Sesiones"), "calendar", find_meetings, 18))
    register(SearchSource("minutes", _("Minutas"), "copy", find_minutes, 19))
