"""The review of each delegation and each UMAE, one by one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from meetings.agenda.matter import Facts, Matter
from meetings.models import AgendaKind

# What is left of the meeting, but never less: seconds for each would be none.
LEAST = 30


def reviews(facts: Facts) -> Matter:
    if not facts.meeting.series.has_reviews:
        return Matter(AgendaKind.REVIEW, "", 0)
    delegations, umae = len(facts.country["delegations"]), len(facts.country["umae"])
    n = facts.reviewed or delegations + umae
    body = _("Una por una, con las cifras de la semana cerrada: %(delegations)d delegaciones y %(umae)d UMAE.")
    return Matter(AgendaKind.REVIEW, body % {"delegations": delegations, "umae": umae}, LEAST, n=n, as_of=facts.now)
