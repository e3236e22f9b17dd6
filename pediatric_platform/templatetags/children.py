"""How pages write what is known of a child."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pediatric_platform.ages import years_on

register = template.Library()
# Before this age, months say more.
IN_MONTHS = 2


@register.simple_tag
def age_in_words(born: date, on: date | None = None) -> str:
    """`7 años`, and `14 meses` before two years."""
    day = on or timezone.localdate()
    if born > day:
        return _("por nacer")
    years = years_on(born, day)
    if years >= IN_MONTHS:
        return ngettext("%(n)d año", "%(n)d años", years) % {"n": years}
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return ngettext("%(n)d mes", "%(n)d meses", months) % {"n": months}
