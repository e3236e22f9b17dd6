"""Who is there, and whether they are enough."""

from __future__ import annotations

from django.utils.translation import gettext as _

from meetings.agenda.matter import Facts, Matter
from meetings.models import AgendaKind

MINUTES = 5


def opening(facts: Facts) -> Matter:
    if facts.required:
        body = _("Para el quórum: %(share)d %% de las %(required)d personas que cuentan, presentes o representadas.")
        told = body % {"required": facts.required, "share": facts.meeting.series.quorum}
    else:
        told = _("Se pasa lista de quienes fueron convocados.")
    return Matter(AgendaKind.OPENING, told, MINUTES, n=facts.called, as_of=facts.now, stands=True)
