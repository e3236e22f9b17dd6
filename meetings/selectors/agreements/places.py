"""What an agreement may be about: a delegation or a hospital, found from whatever was typed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from delegations.models import Delegation, Unit
from delegations.naming import search_text
from meetings.selectors.agreements.owners import Around
from supply.forms.ledger_choices import Choice, Choices

Place = Delegation | Unit


def place_text(place: Place) -> str:
    """How the field shows it: by its name, and what tells it from others alike."""
    if isinstance(place, Unit):
        return f"{place.name} · {place.clues}"
    return _("Delegación %(name)s") % {"name": place.name}


def place_choices(day: date, around: Around) -> Choices:
    """Delegations and open hospitals of the second and third level or with chemotherapy; around one, those of its own
    delegation. Two queries.
    """
    delegations = Delegation.objects.order_by("name")
    units = Unit.objects.open_on(day).select_related("delegation").order_by("name", "clues")
    if around.delegation_id is not None:
        delegations = delegations.filter(pk=around.delegation_id)
        units = units.filter(delegation=around.delegation_id)
    else:
        units = units.filter(level__gte=2) | units.filter(provides_chemotherapy=True)
    found = [Choice(place_text(row), row, row.code, search_text(row.name, row.code)) for row in delegations]
    found += [
        Choice(place_text(row), row, row.delegation.name, search_text(row.name, row.clues, row.delegation.name))
        for row in units
    ]
    return Choices(found)
