"""What every refusal says, and the refusals of no area in particular."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class Refusal(Exception):
    """An action said no, and nothing was stored.

    `code` is stable for programs; `line` is the 0-based line of the document (None: the whole of it);
    `field` names the input; `remedy` says what to do instead. `is_conflict`: somebody else, or the hour, has decided it
    already (409 in the API); the others were understood (422).
    """

    code = "refused"
    is_conflict = False

    def __init__(self, message: str, *, line: int | None = None, field: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.field = field
        self.remedy = remedy


class UnknownUnits(Refusal):
    """CLUES that no unit on record has."""

    code = "unknown_units"

    def __init__(self, clues: Sequence[str]) -> None:
        self.clues = list(clues)
        super().__init__(_("No hay unidades con estas CLUES: %(clues)s.") % {"clues": ", ".join(self.clues)})


class NotAllowed(Refusal, PermissionDenied):
    """The person's postings do not reach so far: 403, on a page and in the API."""

    code = "permission_denied"


def written(day: date) -> str:
    """A day inside a message: 05/11/2026."""
    return date_format(day, "d/m/Y")
