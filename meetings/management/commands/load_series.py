from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from delegations.cells import BadCell, boolean, choice, date, integer, text
from delegations.management.loading import LoadCommand
from delegations.roles import Role
from delegations.tabular import Field, Reading, Sheet
from delegations.upsert import Upserted
from meetings.actions.series import load_series
from meetings.models import RestRule

_CALLED = [role.value for role in Role if role != Role.FAMILY]


def hour(cell: Any) -> time:
    """`18:00`."""
    if isinstance(cell, time):
        return cell
    try:
        return time.fromisoformat(str(cell).strip())
    except ValueError as error:
        raise BadCell(_("No es una hora."), _("Escríbala como 18:00.")) from error


def roles(cell: Any) -> list[str]:
    """Codes of posts, `;` between them."""
    one = choice(_CALLED)
    return [one(part.strip()) for part in str(cell).split(";") if part.strip()]


SERIES = Sheet(
    "series.csv",
    [
        Field("code", text(40)),
        Field("name", text(120)),
        Field("purpose", text(2000)),
        Field("anchor_on", date),
        Field("starts_at", hour),
        Field("minutes", integer(5, 1440)),
        Field("every_weeks", integer(1, 52)),
        Field("time_zone", text(40)),
        Field("rest_rule", choice(RestRule.values)),
        Field("place", text(200), required=False, default="", blank_allowed=True),
        Field("has_reviews", boolean),
        Field("with_families", boolean),
        Field("quorum", integer(0, 100)),
        Field("roles", roles),
    ],
    unique=("code",),
    reference_only=("basis",),
)


class Command(LoadCommand):
    """Brings series that are not there yet; one that people have changed stays as they left it."""

    help = "Load series of meetings from a CSV file (repeatable; changes none that is there)"
    sheet = SERIES
    default_file = Path(__file__).resolve().parents[2] / "data" / "series.csv"

    def write(self, readings: list[Reading]) -> Iterable[tuple[str, Upserted]]:
        yield _("Series de sesiones"), load_series(rows=[row.values for row in readings[0].rows])
