"""What this floor refuses, by name; pages and the API translate each once."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _


class Refused(Exception):
    """An action was refused; its text is for the person who asked."""


class UnknownUnits(Refused):
    """CLUES that no unit on record has."""

    def __init__(self, clues: Sequence[str]) -> None:
        self.clues = list(clues)
        super().__init__(_("No hay unidades con estas CLUES: %(clues)s.") % {"clues": ", ".join(self.clues)})
